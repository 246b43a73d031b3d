import type { Priority } from '@baogong/contract';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { PriorityChip } from '../../shared/plain/chips.tsx';
import { Icon } from '../../shared/plain/icon.tsx';
import { useNow, useSay } from '../../shared/use-say.ts';
import { readQuantity } from '../ask/quantity.ts';
import type { Order } from './trip.ts';

type CardProps = {
  order: Order;
  /** The quantity as typed when it is on the trip. */
  typed: string | undefined;
  onToggle: (on: boolean) => void;
  onType: (typed: string) => void;
};

/** One order: what, for whom, where, by when. Ticked it goes on the trip, all of it or as much as is typed. */
export function OrderCard({ order, typed, onToggle, onType }: CardProps) {
  const { t } = useTranslation('phone-supply');
  const say = useSay();
  const now = useNow();
  const id = useId();
  const unit = say.text(order.baseUnitName);
  const quantity = typed === undefined ? null : readQuantity(typed);
  const wrong = typed !== undefined && (quantity === null || quantity > order.open);
  return (
    <li className="card order-card">
      <div className="order-tick">
        <input
          id={id}
          type="checkbox"
          checked={typed !== undefined}
          onChange={(event) => onToggle(event.target.checked)}
        />
        <label htmlFor={id}>
          <strong>
            {say.text(order.itemName)} <span className="numbers">{say.quantity(order.open, order.baseUnitName)}</span>
          </strong>
          <span>{order.organisationName}</span>
          <span className="hint">{[order.areaName, order.address].filter(Boolean).join(' ')}</span>
        </label>
      </div>
      <p className="card-chips">
        <PriorityChip priority={order.priority as Priority} />
        <span className="hint numbers">{order.needNumber}</span>
        {order.neededBy ? (
          <span className={Date.parse(order.neededBy) < now ? 'order-late' : 'hint'}>
            <Icon name="clock" size={14} /> {t('order.needed-by', { time: say.moment(order.neededBy, now) })} ·{' '}
            {say.left(order.neededBy, now)}
          </span>
        ) : null}
        {order.expiresAt ? (
          <span className="hint">{t('order.held-until', { time: say.moment(order.expiresAt, now) })}</span>
        ) : null}
      </p>
      {typed === undefined ? null : (
        <div className="order-amount">
          <label htmlFor={`${id}-amount`}>{t('order.send-now')}</label>
          <input
            id={`${id}-amount`}
            className="amount-number"
            inputMode="numeric"
            value={typed}
            aria-invalid={wrong || undefined}
            aria-describedby={wrong ? `${id}-wrong` : undefined}
            onFocus={(event) => event.target.select()}
            onChange={(event) => onType(event.target.value)}
          />
          <span>{unit}</span>
          {wrong ? (
            <p className="error" id={`${id}-wrong`} role="alert">
              {t('order.wrong', { most: say.quantity(order.open, order.baseUnitName) })}
            </p>
          ) : null}
        </div>
      )}
    </li>
  );
}
