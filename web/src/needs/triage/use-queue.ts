import type { NeedSummary, Priority } from '@baogong/contract';
import type { NeedStatusCode } from '@baogong/contract/life';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';

/** Queues by what is to be done next; keys 1–4. */
export const views = {
  collected: { status: ['collected'], mine: false },
  dispatched: { status: ['dispatched'], mine: false },
  fulfilled: { status: ['fulfilled'], mine: false },
  mine: { status: ['collected', 'dispatched'], mine: true },
} as const satisfies Record<string, { status: readonly NeedStatusCode[]; mine: boolean }>;
export type View = keyof typeof views;
export const viewNames = Object.keys(views) as View[];

/** What narrows the queue; lives in the URL, so that a queue can be sent as a link. */
export type QueueFilters = { view: View; query?: string; priority?: Priority; kind?: string; escalated?: 'true' };

const pageSize = 60;
/** Scrolling goes no further than these pages; a refresh reads them again. Beyond, filters and search lead on. */
const mostPages = 20;

export function useFilters(): [QueueFilters, (change: Partial<QueueFilters>) => void, () => void] {
  const search: Partial<Record<keyof QueueFilters, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const filters: QueueFilters = {
    view: viewNames.find((name) => name === search.view) ?? 'collected',
    query: wordOf(search.query),
    priority: (['life-critical', 'urgent', 'normal'] as const).find((name) => name === search.priority),
    kind: wordOf(search.kind),
    escalated: search.escalated === 'true' || search.escalated === true ? 'true' : undefined,
  };
  const go = (next: Partial<QueueFilters>) => void navigate({ to: '.', search: withoutBlanks(next), replace: true });
  return [filters, (change) => go({ ...filters, ...change }), () => go({ view: filters.view })];
}

/** The queue as far as it was scrolled, in the server's order; rows that left the view by a decision drop out at once. */
export function useQueue(filters: QueueFilters) {
  const { me } = useMe();
  const { view, ...narrowing } = filters;
  const { status, mine } = views[view];
  const query = useInfiniteQuery({
    queryKey: queryKeys.needList({ queue: filters }),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      api.needs.listNeeds({
        ...narrowing,
        status: [...status],
        ...(mine ? { claimedByMe: 'true' } : {}),
        order: 'hurts',
        after: pageParam,
        limit: pageSize,
      }),
    getNextPageParam: (page, pages) => (pages.length < mostPages ? (page.next ?? undefined) : undefined),
  });
  const rows = useMemo(() => {
    const fits = (need: NeedSummary) =>
      (status as readonly NeedStatusCode[]).includes(need.status) &&
      (!mine || (need.claimedBy !== null && need.claimedBy.personId === me?.personId));
    return withoutRepeats(query.data?.pages.flatMap((page) => page.rows) ?? []).filter(fits);
  }, [query.data, status, mine, me?.personId]);
  return { query, rows };
}

/** A row that moved between two pages while they were read shows once. */
function withoutRepeats(rows: NeedSummary[]): NeedSummary[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function withoutBlanks(filters: Partial<QueueFilters>): Partial<QueueFilters> {
  const entries = Object.entries(filters).filter(
    ([name, value]) => value && !(name === 'view' && value === 'collected'),
  );
  return Object.fromEntries(entries);
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;
}
