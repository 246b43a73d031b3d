import type { Priority } from '@baogong/contract';
import { Button, Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { PriorityChip } from '../../shared/plain/chips.tsx';
import { DecisionFrame, useDialogDecision, type DialogProps } from './dialog.tsx';

const choices: readonly Priority[] = ['life-critical', 'urgent', 'normal'];
const quick = ['worse', 'patients', 'checked'] as const;

/** The priority and why: the reason stays in the history. */
export function PriorityDialog(props: DialogProps) {
  const { t } = useTranslation('needs-decide');
  const { need, onClose } = props;
  const [priority, setPriority] = useState(need.priority);
  const [reason, setReason] = useState('');
  const { busy, problem, send, fail } = useDialogDecision(props);
  const field = useId();
  function confirm(): void {
    const said = reason.trim();
    if (said.length < 2) return fail(t('reason.missing'));
    void send((base) => api.needs.prioritiseNeed({ ...base, priority, reason: said }), { priority });
  }
  return (
    <DecisionFrame {...{ need, busy, problem, onClose }} title={t('priority.title')} onConfirm={confirm}>
      <Radio.Group
        aria-label={t('priority.label')}
        value={priority}
        onChange={(event) => setPriority(event.target.value as Priority)}
        options={choices.map((value) => ({ value, label: <PriorityChip priority={value} /> }))}
      />
      <label htmlFor={field}>{t('reason.label')}</label>
      <Input id={field} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      <div className="quick">
        {quick.map((word) => (
          <Button key={word} size="small" onClick={() => setReason(t(`quick.${word}`))}>
            {t(`quick.${word}`)}
          </Button>
        ))}
      </div>
    </DecisionFrame>
  );
}
