import type { DuplicateCandidate } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { phoneNeedPath } from '../../paths.ts';
import { api } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { useSettled } from '../../shared/use-settled.ts';
import { useGoods } from '../use-goods.ts';
import { lineInputs, type Draft } from './draft.ts';

export type Candidate = z.infer<typeof DuplicateCandidate>;

const mostShown = 3;

/** Open needs that this draft may repeat; asked once the lines have stayed the same for a moment. */
export function useDuplicates(draft: Draft): Candidate[] {
  const asked = JSON.stringify({
    organisationId: draft.organisationId,
    kind: draft.kind,
    lines: lineInputs(draft.lines).map(({ item, quantity, unit }) => ({ item, quantity, unit })),
  });
  const settled = useSettled(asked, 500);
  const body = JSON.parse(settled) as Parameters<typeof api.needs.findDuplicates>[0];
  const found = useQuery({
    queryKey: queryKeys.duplicates(body),
    queryFn: () => api.needs.findDuplicates(body),
    enabled: Boolean(body.organisationId) && body.lines.length > 0,
  });
  return settled === asked ? (found.data ?? []).slice(0, mostShown) : [];
}

/** "You may have asked for this already", with the way there. */
export function Duplicates({ found }: { found: Candidate[] }) {
  const { t } = useTranslation('phone-ask');
  const say = useSay();
  const now = useNow();
  const { headlineOf } = useGoods();
  if (found.length === 0) return null;
  return (
    <section className="card duplicates" aria-live="polite">
      <h2>
        <Icon name="merge" /> {t('duplicates.title')}
      </h2>
      <ul className="plain-list">
        {found.map(({ need, why }) => (
          <li key={need.id}>
            <Link to={phoneNeedPath(need.id)} className="duplicate-link">
              <span className="numbers">{need.number}</span> {headlineOf(need)}
            </Link>
            <p className="hint">
              {why} · {say.ago(need.collectedAt, now)}
            </p>
          </li>
        ))}
      </ul>
      <p>{t('duplicates.hint')}</p>
    </section>
  );
}
