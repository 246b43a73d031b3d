import type { Transfer } from '@baogong/contract';
import { useMay } from '../../shared/session.ts';
import { useNow } from '../../shared/use-say.ts';
import { NewTimeButton } from '../../stock/trips/new-time.tsx';

/** Of each load that is under way, for those who may say when it will be there. */
export function NewTimes({ transfer: { number, from, to, loads } }: { transfer: Transfer }) {
  const may = useMay();
  const now = useNow();
  const sender = { organisationId: from.organisationId, areaCode: from.areaCode };
  if (!may('trips.expect', sender) && !may('trips.expect', { areaCode: to.areaCode })) return null;
  return loads.map(({ id, expectedAt }) => (
    <NewTimeButton
      key={id}
      tripId={id}
      reference={number}
      overdue={expectedAt !== null && Date.parse(expectedAt) < now}
    />
  ));
}
