import type { Item, SiteSets } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { itemPath, sitePath } from '../paths.ts';
import { api, problemOf } from '../shared/api.ts';
import { FirstFew } from '../shared/plain/first-few.tsx';
import { Card, Chip, Failure, Loading } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';

/** Of a kit: how many sets each site can use, and what it lacks. Bottles without regulators help nobody. */
export function UsableSets({ item }: { item: Item }) {
  const { t } = useTranslation('catalogue');
  const sets = useQuery({
    queryKey: [...queryKeys.sets, 'of-kit', item.code],
    queryFn: () => api.kits.listSets({ kit: item.code, limit: 50 }),
  });
  if (sets.isError) return <Failure problem={problemOf(sets.error)} again={() => void sets.refetch()} />;
  return (
    <Card title={t('sets.title')}>
      {sets.isPending ? <Loading rows={2} /> : null}
      {sets.data?.length === 0 ? <p className="secondary">{t('sets.none')}</p> : null}
      <FirstFew
        className="item-rows"
        few={8}
        rows={(sets.data ?? []).map((site) => (
          <Site key={site.organisation.id} site={site} />
        ))}
      />
    </Card>
  );
}

function Site({ site }: { site: SiteSets }) {
  const { t } = useTranslation('catalogue');
  const { text } = useSay();
  const missing = site.parts.filter((part) => part.missing > 0);
  return (
    <li>
      <Link to={sitePath(site.organisation.id)}>{site.organisation.name}</Link>{' '}
      <Chip tone={missing.length > 0 ? 'warning' : 'good'} icon={missing.length > 0 ? 'alert' : 'check'}>
        {t('sets.usable', { usable: site.usable, possible: site.possible })}
      </Chip>
      {missing.length > 0 ? (
        <div className="missing-parts">
          {t('sets.missing')}{' '}
          {missing.map((part) => (
            <Link key={part.item} to={itemPath(part.item)}>
              {text(part.name)} × {part.missing}
            </Link>
          ))}
        </div>
      ) : null}
    </li>
  );
}
