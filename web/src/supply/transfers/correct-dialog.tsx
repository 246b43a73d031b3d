import type { CorrectableFigure, Transfer, TransferLine } from '@baogong/contract';
import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';

type Correction = { lineId: string; figure: CorrectableFigure; quantity: number; reason: string };
const figures = ['sent', 'received', 'lost', 'returned'] as const;

/** Takes back what was said by mistake: the sender of what left, the receiver of what arrived. */
export function CorrectDialog({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const { t } = useTranslation('supply-transfers');
  const say = useSay();
  const may = useMay();
  const mayFigure = (figure: CorrectableFigure) =>
    figure === 'sent'
      ? may('transfers.offer', { organisationId: transfer.from.organisationId, areaCode: transfer.from.areaCode })
      : may('transfers.receive', { organisationId: transfer.to.id, areaCode: transfer.to.areaCode });
  const choicesOf = (line: TransferLine) => figures.filter((figure) => mayFigure(figure) && amountOf(line, figure) > 0);
  const lines = transfer.lines.filter((line) => choicesOf(line).length > 0);
  const [lineId, setLineId] = useState<string | null>(lines[0]?.id ?? null);
  const line = lines.find(({ id }) => id === lineId);
  const choices = line ? choicesOf(line) : [];
  const [wanted, setFigure] = useState<CorrectableFigure | null>(null);
  const figure = wanted !== null && choices.includes(wanted) ? wanted : choices[0];
  const [quantity, setQuantity] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, sent: Correction) => api.transfers.correctTransfer({ commandId, id: transfer.id, ...sent }),
    stale: [queryKeys.transfers, queryKeys.supply],
    done: () => {
      showToast({ text: t('correct.done') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('correct.title', { number: transfer.number })}
      confirm={t('correct')}
      busy={busy}
      problem={problem}
      onConfirm={() => (line && figure && quantity ? save({ lineId: line.id, figure, quantity, reason }) : undefined)}
      onClose={onClose}
    >
      <p className="secondary">{t('correct.lead')}</p>
      <Entry label={t('correct.line')} error={faultAt('lineId')}>
        <Select
          value={lineId}
          onChange={setLineId}
          options={lines.map(({ id, itemName, lot }) => ({
            value: id,
            label: lot ? `${say.text(itemName)} · ${t('lot', { number: lot.number })}` : say.text(itemName),
          }))}
        />
      </Entry>
      <Entry label={t('correct.figure')} error={faultAt('figure')}>
        <Select
          value={figure ?? null}
          onChange={setFigure}
          options={choices.map((value) => ({
            value,
            label: t(`correct.${value}`, { quantity: say.quantity(amountOf(line!, value), line!.baseUnitName) }),
          }))}
        />
      </Entry>
      <Entry
        label={t('correct.quantity', { unit: line ? say.text(line.baseUnitName) : '' })}
        error={faultAt('quantity')}
      >
        <InputNumber min={1} precision={0} value={quantity} onChange={setQuantity} />
      </Entry>
      <Entry label={t('correct.reason')} error={faultAt('reason')}>
        <Input maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Entry>
    </FormDialog>
  );
}

/** Of what was sent, only what is still under way can be taken back by the sender. */
function amountOf(line: TransferLine, figure: CorrectableFigure): number {
  return figure === 'sent' ? line.underWay : line[figure];
}
