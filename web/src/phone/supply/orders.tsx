import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Empty, Failure, Loading } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { OrganisationSwitch } from '../organisation-switch.tsx';
import '../phone.css';
import { ComingTransfers } from '../transfers/coming.tsx';
import { useOrganisation } from '../use-organisation.ts';
import { OrderCard } from './order-card.tsx';
import './supply.css';
import { stillOpen, withOrder, type Load, type Order } from './trip.ts';
import { TripBar } from './trip-bar.tsx';
import { UnderWay } from './under-way.tsx';

/** What I have promised and not yet sent, most urgent first: tick what goes on this trip, and send. */
export function Screen() {
  const { t } = useTranslation('phone-supply');
  const place = useOrganisation('supplies');
  const supplier = place.chosen?.id;
  return (
    <>
      <h1>{t('orders.title')}</h1>
      <OrganisationSwitch {...place} />
      <ComingTransfers organisation={supplier} />
      {supplier ? <Orders key={supplier} supplier={supplier} /> : <p>{t('orders.choose')}</p>}
    </>
  );
}

function Orders({ supplier }: { supplier: string }) {
  const { t } = useTranslation('phone-supply');
  const client = useQueryClient();
  const orders = useQuery({
    queryKey: [...queryKeys.orders, supplier],
    queryFn: () => api.deliveries.listOrders({ supplier }),
  });
  const [chosen, setLoad] = useState<Load>({});
  const rows = orders.data ?? [];
  const load = stillOpen(chosen, rows);

  function sent(): void {
    setLoad({});
    showToast({ text: t('trip.sent') });
    void client.invalidateQueries({ queryKey: queryKeys.orders });
    void client.invalidateQueries({ queryKey: queryKeys.deliveries });
  }

  return (
    <>
      {orders.isPending ? <Loading /> : null}
      {orders.isError ? <Failure problem={problemOf(orders.error)} again={() => void orders.refetch()} /> : null}
      {orders.data && rows.length === 0 ? <Empty icon="truck" title={t('orders.empty')} /> : null}
      <ul className="plain-list">
        {rows.map((order: Order) => (
          <OrderCard
            key={order.reservationId}
            order={order}
            typed={load[order.reservationId]}
            onToggle={(on) => setLoad(withOrder(load, order, on))}
            onType={(typed) => setLoad({ ...load, [order.reservationId]: typed })}
          />
        ))}
      </ul>
      <UnderWay supplier={supplier} />
      {Object.keys(load).length > 0 ? <TripBar supplier={supplier} orders={rows} load={load} onSent={sent} /> : null}
    </>
  );
}
