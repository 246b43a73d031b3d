import type { Balance } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../shared/use-say.ts';
import { useTierName } from './tier-name.ts';

/** Columns of the picture from where goods come to where they end. */
const order: Record<string, number> = {
  produced: 0,
  producer: 1,
  donor: 1,
  wholesaler: 2,
  warehouse: 2,
  carrier: 2,
  consumed: 4,
  lost: 4,
  destroyed: 4,
};
const columnOf = (code: string) => order[code] ?? 3;

const width = 1060;
const box = { width: 136, height: 46, gap: 26 };

/** Tiers as boxes, what went between them as bands as wide as its share; the figure stands beside each. */
export function FlowPicture({ balance: { flows, baseUnitName } }: { balance: Balance }) {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  const tierName = useTierName();
  const codes = [...new Set(flows.flatMap(({ from, to }) => [from, to]))];
  const columns = Map.groupBy(codes, columnOf);
  const rows = Math.max(...[...columns.values()].map((each) => each.length));
  const height = rows * (box.height + box.gap) + box.gap;
  const placeOf = (code: string) => {
    const column = columns.get(columnOf(code))!;
    const used = column.length * (box.height + box.gap) - box.gap;
    const y = (height - used) / 2 + column.indexOf(code) * (box.height + box.gap);
    return { x: 4 + columnOf(code) * ((width - box.width - 8) / 4), y };
  };
  const largest = Math.max(...flows.map(({ quantity }) => quantity));
  return (
    <svg className="flow-picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('balance.flow')}>
      {flows.map((flow) => {
        const [a, b] = [placeOf(flow.from), placeOf(flow.to)];
        const start = { x: a.x + box.width, y: a.y + box.height / 2 };
        const end = { x: b.x, y: b.y + box.height / 2 };
        const middle = (start.x + end.x) / 2;
        const label = say.quantity(flow.quantity, baseUnitName);
        return (
          <g key={`${flow.from} ${flow.to}`}>
            <path
              className={flow.to === 'lost' ? 'flow-band flow-lost' : 'flow-band'}
              strokeWidth={Math.max(2, (flow.quantity / largest) * 30)}
              d={`M${start.x} ${start.y} C${middle} ${start.y} ${middle} ${end.y} ${end.x} ${end.y}`}
            />
            <text x={start.x + (end.x - start.x) * 0.5} y={(start.y + end.y) / 2 - 4} textAnchor="middle">
              {label}
            </text>
          </g>
        );
      })}
      {codes.map((code) => {
        const { x, y } = placeOf(code);
        return (
          <g key={code}>
            <rect x={x} y={y} width={box.width} height={box.height} rx={9} />
            <text x={x + box.width / 2} y={y + box.height / 2 + 5} textAnchor="middle">
              {tierName(code)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
