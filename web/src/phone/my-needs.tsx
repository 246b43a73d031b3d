import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../shared/api.ts';
import { PriorityChip, StatusChip } from '../shared/plain/chips.tsx';
import { Card, Empty, Failure, Loading } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useNow, useSay } from '../shared/use-say.ts';

/** What my institution has asked for, newest first. */
export function Screen() {
  const { t } = useTranslation('phone');
  const say = useSay();
  const now = useNow();
  const filters = { order: 'newest', limit: 50 } as const;
  const needs = useQuery({ queryKey: queryKeys.needList(filters), queryFn: () => api.needs.listNeeds(filters) });
  return (
    <>
      <h1>{t('my-needs.title')}</h1>
      {needs.isPending ? <Loading /> : null}
      {needs.isError ? <Failure problem={problemOf(needs.error)} again={() => void needs.refetch()} /> : null}
      {needs.data?.rows.length === 0 ? <Empty title={t('my-needs.empty')} /> : null}
      {needs.data?.rows.map((need) => (
        <Card key={need.id} title={need.headline}>
          <StatusChip status={need.status} /> <PriorityChip priority={need.priority} />
          <p className="hint">
            {need.number} · {say.ago(need.collectedAt, now)}
          </p>
        </Card>
      ))}
    </>
  );
}
