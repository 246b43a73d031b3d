import type { RunDryRow, Shipment } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { needPath, paths } from '../../paths.ts';
import { useMay } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import { NewTimeButton } from '../trips/new-time.tsx';
import { TripTime } from '../trips/trip-time.tsx';

/** Each load on its way: whose it is, how much, when it should be there, and the need or transfer that it belongs to. */
export function ShipmentList({ stock, now }: { stock: RunDryRow; now: number }) {
  const { t } = useTranslation('stock');
  if (stock.underWay === null) return null;
  const { shipments } = stock.underWay;
  return (
    <ul className="shipments" aria-label={t('coming.title')}>
      {shipments.map((each) => (
        <li key={`${each.reference} ${each.shippedAt} ${each.expectedAt}`}>
          <Load shipment={each} stock={stock} now={now} />
        </li>
      ))}
    </ul>
  );
}

type LoadProps = { shipment: Shipment; stock: RunDryRow; now: number };

function Load({ shipment, stock, now }: LoadProps) {
  const { t } = useTranslation('stock');
  const say = useSay();
  const may = useMay();
  const { from, sender, quantity, shippedAt, standing, tripId, reference } = shipment;
  const maySay = may('trips.expect', sender) || may('trips.expect', { areaCode: stock.areaCode });
  return (
    <>
      <Reference shipment={shipment} /> {say.quantity(quantity, stock.baseUnitName)} {'\u00b7'} {from}
      <span className="hint">
        {t('coming.left', { at: say.moment(shippedAt, now) })} {'\u00b7'} <TripTime trip={shipment} now={now} />
        {standing === 'expected' ? null : ` \u00b7 ${t('coming.not-counted')}`}
      </span>
      {maySay ? <NewTimeButton tripId={tripId} reference={reference} small /> : null}
    </>
  );
}

function Reference({ shipment: { reference, needId, transferId } }: { shipment: Shipment }) {
  if (needId) return <Link to={needPath(needId)}>{reference}</Link>;
  if (!transferId) return <span>{reference}</span>;
  return (
    <Link to={paths.transfers} search={{ id: transferId }}>
      {reference}
    </Link>
  );
}
