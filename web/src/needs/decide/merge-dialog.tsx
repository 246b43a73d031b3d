import { useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { StatusChip } from '../../shared/plain/chips.tsx';
import { Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
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
    <DecisionFrame {...{ need, busy, problem, onClose }} title={t('merge.title')} onConfirm={confirm}>
      <p>{t('merge.lead', { number: need.number })}</p>
      <Candidates {...props} into={into} onChoose={setInto} />
    </DecisionFrame>
  );
}

function Candidates({ need, into, onChoose }: DialogProps & { into: string | null; onChoose: (id: string) => void }) {
  const { t } = useTranslation('needs-decide');
  const say = useSay();
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
  if (candidates.data.length === 0) return <Empty icon="merge" title={t('merge.none')} />;
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
            <strong>{candidate.need.headline}</strong>
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
