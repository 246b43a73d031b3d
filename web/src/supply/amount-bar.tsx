import type { Source } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { useSay } from '../shared/use-say.ts';
import './supply.css';

/** How much of a source is still free: a bar, and the same in words. */
export function AmountBar({ source }: { source: Source }) {
  const { t } = useTranslation('supply');
  const say = useSay();
  const { quantity, reserved, available, baseUnitName } = source;
  const share = quantity > 0 ? Math.min(100, (reserved / quantity) * 100) : 0;
  return (
    <div className="amount">
      <strong className="numbers">{t('amount.available', { quantity: say.quantity(available, baseUnitName) })}</strong>
      <div className="amount-bar" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </div>
      <span className="hint numbers">
        {reserved > 0 ? `${t('amount.reserved', { quantity: say.quantity(reserved, baseUnitName) })} · ` : ''}
        {t('amount.whole', { quantity: say.quantity(quantity, baseUnitName) })}
      </span>
    </div>
  );
}
