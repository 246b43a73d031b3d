import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import '../phone.css';
import { ComingTransfers } from './coming.tsx';
import { SendButton } from './send-sheet.tsx';
import { StepButton } from './step-button.tsx';
import { mayDo, TransferCard } from './transfer-card.tsx';
import { useWaitingSteps } from './use-step.ts';

/** Transfers on the phone: what comes, what is held for us, and what we hold for others or have on the road. */
export function Screen() {
  const { t } = useTranslation('phone-transfers');
  const filters = { state: 'open', limit: 100 } as const;
  const incoming = useQuery({
    queryKey: [...queryKeys.transfers, { ...filters, direction: 'in' }],
    queryFn: () => api.transfers.listTransfers({ ...filters, direction: 'in' }),
  });
  const outgoing = useQuery({
    queryKey: [...queryKeys.transfers, { ...filters, direction: 'out' }],
    queryFn: () => api.transfers.listTransfers({ ...filters, direction: 'out' }),
  });
  const waiting = useWaitingSteps();
  const held = (incoming.data?.rows ?? []).filter(({ id, status }) => status === 'held' && !waiting.has(id));
  const sent = outgoing.data?.rows ?? [];
  const isEmpty = incoming.data?.rows.length === 0 && outgoing.data?.rows.length === 0;
  return (
    <>
      <h1>{t('title')}</h1>
      {incoming.isPending ? <Loading /> : null}
      {incoming.isError ? <Failure problem={problemOf(incoming.error)} again={() => void incoming.refetch()} /> : null}
      {isEmpty ? <Empty icon="truck" title={t('empty')} /> : null}
      <ComingTransfers organisation={undefined} />
      {held.length > 0 ? (
        <section className="group">
          <h2>{t('group.held')}</h2>
          <ul className="plain-list">
            {held.map((transfer) => (
              <TransferCard key={transfer.id} transfer={transfer} side="receiver" figure="held">
                <div className="transfer-buttons">
                  <StepButton
                    label={t('decline')}
                    done={t('decline.done')}
                    transfer={transfer}
                    other={transfer.from.organisationName ?? ''}
                    doing={{ step: 'release' }}
                  />
                </div>
              </TransferCard>
            ))}
          </ul>
        </section>
      ) : null}
      {sent.length > 0 ? (
        <section className="group">
          <h2>{t('group.out')}</h2>
          <ul className="plain-list">
            {sent.map((transfer) => (
              <TransferCard
                key={transfer.id}
                transfer={transfer}
                side="sender"
                figure={transfer.status === 'held' ? 'held' : 'underWay'}
              >
                {mayDo(transfer, 'send') && !waiting.has(transfer.id) ? (
                  <div className="transfer-buttons">
                    <SendButton transfer={transfer} />
                  </div>
                ) : null}
              </TransferCard>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
