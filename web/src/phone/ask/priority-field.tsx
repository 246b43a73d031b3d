import type { Priority } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/plain/plain.tsx';
import { Choices } from '../../shared/plain/choices.tsx';
import type { Draft } from './draft.ts';

const order = ['normal', 'urgent', 'life-critical'] as const satisfies readonly Priority[];

type PriorityProps = { draft: Draft; onChange: (change: Partial<Draft>) => void };

/** How urgent; whoever calls it life-critical says why in a word. */
export function PriorityField({ draft, onChange }: PriorityProps) {
  const { t } = useTranslation(['phone-ask', 'shared']);
  return (
    <>
      <Choices
        label={t('priority.label')}
        value={draft.priority}
        onChange={(priority) => onChange({ priority })}
        options={order.map((value) => ({ value, label: t(`shared:priority.${value}`) }))}
      />
      {draft.priority === 'normal' ? null : (
        <Field
          label={`${t('priority.reason')} (${t(draft.priority === 'life-critical' ? 'shared:common.needed' : 'shared:common.optional')})`}
        >
          <input
            name="priority-reason"
            maxLength={500}
            placeholder={t('priority.placeholder')}
            value={draft.priorityReason}
            onChange={(event) => onChange({ priorityReason: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}
