import type { Amount, Bilingual, Picture, PictureItem } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';

type ListProps = { picture: Picture; chosen: string; onChoose: (item: string) => void };

/** Items, those with a gap first: supply and demand as numbers and as bars of one scale. */
export function ItemList({ picture, chosen, onChoose }: ListProps) {
  const { t } = useTranslation('supply-board');
  return (
    <nav className="board-items" aria-label={t('items')}>
      <ul>
        {picture.items.map((item) => (
          <li key={item.item}>
            <button
              type="button"
              className="board-item"
              aria-current={item.item === chosen || undefined}
              onClick={() => onChoose(item.item)}
            >
              <ItemRow item={item} />
            </button>
          </li>
        ))}
      </ul>
      {picture.moreItems > 0 ? <p className="hint">{t('items.more', { count: picture.moreItems })}</p> : null}
    </nav>
  );
}

function ItemRow({ item }: { item: PictureItem }) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const most = Math.max(item.supply.quantity, item.demand.quantity, 1);
  return (
    <>
      <span className="board-item-head">
        <strong>{say.text(item.itemName)}</strong>
        <GapChip gap={item.gap} demand={item.demand} unit={item.baseUnitName} />
      </span>
      {(['demand', 'supply'] as const).map((side) => (
        <span key={side} className="board-bar-row">
          <span className="hint">{t(side)}</span>
          <span className="board-bar" aria-hidden="true">
            <span className={`board-bar-${side}`} style={{ width: `${(item[side].quantity / most) * 100}%` }} />
          </span>
          <span className="numbers">
            {say.quantity(rounded(item[side].quantity, item.baseUnitName), item.baseUnitName)}
          </span>
        </span>
      ))}
    </>
  );
}

/** The gap, or what is left over; "not known" where nothing is asked for in numbers. Words and icon beside the colour. */
export function GapChip({ gap, demand, unit }: { gap: Amount; demand: Amount; unit: Bilingual }) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  if (gap.quantity > 0) {
    return (
      <Chip tone="danger" icon="alert">
        {t('gap', { quantity: say.quantity(rounded(gap.quantity, unit), unit) })}
      </Chip>
    );
  }
  if (demand.quantity === 0) return <Chip>{t(demand.unknown > 0 ? 'demand.unknown' : 'demand.none')}</Chip>;
  return (
    <Chip tone="good" icon="check">
      {t('gap.none')}
    </Chip>
  );
}

/** Grams of tonnes are no information on a board: kept to a hundredth of a tonne, so that a quantity reads in tonnes. */
export function rounded(quantity: number, unit: Bilingual): number {
  if (unit.en !== 'gram' && unit.en !== 'millilitre') return quantity;
  if (Math.abs(quantity) >= 1_000_000) return Math.round(quantity / 10_000) * 10_000;
  return Math.abs(quantity) >= 1000 ? Math.round(quantity / 100) * 100 : quantity;
}
