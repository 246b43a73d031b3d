import type { Transfer } from '@baogong/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Button, Sheet } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useSay } from '../../shared/use-say.ts';
import { PartForm } from './part-form.tsx';
import { TransferCard } from './transfer-card.tsx';
import './transfers.css';

const most = 50;

/** What is on its way to my organisation by transfer: one tap says that all of it is here. Nothing under way: nothing shows. */
export function ComingTransfers({ organisation }: { organisation: string | undefined }) {
  const { t } = useTranslation('phone-transfers');
  const heading = useId();
  const filters = { direction: 'in', state: 'under-way', organisation, limit: most } as const;
  const coming = useQuery({
    queryKey: [...queryKeys.transfers, filters],
    queryFn: () => api.transfers.listTransfers(filters),
  });
  const rows = (coming.data?.rows ?? []).filter(mayConfirm);
  if (rows.length === 0) return null;
  return (
    <section className="group" aria-labelledby={heading}>
      <h2 id={heading}>
        {t('group.coming')} <span className="group-count">{rows.length}</span>
      </h2>
      <ul className="plain-list">
        {rows.map((transfer) => (
          <TransferCard key={transfer.id} transfer={transfer} side="receiver" figure="underWay">
            <ConfirmButtons transfer={transfer} />
          </TransferCard>
        ))}
      </ul>
    </section>
  );
}

function mayConfirm({ actions }: Transfer): boolean {
  return actions.some(({ action, blocked }) => action === 'confirm' && blocked === null);
}

function ConfirmButtons({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation('phone-transfers');
  const say = useSay();
  const client = useQueryClient();
  const commandId = useCommandId();
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const again = () => client.invalidateQueries({ queryKey: queryKeys.transfers });

  async function all(): Promise<void> {
    setBusy(true);
    try {
      const { id } = transfer;
      // Line by line, so that what is sent meanwhile is not confirmed unseen.
      const lines = transfer.lines
        .filter(({ underWay }) => underWay > 0)
        .map(({ id: lineId, underWay }) => ({ lineId, received: underWay }));
      await api.transfers.confirmTransfer({ commandId: commandId([id, lines]), id, lines });
      showToast({ text: t('all.done') });
    } catch (error) {
      showToast({ text: say.problem(problemOf(error)), tone: 'danger' });
    }
    await again();
    setBusy(false);
  }

  return (
    <div className="transfer-buttons">
      <Button kind="main" icon="check" className="button-wide" busy={busy} onClick={() => void all()}>
        {t('all')}
      </Button>
      <Button className="button-wide" onClick={() => setOpen(true)}>
        {t('part')}
      </Button>
      <Sheet title={t('part.title', { number: transfer.number })} open={open} onClose={() => setOpen(false)}>
        <PartForm
          transfer={transfer}
          onDone={() => {
            setOpen(false);
            showToast({ text: t('part.done') });
            void again();
          }}
        />
      </Sheet>
    </div>
  );
}
