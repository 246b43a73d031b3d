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
/** Between columns, and between bands that pass below all boxes. */
const step = (width - box.width - 8) / 4;
const lane = 40;

type Flow = Balance['flows'][number];
type Point = { x: number; y: number };

/** Tiers as boxes, what went between them as bands as wide as its share; the figure stands beside each. */
export function FlowPicture({ balance: { flows, baseUnitName } }: { balance: Balance }) {
  const { t } = useTranslation('stock-ledger');
  const say = useSay();
  const tierName = useTierName();
  const codes = [...new Set(flows.flatMap(({ from, to }) => [from, to]))];
  const columns = Map.groupBy(codes, columnOf);
  const rows = Math.max(...[...columns.values()].map((each) => each.length));
  const boxes = rows * (box.height + box.gap) + box.gap;
  // Straight on, it would seem to come out of the boxes between.
  const isPassed = (code: string, { from, to }: Flow) =>
    columnOf(code) > columnOf(from) && columnOf(code) < columnOf(to);
  const below = flows.filter((flow) => codes.some((code) => isPassed(code, flow)));
  const placeOf = (code: string): Point => {
    const column = columns.get(columnOf(code))!;
    const used = column.length * (box.height + box.gap) - box.gap;
    return { x: 4 + columnOf(code) * step, y: (boxes - used) / 2 + column.indexOf(code) * (box.height + box.gap) };
  };
  const wayOf = (flow: Flow) => {
    const [from, to] = [placeOf(flow.from), placeOf(flow.to)];
    const start = { x: from.x + box.width, y: from.y + box.height / 2 };
    const end = { x: to.x, y: to.y + box.height / 2 };
    const place = below.indexOf(flow);
    return place < 0 ? across(start, end) : around(start, end, boxes + lane * (place + 0.5));
  };
  const largest = Math.max(...flows.map(({ quantity }) => quantity));
  return (
    <svg
      className="flow-picture"
      viewBox={`0 0 ${width} ${boxes + lane * below.length}`}
      role="img"
      aria-label={t('balance.flow')}
    >
      {flows.map((flow) => {
        const { path, label } = wayOf(flow);
        return (
          <g key={`${flow.from} ${flow.to}`}>
            <path
              className={flow.to === 'lost' ? 'flow-band flow-lost' : 'flow-band'}
              strokeWidth={Math.max(2, (flow.quantity / largest) * 30)}
              d={path}
            />
            <text x={label.x} y={label.y - 4} textAnchor="middle">
              {say.quantity(flow.quantity, baseUnitName)}
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

function across(start: Point, end: Point) {
  const middle = (start.x + end.x) / 2;
  return {
    path: `M${start.x} ${start.y} C${middle} ${start.y} ${middle} ${end.y} ${end.x} ${end.y}`,
    label: { x: middle, y: (start.y + end.y) / 2 },
  };
}

/** Down in the gap behind its column, along below all boxes, and up in the gap ahead of the other. */
function around(start: Point, end: Point, low: number) {
  const [down, up] = [start.x + step - box.width, end.x - step + box.width];
  const middle = (step - box.width) / 2;
  return {
    path:
      `M${start.x} ${start.y} C${start.x + middle} ${start.y} ${down - middle} ${low} ${down} ${low} ` +
      `L${up} ${low} C${up + middle} ${low} ${end.x - middle} ${end.y} ${end.x} ${end.y}`,
    label: { x: (start.x + end.x) / 2, y: low },
  };
}
