import type { Transfer } from '@baogong/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';

/** Lets go what has not left. */
export function ReleaseDialog({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const { t } = useTranslation('supply-transfers');
  const say = useSay();
  const [reason, setReason] = useState('');
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, sent: string) =>
      api.transfers.releaseTransfer({ commandId, id: transfer.id, reason: sent || null }),
    stale: [queryKeys.transfers, queryKeys.supply],
    done: () => {
      showToast({ text: t('release.done') });
      onClose();
    },
  });
  const goods = transfer.lines
    .filter(({ held }) => held > 0)
    .map(({ itemName, held, baseUnitName }) => `${say.text(itemName)} ${say.quantity(held, baseUnitName)}`);
  return (
    <FormDialog
      title={t('release.title', { number: transfer.number })}
      confirm={t('release')}
      busy={busy}
      problem={problem}
      onConfirm={() => save(reason)}
      onClose={onClose}
    >
      <p>{t('release.lead', { goods: goods.join(', ') })}</p>
      <Entry label={t('release.reason')} error={faultAt('reason')} optional>
        <Input maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Entry>
    </FormDialog>
  );
}
