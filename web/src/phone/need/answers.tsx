import type { FormField, Kind, Need } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';

/** The kind with which the need was made: its questions and its reasons for closing. */
export function useKindOf(need: Pick<Need, 'kind' | 'kindVersion'>): Kind | undefined {
  const { kind: code, kindVersion: version } = need;
  return useQuery({
    queryKey: [...queryKeys.kinds, code, version],
    queryFn: () => api.kinds.getKind({ code, version }),
    staleTime: 10 * 60_000,
  }).data;
}

/** What was said besides the goods: the kind's questions, notes, contact. Nothing when there is nothing. */
export function Answers({ need }: { need: Need }) {
  const { t } = useTranslation('phone-need');
  const kind = useKindOf(need);
  const answer = useAnswer();
  const fields = (kind?.fields ?? []).filter(({ name }) => need.form[name] !== undefined);
  const rows = [
    ...fields.map((field) => answer(field, need.form[field.name])),
    { label: t('answers.description'), value: need.description },
    { label: t('answers.contact'), value: need.contact ?? (need.contactHidden ? t('answers.hidden') : null) },
    { label: t('answers.priority-reason'), value: need.priorityReason },
    { label: t('answers.entered-by'), value: need.onBehalf ? need.enteredBy : null },
  ].filter(({ value }) => value);
  if (rows.length === 0) return null;
  return (
    <Card title={t('answers.title')}>
      <dl className="answers">
        {rows.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function useAnswer() {
  const { t } = useTranslation('phone-need');
  const say = useSay();
  const now = useNow();
  return (field: FormField, value: unknown) => ({ label: say.text(field.label), value: textOf(field, value) });

  function textOf(field: FormField, value: unknown): string {
    if (typeof value === 'boolean') return t(value ? 'answers.yes' : 'answers.no');
    if (field.type === 'date-time' && typeof value === 'string' && !Number.isNaN(Date.parse(value))) {
      return say.moment(value, now);
    }
    return [value]
      .flat()
      .map((each) => {
        const option = field.options.find((known) => known.value === each);
        return option ? say.text(option.label) : String(each);
      })
      .join(', ');
  }
}
