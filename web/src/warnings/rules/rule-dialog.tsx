import type { WarningRule } from '@baogong/contract';
import { InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';

type Figures = Exclude<keyof WarningRule, 'scope' | 'by' | 'version' | 'needMinutes'>;
const figures: readonly { name: Figures; least: number; most: number; unit: '%' | 'min' | 'km/h' | 'h' }[] = [
  { name: 'redPercent', least: 1, most: 1000, unit: '%' },
  { name: 'yellowPercent', least: 1, most: 1000, unit: '%' },
  { name: 'loadingMinutes', least: 0, most: 20_160, unit: 'min' },
  { name: 'travelMinutes', least: 0, most: 20_160, unit: 'min' },
  { name: 'speedKmPerHour', least: 1, most: 120, unit: 'km/h' },
  { name: 'detourPercent', least: 100, most: 400, unit: '%' },
  { name: 'holdMinutes', least: 0, most: 20_160, unit: 'min' },
  { name: 'takeMinutes', least: 0, most: 20_160, unit: 'min' },
  { name: 'climbMinutes', least: 1, most: 20_160, unit: 'min' },
  { name: 'quietMinutes', least: 0, most: 20_160, unit: 'min' },
];

/** All figures of one class. */
export function RuleDialog({ rule, onClose }: { rule: WarningRule; onClose: () => void }) {
  const { t } = useTranslation('warnings-rules');
  const [draft, setDraft] = useState(rule);
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, changed: WarningRule) => api.warnings.reviseWarningRule({ commandId, ...changed }),
    stale: [queryKeys.warningRules, queryKeys.warnings],
    done: () => {
      showToast({ text: t('saved', { name: t(`scope.${rule.scope}`) }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('edit', { name: t(`scope.${rule.scope}`) })}
      busy={busy}
      problem={problem}
      width={720}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      <Entry label={t('field.by')} hint={t('field.by-hint')}>
        <Segmented
          value={draft.by}
          onChange={(by) => setDraft({ ...draft, by: by as WarningRule['by'] })}
          options={(['p10', 'p50'] as const).map((value) => ({ value, label: t(`by.${value}`) }))}
        />
      </Entry>
      <div className="entries-two">
        {figures.map(({ name, least, most, unit }) => (
          <Entry key={name} label={t(`field.${name}`)} error={faultAt(name)}>
            <InputNumber
              min={least}
              max={most}
              precision={0}
              suffix={unit}
              value={draft[name]}
              onChange={(value) => setDraft({ ...draft, [name]: value ?? least })}
            />
          </Entry>
        ))}
        <Entry label={t('field.needMinutes')} hint={t('field.need-hint')} error={faultAt('needMinutes')}>
          <InputNumber
            min={0}
            max={20_160}
            precision={0}
            suffix="min"
            value={draft.needMinutes}
            onChange={(needMinutes) => setDraft({ ...draft, needMinutes })}
          />
        </Entry>
      </div>
    </FormDialog>
  );
}
