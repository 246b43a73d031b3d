import type { StapleRule } from '@baogong/contract';
import { InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Entry } from '../../shared/desk/entry.tsx';
import { FormDialog } from '../../shared/desk/form-dialog.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { queryKeys } from '../../shared/query-keys.ts';

type Figures = Exclude<keyof StapleRule, 'item' | 'version'>;
const figures: readonly { name: Figures; least: number; most: number }[] = [
  { name: 'priceYellow', least: 101, most: 1000 },
  { name: 'priceRed', least: 101, most: 1000 },
  { name: 'soldYellow', least: 101, most: 1000 },
  { name: 'soldRed', least: 101, most: 1000 },
  { name: 'stockYellow', least: 1, most: 100 },
  { name: 'stockRed', least: 1, most: 100 },
];

/** Per cent of the usual at which a staple's lamp changes. */
export function StapleRuleDialog({ rule, onClose }: { rule: StapleRule; onClose: () => void }) {
  const { t } = useTranslation('warnings-rules');
  const [draft, setDraft] = useState(rule);
  const { save, busy, problem, faultAt } = useSave({
    run: (commandId, changed: StapleRule) => api.staples.reviseStapleRule({ commandId, ...changed }),
    stale: [queryKeys.warningRules, queryKeys.staples],
    done: onClose,
  });
  const name = rule.item === 'default' ? t('item.default') : rule.item;
  return (
    <FormDialog
      title={t('edit', { name })}
      busy={busy}
      problem={problem}
      onConfirm={() => save(draft)}
      onClose={onClose}
    >
      <div className="entries-two">
        {figures.map((each) => (
          <Entry key={each.name} label={t(`field.${each.name}`)} error={faultAt(each.name)}>
            <InputNumber
              min={each.least}
              max={each.most}
              precision={0}
              suffix="%"
              value={draft[each.name]}
              onChange={(value) => setDraft({ ...draft, [each.name]: value ?? each.least })}
            />
          </Entry>
        ))}
      </div>
    </FormDialog>
  );
}
