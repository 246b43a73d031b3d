import { useQuery } from '@tanstack/react-query';
import type { CountConflict } from '@baogong/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { ProblemAlert } from '../../shared/desk/problem-alert.tsx';
import { useSave } from '../../shared/desk/use-save.ts';
import { Card } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMay } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { usePlaceName } from './place-name.tsx';

type AskedProps = {
  organisation: string | undefined;
  /** The one that a message led to: it stands first. */ asked?: string | undefined;
};

/** Counts that differ: which one holds? */
export function CountQuestions({ organisation, asked: wanted }: AskedProps) {
  const { t } = useTranslation('stock-ledger');
  const asked = useQuery({
    queryKey: [...queryKeys.supply, 'count-questions', organisation],
    queryFn: () => api.stock.listCountConflicts({ organisation, limit: 20 }),
  });
  if (!asked.data?.length) return null;
  const rows = asked.data.toSorted((left, right) => Number(right.id === wanted) - Number(left.id === wanted));
  return (
    <Card title={t('conflicts.title')}>
      <ul className="plain-list">
        {rows.map((conflict) => (
          <li key={conflict.id} aria-current={conflict.id === wanted || undefined}>
            <Question conflict={conflict} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Question({ conflict }: { conflict: CountConflict }) {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  const now = useNow();
  const placeName = usePlaceName();
  const may = useMay();
  const { place, baseUnitName } = conflict;
  const allowed = may('stock.write', { organisationId: place.organisationId, areaCode: place.areaCode });
  const { save, busy, problem } = useSave({
    run: (commandId, keep: string) => api.stock.answerCountConflict({ commandId, id: conflict.id, keep }),
    stale: [queryKeys.supply],
  });
  return (
    <>
      <strong>{say.text(conflict.itemName)}</strong> {conflict.lotNumber ?? ''} · {placeName(place)} ·{' '}
      <span className="hint">{t('conflicts.book', { quantity: say.quantity(conflict.book, baseUnitName) })}</span>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <ul className="moves">
        {conflict.counts.map(({ lineId, by, counted, countedAt }) => (
          <li key={lineId}>
            <span className="hint">{say.moment(countedAt, now)}</span>
            <span>{t('conflicts.said', { name: by, quantity: say.quantity(counted, baseUnitName) })}</span>
            <span />
            <Button
              size="small"
              disabled={!allowed || busy}
              title={allowed ? undefined : t('may-not')}
              onClick={() => save(lineId)}
            >
              {t('conflicts.keep')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
