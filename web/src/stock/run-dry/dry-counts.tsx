import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Chip } from '../../shared/plain/plain.tsx';

type Filters = Parameters<typeof api.readings.countRunDry>[0];

/** The whole is counted anew now and then, not with every reading. */
const RENEWED_MILLISECONDS = 60_000;

/** How many of what the filters let through may run dry within 72 hours, why the others have no time, and to how many something is coming. */
export function DryCounts({ filters }: { filters: Filters }) {
  const { t } = useTranslation('stock');
  const { data } = useQuery({
    queryKey: ['run-dry-counts', filters],
    queryFn: () => api.readings.countRunDry(filters),
    refetchInterval: RENEWED_MILLISECONDS,
    placeholderData: (before) => before,
  });
  if (!data) return <p className="dry-counts" aria-hidden="true" />;
  const { within, beyond, underWay, overdue } = data;
  return (
    <ul className="dry-counts" aria-label={t('counts.title')}>
      <li>
        <strong>{t('counts.within', { count: within })}</strong>
      </li>
      {(['lasts', 'no-use', 'no-reading'] as const).map((why) =>
        beyond[why] > 0 ? <li key={why}>{t(`counts.${why}`, { count: beyond[why] })}</li> : null,
      )}
      {underWay > 0 ? (
        <li>
          <Chip tone="info" icon="truck">
            {t('counts.under-way', { count: underWay })}
          </Chip>
        </li>
      ) : null}
      {overdue > 0 ? (
        <li>
          <Chip tone="warning" icon="alert">
            {t('counts.overdue', { count: overdue })}
          </Chip>
        </li>
      ) : null}
    </ul>
  );
}
