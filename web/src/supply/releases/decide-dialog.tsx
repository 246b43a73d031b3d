import type { Release } from '@baogong/contract';
import { Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';

type Decision = { approved: boolean; quantity: number | null; note: string };

/** Approves all or a part of what was asked for, or refuses it with a reason. */
export function DecideDialog(props: { release: Release; approved: boolean; onClose: () => void }) {
  const { release, approved, onClose } = props;
  const { t } = useTranslation('supply-releases');
  const say = useSay();
  const [quantity, setQuantity] = useState<number | null>(release.quantity);
  const [note, setNote] = useState('');
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, decision: Decision) =>
      api.releases.decideRelease({ ...decision, commandId, id: release.id, version: release.version }),
    stale: [queryKeys.supply],
    done: ({ granted, baseUnitName }) => {
      const said = say.quantity(granted, baseUnitName);
      showToast({ text: granted === null ? t('refused.toast') : t('approved.toast', { quantity: said }) });
      onClose();
    },
  });
  const item = say.text(release.itemName);
  return (
    <FormDialog
      title={t(approved ? 'approve.title' : 'refuse.title', { item })}
      confirm={t(approved ? 'approve' : 'refuse.confirm')}
      busy={busy}
      problem={problem}
      onConfirm={() => save({ approved, quantity: approved ? (quantity ?? 0) : null, note })}
      onClose={onClose}
    >
      {approved ? (
        <Entry
          label={t('approve.quantity', { unit: say.text(release.baseUnitName) })}
          hint={t('approve.quantity-hint', { quantity: say.quantity(release.quantity, release.baseUnitName) })}
          error={faultAt('quantity')}
        >
          <InputNumber min={1} max={release.quantity} precision={0} value={quantity} onChange={setQuantity} />
        </Entry>
      ) : null}
      <Entry label={t(approved ? 'approve.note' : 'refuse.note')} error={faultAt('note')} optional={approved}>
        <Input.TextArea
          maxLength={2000}
          autoSize={{ minRows: 2 }}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Entry>
    </FormDialog>
  );
}
