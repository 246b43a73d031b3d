import type { Transfer } from '@baogong/contract';
import { useMay } from '../../shared/session.ts';
import { NewTimeButton } from '../../stock/trips/new-time.tsx';
import { TripTime } from '../../stock/trips/trip-time.tsx';

type LoadsProps = { transfer: Transfer; now: number; small?: boolean };

/** Each load that is under way: when it should be there, and the new time for those who may say it. */
export function Loads({ transfer: { number, from, to, loads }, now, small }: LoadsProps) {
  const may = useMay();
  const maySay =
    may('trips.expect', { organisationId: from.organisationId, areaCode: from.areaCode }) ||
    may('trips.expect', { areaCode: to.areaCode });
  return loads.map((load) => (
    <div key={load.id} className={`trip-buttons${small ? '' : ' trip-buttons-wide'}`}>
      <span className="numbers">
        <TripTime trip={load} now={now} />
      </span>
      {maySay ? <NewTimeButton tripId={load.id} reference={number} small={small} /> : null}
    </div>
  ));
}
