import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { needPath } from '../../paths.ts';
import { api } from '../../shared/api.ts';
import { StatusChip } from '../../shared/plain/chips.tsx';
import { Icon } from '../../shared/plain/icon.tsx';
import { Card } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { useSettled } from '../../shared/use-settled.ts';
import { useHeadline } from '../headline.ts';
import { lineInputs } from './draft.ts';
import type { NeedDraft } from './new-need.tsx';

/** Open needs that the draft may repeat, shown while it is typed. */
export function LikelyDuplicates({ draft }: { draft: NeedDraft }) {
  const { t } = useTranslation('needs-form');
  const say = useSay();
  const headlineOf = useHeadline();
  const now = useNow();
  const lines = lineInputs(draft.lines);
  const asked = { organisationId: draft.organisation?.id ?? '', kind: draft.kind, lines };
  // An object is new at each drawing and never settles; its text does.
  const body = useSettled(JSON.stringify(asked), 400);
  const candidates = useQuery({
    queryKey: queryKeys.duplicates({ body }),
    queryFn: () => api.needs.findDuplicates(JSON.parse(body) as typeof asked),
    enabled: asked.organisationId !== '' && lines.length > 0,
  });
  if (!candidates.data?.length) return null;
  return (
    <Card title={t('duplicates.title')}>
      <ul className="duplicate-list" aria-live="polite">
        {candidates.data.map((candidate) => (
          <li key={candidate.need.id}>
            <a href={needPath(candidate.need.id)} target="_blank" rel="noreferrer">
              {candidate.need.number} {headlineOf(candidate.need)}
            </a>
            <span>
              <StatusChip status={candidate.need.status} /> {say.ago(candidate.need.collectedAt, now)}
            </span>
            <span className="hint">
              <Icon name="merge" size={14} /> {t('duplicates.like', { percent: Math.round(candidate.likeness * 100) })}{' '}
              · {candidate.why}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
