import type { RunDryRow, Shipment } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { needPath, paths } from '../../paths.ts';
import { useSay } from '../../shared/use-say.ts';

/** Each load on its way: whose it is, how much, when it should be there, and the need or transfer that it belongs to. */
export function ShipmentList({ stock, now }: { stock: RunDryRow; now: number }) {
  const { t } = useTranslation('stock');
  if (stock.underWay === null) return null;
  const { shipments } = stock.underWay;
  return (
    <ul className="shipments" aria-label={t('coming.title')}>
      {shipments.map((each) => (
        <li key={`${each.reference} ${each.shippedAt} ${each.expectedAt}`}>
          <Load shipment={each} unit={stock.baseUnitName} now={now} />
        </li>
      ))}
    </ul>
  );
}

type LoadProps = { shipment: Shipment; unit: RunDryRow['baseUnitName']; now: number };

function Load({ shipment, unit, now }: LoadProps) {
  const { t } = useTranslation('stock');
  const say = useSay();
  const { from, quantity, shippedAt, expectedAt, standing } = shipment;
  const due = expectedAt === null ? '' : say.moment(expectedAt, now);
  return (
    <>
      <Reference shipment={shipment} /> {say.quantity(quantity, unit)} {'\u00b7'} {from}
      <span className="hint">
        {t('coming.left', { at: say.moment(shippedAt, now) })} {'\u00b7'}{' '}
        {t(`coming.standing-${standing}`, { at: due })}
      </span>
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
