import type { ProductionLine } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';

/** The maker's production lines; none until they are there, and for whoever may not read them. */
export function useLines(maker: string | undefined): readonly ProductionLine[] {
  const lines = useQuery({
    queryKey: [...queryKeys.supply, 'lines-of', maker],
    queryFn: () => api.production.listLines({ organisation: maker!, limit: 200 }),
    enabled: maker !== undefined,
  });
  return lines.data?.rows ?? [];
}
