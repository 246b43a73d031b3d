import type { Transfer } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Button, Sheet } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { PartForm } from './part-form.tsx';
import { StepButton } from './step-button.tsx';
import { mayDo, TransferCard } from './transfer-card.tsx';
import { UnsentSteps } from './unsent-steps.tsx';
import { useWaitingSteps } from './use-step.ts';
import './transfers.css';

const most = 50;

/** What is on its way to my organisation by transfer: one tap says that all of it is here. Nothing under way: nothing shows but what waits for the network. */
export function ComingTransfers({ organisation }: { organisation: string | undefined }) {
  const { t } = useTranslation('phone-transfers');
  const heading = useId();
  const filters = { direction: 'in', state: 'under-way', organisation, limit: most } as const;
  const coming = useQuery({
    queryKey: [...queryKeys.transfers, filters],
    queryFn: () => api.transfers.listTransfers(filters),
  });
  const waiting = useWaitingSteps();
  const rows = (coming.data?.rows ?? []).filter((row) => mayDo(row, 'confirm') && !waiting.has(row.id));
  if (rows.length === 0) return <UnsentSteps />;
  return (
    <>
      <UnsentSteps />
      <section className="group" aria-labelledby={heading}>
        <h2 id={heading}>
          {t('group.coming')} <span className="group-count">{rows.length}</span>
        </h2>
        <ul className="plain-list">
          {rows.map((transfer) => (
            <TransferCard key={transfer.id} transfer={transfer} side="receiver" figure="underWay">
              <ConfirmButtons key={transfer.version} transfer={transfer} />
            </TransferCard>
          ))}
        </ul>
      </section>
    </>
  );
}

function ConfirmButtons({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation('phone-transfers');
  const [open, setOpen] = useState(false);
  // Line by line, so that what is sent meanwhile is not confirmed unseen.
  const lines = transfer.lines
    .filter(({ underWay }) => underWay > 0)
    .map(({ id, underWay }) => ({ lineId: id, received: underWay }));
  return (
    <div className="transfer-buttons">
      <StepButton
        kind="main"
        icon="check"
        label={t('all')}
        done={t('all.done')}
        transfer={transfer}
        other={transfer.from.organisationName ?? ''}
        doing={{ step: 'confirm', lines }}
      />
      <Button className="button-wide" onClick={() => setOpen(true)}>
        {t('part')}
      </Button>
      <Sheet title={t('part.title', { number: transfer.number })} open={open} onClose={() => setOpen(false)}>
        <PartForm transfer={transfer} onDone={() => setOpen(false)} />
      </Sheet>
    </div>
  );
}
