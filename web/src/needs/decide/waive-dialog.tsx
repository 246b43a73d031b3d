import type { NeedLine } from '@baogong/contract';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { useSay } from '../../shared/use-say.ts';
import { QuantityInput } from '../quantity-input.tsx';
import { openOf } from '../dispatch/dispatch-plan.ts';
import { DecisionFrame, useDialogDecision, type DialogProps } from './dialog.tsx';

/** Giving up what is still missing, line by line, with a reason. */
export function WaiveDialog(props: DialogProps) {
  const { t } = useTranslation('needs-decide');
  const say = useSay();
  const { need, onClose } = props;
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [reason, setReason] = useState('');
  const { busy, problem, send, fail } = useDialogDecision(props);
  const field = useId();
  const lines = need.lines.filter((line) => restOf(line) > 0);
  function confirm(): void {
    const waived = Object.entries(quantities).flatMap(([lineId, quantity]) =>
      quantity > 0 && Number.isInteger(quantity) ? [{ lineId, quantity }] : [],
    );
    const said = reason.trim();
    if (waived.length === 0) return fail(t('waive.missing'));
    if (said.length < 2) return fail(t('reason.missing'));
    void send((base) => api.needs.waiveRest({ ...base, lines: waived, reason: said }));
  }
  return (
    <DecisionFrame {...{ need, busy, problem, onClose }} title={t('waive.title')} onConfirm={confirm}>
      {lines.map((line) => (
        <div key={line.id} className="waive-line">
          <label htmlFor={`${field}-${line.id}`}>{say.text(line.itemName)}</label>
          <QuantityInput
            id={`${field}-${line.id}`}
            max={restOf(line)}
            value={quantities[line.id] ?? null}
            unit={say.text(line.baseUnitName)}
            onChange={(value) => setQuantities({ ...quantities, [line.id]: value ?? 0 })}
          />
          <span className="secondary">{t('waive.rest', { rest: say.quantity(restOf(line), line.baseUnitName) })}</span>
        </div>
      ))}
      <label htmlFor={field}>{t('reason.label')}</label>
      <Input id={field} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
    </DecisionFrame>
  );
}

function restOf(line: NeedLine): number {
  return openOf(line, line.approved ?? line.requested) ?? 0;
}
