import type { RunDryRow, SiteSets } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMe } from '../../shared/session.ts';

/** As many as one request gives, what misses most first. */
const MOST = 200;

/** The bottles of this row of which some are of no use for want of parts; nothing where none are. One request serves all rows. */
export function useShortSets({ organisationId, item }: RunDryRow): { usable: number; possible: number } | null {
  const { me } = useMe();
  const short = useQuery({
    queryKey: [...queryKeys.sets, 'short'],
    queryFn: () => api.kits.listSets({ short: 'true', limit: MOST }),
    enabled: Boolean(me && holdsRight(me, 'assets.read')),
    staleTime: 30_000,
    select: bySiteAndBottle,
  });
  const found = short.data?.get(keyOf(organisationId, item));
  return found ? { usable: found.usable, possible: found.possible } : null;
}

function bySiteAndBottle(sets: readonly SiteSets[]): Map<string, SiteSets> {
  return new Map(sets.flatMap((each) => each.bottles.map((bottle) => [keyOf(each.organisation.id, bottle), each])));
}

function keyOf(organisationId: string, item: string): string {
  return `${organisationId} ${item}`;
}
