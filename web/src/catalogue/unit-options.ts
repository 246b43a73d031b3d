import { useQuery } from '@tanstack/react-query';
import { api } from '../shared/api.ts';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';

/** All units of the city, named in the person's language. */
export function useUnitOptions(): { value: string; label: string }[] {
  const { text } = useSay();
  const units = useQuery({
    queryKey: [...queryKeys.catalogue, 'units'],
    queryFn: () => api.catalogue.listUnits(),
    staleTime: 300_000,
  });
  return (units.data ?? []).map(({ code, name }) => ({ value: code, label: text(name) }));
}
