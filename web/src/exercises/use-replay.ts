import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../shared/api.ts';
import { queryKeys } from '../shared/query-keys.ts';
import { addPoint, type CurvePoint } from './curve-points.ts';

const pollMs = 800;
const idlePollMs = 5_000;
const curveKey = ['replay-curve'];
const noPoints: readonly CurvePoint[] = [];

/** The replay's progress, read again while it runs, and the readings since this tab first looked. */
export function useReplay() {
  const client = useQueryClient();
  const progress = useQuery({
    queryKey: queryKeys.exercises,
    queryFn: async () => {
      const read = await api.exercises.replayProgress();
      const { played, open, closed } = read;
      const add = (before = noPoints) => (played > 0 ? addPoint(before, { played, open, closed }) : before);
      client.setQueryData<readonly CurvePoint[]>(curveKey, add);
      return read;
    },
    refetchInterval: ({ state }) => (state.data?.running ? pollMs : idlePollMs),
  });
  const curve = useQuery({ queryKey: curveKey, queryFn: () => noPoints, enabled: false, initialData: noPoints });
  return { progress, points: curve.data };
}
