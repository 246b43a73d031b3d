import type { DeliverySummary } from '@baogong/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { api, problemOf } from '../../shared/api.ts';
import { Button, Chip } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { NewTimeButton } from '../../stock/trips/new-time.tsx';
import { TripTime } from '../../stock/trips/trip-time.tsx';

const shown = 20;
const statuses = ['in-transit', 'arrived', 'received'] as const;

/** My trips: on the road (say when they are there), waiting for the receiver, and lately received. */
export function UnderWay({ supplier }: { supplier: string }) {
  return statuses.map((status) => <Trips key={status} supplier={supplier} status={status} />);
}

function Trips({ supplier, status }: { supplier: string; status: DeliverySummary['status'] }) {
  const { t } = useTranslation('phone-supply');
  const filters = { supplier, status, limit: status === 'received' ? 5 : shown };
  const trips = useQuery({
    queryKey: [...queryKeys.deliveries, filters],
    queryFn: () => api.deliveries.listDeliveries(filters),
  });
  const rows = trips.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="group">
      <h2>
        {t(`trips.${status}`)} <span className="group-count">{rows.length}</span>
      </h2>
      {rows.map((delivery) => (
        <TripCard key={delivery.id} delivery={delivery} />
      ))}
    </section>
  );
}

function TripCard({ delivery }: { delivery: DeliverySummary }) {
  const { t } = useTranslation('phone-supply');
  const say = useSay();
  const now = useNow();
  const stops = Object.entries(Object.groupBy(delivery.lines, (line) => line.organisationName));
  return (
    <section className="card">
      {stops.map(([place, lines]) => (
        <div key={place} className="stop">
          <h3>{place}</h3>
          <ul className="plain-list">
            {lines?.map((line) => (
              <li key={line.id}>
                {say.text(line.itemName)} {say.quantity(line.quantity, line.baseUnitName)}{' '}
                <span className="hint numbers">{line.needNumber}</span>{' '}
                {line.rejected > 0 ? (
                  <Chip tone="danger" icon="alert">
                    {t('trip.rejected', { quantity: say.quantity(line.rejected, line.baseUnitName) })}
                  </Chip>
                ) : null}
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p className="hint">
        {t('trip.left', { time: say.moment(delivery.departedAt, now) })}
        {delivery.arrivedAt ? ` · ${t('trip.there', { time: say.moment(delivery.arrivedAt, now) })}` : null}
        {delivery.note ? ` · ${delivery.note}` : null}
      </p>
      {delivery.status === 'in-transit' ? <OnTheRoad delivery={delivery} now={now} /> : null}
    </section>
  );
}

/** When it should be there, and the two things that the driver can say of it. */
function OnTheRoad({ delivery, now }: { delivery: DeliverySummary; now: number }) {
  const { id, lines } = delivery;
  const numbers = [...new Set(lines.map(({ needNumber }) => needNumber))].join(' ');
  return (
    <>
      <p className="numbers">
        <TripTime trip={delivery} now={now} />
      </p>
      <div className="trip-buttons trip-buttons-wide">
        <ArrivedButton id={id} />
        <NewTimeButton tripId={id} reference={numbers} />
      </div>
    </>
  );
}

function ArrivedButton({ id }: { id: string }) {
  const { t } = useTranslation('phone-supply');
  const say = useSay();
  const client = useQueryClient();
  const commandId = useCommandId();
  const [busy, setBusy] = useState(false);

  async function arrive(): Promise<void> {
    setBusy(true);
    try {
      await api.deliveries.arriveDelivery({ commandId: commandId(id), id });
      showToast({ text: t('trip.arrived') });
    } catch (error) {
      showToast({ text: say.problem(problemOf(error)), tone: 'danger' });
    }
    await client.invalidateQueries({ queryKey: queryKeys.deliveries });
    setBusy(false);
  }

  return (
    <Button kind="main" icon="check" className="button-wide" busy={busy} onClick={() => void arrive()}>
      {t('trip.arrive')}
    </Button>
  );
}
