import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';

/** Releases that nobody has decided yet. */
export function useWaiting() {
  return useQuery({
    queryKey: [...queryKeys.supply, 'releases', 'asked'],
    queryFn: () => api.releases.listReleases({ status: 'asked', limit: 100 }),
  });
}
