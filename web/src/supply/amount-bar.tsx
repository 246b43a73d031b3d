import type { Source } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { useSay } from '../shared/use-say.ts';
import './supply.css';

/** How much of a source is still free: a bar, and the same in words. */
export function AmountBar({ source }: { source: Source }) {
  const { t } = useTranslation('supply');
  const say = useSay();
  const { quantity, reserved, available, released, baseUnitName } = source;
  // Of a reserve, what is not released is as little to be had as what is held.
  const free = released ?? available;
  const share = quantity > 0 ? Math.min(100, ((quantity - free) / quantity) * 100) : 0;
  return (
    <div className="amount">
      <strong className="numbers">
        {t(released === null ? 'amount.available' : 'amount.released', { quantity: say.quantity(free, baseUnitName) })}
      </strong>
      <div className="amount-bar" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </div>
      <span className="hint numbers">
        {free < available ? `${t('amount.locked', { quantity: say.quantity(available - free, baseUnitName) })} · ` : ''}
        {reserved > 0 ? `${t('amount.reserved', { quantity: say.quantity(reserved, baseUnitName) })} · ` : ''}
        {t('amount.whole', { quantity: say.quantity(quantity, baseUnitName) })}
      </span>
    </div>
  );
}
