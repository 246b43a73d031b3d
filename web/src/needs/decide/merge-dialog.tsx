import { useQuery } from '@tanstack/react-query';
import { Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { StatusChip } from '../../shared/plain/chips.tsx';
import { Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { useSettled } from '../../shared/use-settled.ts';
import { useHeadline } from '../headline.ts';
import { DecisionFrame, useDialogDecision, type DialogProps } from './dialog.tsx';

/** Likely duplicates of the need; choosing one merges this need into it. */
export function MergeDialog(props: DialogProps) {
  const { t } = useTranslation('needs-decide');
  const { need, onClose } = props;
  const [into, setInto] = useState<string | null>(null);
  const { busy, problem, send, fail } = useDialogDecision(props);
  function confirm(): void {
    if (!into) return fail(t('merge.missing'));
    void send((base) => api.needs.mergeNeed({ ...base, into }), { status: 'merged' });
  }
  return (
    <DecisionFrame {...{ need, busy, problem, onClose }} title={t('merge.title')} idle={!into} onConfirm={confirm}>
      <p>{t('merge.lead', { number: need.number })}</p>
      <Candidates {...props} into={into} onChoose={setInto} />
      <OtherNeed {...props} into={into} onChoose={setInto} />
    </DecisionFrame>
  );
}

type ChoiceProps = DialogProps & { into: string | null; onChoose: (id: string) => void };

/** Any other open need, found by number, institution or item: the likeness may have missed it. */
function OtherNeed({ need, into, onChoose }: ChoiceProps) {
  const { t } = useTranslation('needs-decide');
  const field = useId();
  const headlineOf = useHeadline();
  const [typed, setTyped] = useState('');
  const query = useSettled(typed.trim(), 250);
  const filters = { query, status: ['collected', 'dispatched'] as ('collected' | 'dispatched')[], limit: 20 };
  const found = useQuery({
    queryKey: queryKeys.needList(filters),
    queryFn: () => api.needs.listNeeds(filters),
    enabled: query !== '',
  });
  const rows = found.data?.rows.filter(({ id }) => id !== need.id) ?? [];
  return (
    <>
      <label htmlFor={field}>{t('merge.other')}</label>
      <Select
        id={field}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        placeholder={t('merge.other-hint')}
        notFoundContent={null}
        loading={found.isFetching}
        value={rows.some(({ id }) => id === into) ? into : null}
        onChange={(id) => id && onChoose(id)}
        options={rows.map((row) => ({
          value: row.id,
          label: `${row.number} ${row.organisationName} ${headlineOf(row)}`,
        }))}
      />
    </>
  );
}

function Candidates({ need, into, onChoose }: ChoiceProps) {
  const { t } = useTranslation('needs-decide');
  const say = useSay();
  const headlineOf = useHeadline();
  const now = useNow();
  const draft = {
    organisationId: need.organisationId,
    kind: need.kind,
    excluding: need.id,
    lines: need.lines.map((line) => ({ item: line.item, quantity: line.requested })),
  };
  const candidates = useQuery({
    queryKey: queryKeys.duplicates(draft),
    queryFn: () => api.needs.findDuplicates(draft),
  });
  if (candidates.isPending) return <Loading />;
  if (candidates.isError) {
    return <Failure problem={problemOf(candidates.error)} again={() => void candidates.refetch()} />;
  }
  if (candidates.data.length === 0) return <p className="secondary">{t('merge.none')}</p>;
  return (
    <Radio.Group
      className="candidates"
      aria-label={t('merge.title')}
      value={into}
      onChange={(event) => onChoose(String(event.target.value))}
      options={candidates.data.map((candidate) => ({
        value: candidate.need.id,
        label: (
          <span className="candidate">
            <strong>{headlineOf(candidate.need)}</strong>
            <span>
              {candidate.need.organisationName} · {candidate.need.number} · {say.ago(candidate.need.collectedAt, now)}{' '}
              <StatusChip status={candidate.need.status} />
            </span>
            <span className="secondary">
              {t('merge.likeness', { percent: Math.round(candidate.likeness * 100) })} · {candidate.why}
            </span>
          </span>
        ),
      }))}
    />
  );
}
