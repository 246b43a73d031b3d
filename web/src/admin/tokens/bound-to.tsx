import type { ApiToken } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';

/** The organisation by name, or the area by its code. */
export function BoundTo({ token }: { token: ApiToken }) {
  const id = token.organisationId ?? '';
  const organisation = useQuery({
    queryKey: [...queryKeys.directory, 'one', id],
    queryFn: () => api.directory.getOrganisation({ id }),
    enabled: id !== '',
    staleTime: 300_000,
  });
  if (id) return organisation.data?.name ?? '…';
  return token.areaCode;
}
