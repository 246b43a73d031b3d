import type { Need } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useHeadline } from '../headline.ts';
import { needPath } from '../../paths.ts';
import { api } from '../../shared/api.ts';
import { Card } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';

/** Open needs that this one may repeat; only while it can still be merged. */
export function Duplicates({ need }: { need: Need }) {
  const { t } = useTranslation('needs-page');
  const headlineOf = useHeadline();
  const draft = {
    organisationId: need.organisationId,
    kind: need.kind,
    excluding: need.id,
    lines: need.lines.map((line) => ({ item: line.item, quantity: line.requested })),
  };
  const mergeable = need.actions.some(({ action, blocked }) => action === 'merge' && blocked === null);
  const candidates = useQuery({
    queryKey: queryKeys.duplicates(draft),
    queryFn: () => api.needs.findDuplicates(draft),
    enabled: mergeable,
  });
  if (!mergeable || !candidates.data?.length) return null;
  return (
    <Card title={t('duplicates.title')}>
      <ul className="plain-list">
        {candidates.data.map((candidate) => (
          <li key={candidate.need.id}>
            <Link to={needPath(candidate.need.id)}>
              {candidate.need.number} {headlineOf(candidate.need)}
            </Link>
            <p className="hint">
              {candidate.need.organisationName} · {candidate.why}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
