import type { Amount, Picture, PictureItem, PicturePart } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { ScrollAcross } from '../../shared/desk/scroll-across.tsx';
import { useSay } from '../../shared/use-say.ts';
import type { BoardView } from './board.tsx';
import { GapCard } from './gap-card.tsx';
import { GapChip, rounded } from './item-list.tsx';
import { ReserveHint } from '../releases/reserve-hint.tsx';
import { LineTable } from './line-table.tsx';

type ShownPart = Exclude<PicturePart, 'reserve-locked'>;

/** In the order in which the city counts on them. */
const supplyParts = [
  'stock-local',
  'stock-province',
  'stock-donation',
  'stock-reserve',
  'in-transit',
  'production',
  'offer',
] as const satisfies readonly ShownPart[];
const demandParts = ['needs', 'consumption'] as const satisfies readonly ShownPart[];

type DetailProps = { picture: Picture; item: PictureItem; view: BoardView; onShow: (change: BoardView) => void };

/** One item: what supply and demand are made of, the gap over time, the districts, the lines that make it. */
export function ItemDetail({ picture, item, view, onShow }: DetailProps) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const lines = picture.lines.filter((line) => line.item === item.item);
  return (
    <section className="board-detail" aria-label={say.text(item.itemName)}>
      <header className="board-detail-head">
        <h2>{say.text(item.itemName)}</h2>
        <GapChip gap={item.gap} demand={item.demand} unit={item.baseUnitName} />
      </header>
      <div className="board-sides">
        <Side item={item} side="demand" parts={demandParts} />
        <Side item={item} side="supply" parts={supplyParts} />
      </div>
      {item.parts['reserve-locked'] ? (
        picture.round ? (
          <p className="hint">
            {t('reserve-locked', { quantity: say.quantity(item.parts['reserve-locked'].quantity, item.baseUnitName) })}
          </p>
        ) : (
          <ReserveHint item={item.item} />
        )
      ) : null}
      {picture.round ? null : <GapCard item={item} area={view.area} onArea={(area) => onShow({ area })} />}
      <Districts item={item} />
      <LineTable item={item} lines={lines} isFrozen={picture.round !== null} />
    </section>
  );
}

type SideProps = { item: PictureItem; side: 'demand' | 'supply'; parts: readonly ShownPart[] };

function Side({ item, side, parts }: SideProps) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const shown = parts.filter((part) => item.parts[part]);
  const unit = item.baseUnitName;
  return (
    <table className="board-side">
      <caption>{t(side)}</caption>
      <tbody>
        {shown.map((part) => (
          <tr key={part}>
            <th scope="row">{t(`part.${part}`)}</th>
            <td className="numbers">
              <AmountText amount={item.parts[part]!} unit={unit} part={part} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('sum')}</th>
          <td className="numbers">{say.quantity(rounded(item[side].quantity, unit), unit)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The figure, and beside it what is not in it: lines or needs of unknown quantity are never shown as 0. */
function AmountText({ amount, unit, part }: { amount: Amount; unit: PictureItem['baseUnitName']; part: ShownPart }) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const unknown = part === 'production' ? 'unknown.lines' : 'unknown.needs';
  const isBlank = amount.quantity === 0 && amount.unknown > 0;
  return (
    <>
      {isBlank ? null : say.quantity(rounded(amount.quantity, unit), unit)}
      {amount.unknown > 0 ? (
        <span className="board-unknown">
          {isBlank ? '' : ' + '}
          {t(unknown, { count: amount.unknown })}
        </span>
      ) : null}
    </>
  );
}

function Districts({ item }: { item: PictureItem }) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const unit = item.baseUnitName;
  if (item.districts.length === 0) return null;
  const text = (quantity: number) => say.quantity(rounded(quantity, unit), unit);
  return (
    <details className="board-districts">
      <summary>{t('districts', { count: item.districts.length })}</summary>
      <ScrollAcross name={t('districts', { count: item.districts.length })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('district')}</th>
              <th scope="col">{t('demand')}</th>
              <th scope="col">{t('supply')}</th>
              <th scope="col">{t('district.gap')}</th>
            </tr>
          </thead>
          <tbody>
            {item.districts.map(({ areaCode, areaName, demand, supply, gap }) => (
              <tr key={areaCode}>
                <th scope="row">{areaName}</th>
                <td className="numbers">{text(demand.quantity)}</td>
                <td className="numbers">{text(supply.quantity)}</td>
                <td className="numbers">
                  {gap.quantity > 0
                    ? t('district.needs', { quantity: text(gap.quantity) })
                    : t('district.gives', { quantity: text(-gap.quantity) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollAcross>
      <p className="hint">{t('districts.hint')}</p>
    </details>
  );
}
