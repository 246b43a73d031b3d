import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { holdsRight, useMe } from '../../shared/session.ts';

export type Step = 'areas' | 'institutions' | 'suppliers' | 'people' | 'need';
/** `unseen`: the person's post may not look. */
export type StepState = 'asking' | 'done' | 'open' | 'unseen';

const key = (step: Step, of: readonly string[]) => [...of, 'first-steps', step];

/** The first steps of a city, each by whether what it makes exists. */
export function useSteps(): { step: Step; state: StepState }[] {
  const { me } = useMe();
  const sees = me ? holdsRight(me, 'needs.figures') : false;
  const areas = useQuery({ queryKey: key('areas', queryKeys.directory), queryFn: hasAreas });
  const institutions = useQuery({
    queryKey: key('institutions', queryKeys.directory),
    queryFn: () => hasOrganisations(true),
  });
  const suppliers = useQuery({
    queryKey: key('suppliers', queryKeys.directory),
    queryFn: () => hasOrganisations(false),
  });
  const people = useQuery({ queryKey: key('people', queryKeys.people), queryFn: hasPeople });
  const need = useQuery({ queryKey: key('need', queryKeys.figures), queryFn: hasNeed, enabled: sees });
  return [
    { step: 'areas', state: stateOf(areas) },
    { step: 'institutions', state: stateOf(institutions) },
    { step: 'suppliers', state: stateOf(suppliers) },
    { step: 'people', state: stateOf(people) },
    { step: 'need', state: sees ? stateOf(need) : 'unseen' },
  ];
}

function stateOf(query: UseQueryResult<boolean>): StepState {
  if (query.isPending) return 'asking';
  return query.data ? 'done' : 'open';
}

async function hasAreas(): Promise<boolean> {
  return (await api.directory.listAreas({})).length > 0;
}

async function hasOrganisations(asks: boolean): Promise<boolean> {
  const { rows } = await api.directory.listOrganisations({ asks: String(asks), limit: 1 });
  return rows.length > 0;
}

/** Somebody besides the first administrator. */
async function hasPeople(): Promise<boolean> {
  const { rows } = await api.identity.listPeople({ limit: 2 });
  return rows.length > 1;
}

async function hasNeed(): Promise<boolean> {
  return (await api.situation.figures({})).total > 0;
}
