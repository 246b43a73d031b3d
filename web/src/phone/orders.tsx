import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../shared/api.ts';
import { Card, Empty, Failure, Loading } from '../shared/plain/plain.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';

/** What my organisation has promised and not yet sent, most urgent first. */
export function Screen() {
  const { t } = useTranslation('phone');
  const say = useSay();
  const orders = useQuery({ queryKey: queryKeys.orders, queryFn: () => api.deliveries.listOrders({}) });
  return (
    <>
      <h1>{t('orders.title')}</h1>
      {orders.isPending ? <Loading /> : null}
      {orders.isError ? <Failure problem={problemOf(orders.error)} again={() => void orders.refetch()} /> : null}
      {orders.data?.length === 0 ? <Empty icon="truck" title={t('orders.empty')} /> : null}
      {orders.data?.map((order) => (
        <Card
          key={order.reservationId}
          title={`${say.text(order.itemName)} ${say.quantity(order.open, order.baseUnitName)}`}
        >
          <p>{order.organisationName}</p>
          <p className="hint">{order.address ?? order.areaName}</p>
        </Card>
      ))}
    </>
  );
}
