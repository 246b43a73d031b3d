import { writeFileSync } from 'node:fs';
import { buildForecast, emptyAt } from '@baogong/solver/forecast';
import { factsKnownAt, hoursLeft } from './back-test.ts';
import { lastDayHours, monthlyMeanHours } from './naive.ts';
import { area, axes, dots, line, note, type Panel, type Point, triangles } from './picture.ts';
import { simulateTank, STEP_MINUTES, type Tank } from './tank.ts';

/** `node bench/solver-forecast/draw-surge.ts`: one surge with band and truth, into docs/screenshots. */
const FILE = new URL('../../docs/screenshots/solver-forecast-surge.svg', import.meta.url);
const SEED = 1012;
const DAYS_BEFORE = 2;
const DAYS_AFTER = 7;
const MOST_HOURS = 72;

const tank = simulateTank(SEED, { gauge: 'hours', rounding: 0.01, surge: 6, days: 21 });
writeFileSync(FILE, draw(tank, tank.surgeAt!));

function draw({ start, stock, capacity, readings, deliveries }: Tank, surgeAt: number): string {
  const from = surgeAt - DAYS_BEFORE * 1440;
  const to = surgeAt + DAYS_AFTER * 1440;
  const upper: Panel = { left: 70, top: 60, width: 1000, height: 230, from, to, most: capacity / 1000, unit: 'kg' };
  const lower: Panel = { ...upper, top: 350, height: 330, most: MOST_HOURS, unit: 'h' };
  const within = <Entry extends { at: number }>(list: readonly Entry[]) =>
    list.filter(({ at }) => at >= from && at <= to);
  const trueStock: Point[] = [];
  for (let at = from; at <= to; at += 15) trueStock.push([at, stock[(at - start) / STEP_MINUTES]! / 1000]);
  const levels = within(readings).map(({ at, quantity }): Point => [at, quantity / 1000]);
  const fills = within(deliveries).map(({ at, quantity }): Point => [at, quantity / 1000]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1100 740" font-family="sans-serif" font-size="13">
<rect width="1100" height="740" fill="#fff"/>
<text x="70" y="28" font-size="17" font-weight="bold">A tank in a sixfold surge: stock, and hours until it is empty as seen at each moment</text>
${axes(upper, surgeAt)}${line(upper, trueStock, '#111', 2)}${dots(upper, levels, '#0b62a8')}${triangles(upper, fills)}
${note(80, 52, 'true stock (line), gauge readings (dots, none at night), deliveries as booked (triangles)')}
${axes(lower, surgeAt)}${forecastLines(lower, from, to)}
${note(80, 342, 'truth: black · forecast: band p10–p90 and middle in blue · last 24 h average: orange dashes · monthly mean: grey dots')}
</svg>
`;
}

/** Every half hour what each rule said, and what came true. */
function forecastLines(panel: Panel, from: number, to: number): string {
  const truth = hoursLeft(tank);
  const rows: { now: number; low: number; middle: number; high: number; left: number }[] = [];
  for (let now = from; now <= to; now += 30) {
    const band = emptyAt(buildForecast(tank, factsKnownAt(tank, now), now).state, now);
    const hours = (at: number | null | undefined) => (at ? (at - now) / 60 : Number.POSITIVE_INFINITY);
    const left = truth[(now - tank.start) / STEP_MINUTES]!;
    rows.push({ now, low: hours(band?.p10), middle: hours(band?.p50), high: hours(band?.p90), left });
  }
  const points = (value: (row: (typeof rows)[0]) => number) => rows.map((row): Point => [row.now, value(row)]);
  return [
    area(
      panel,
      points(({ low }) => low),
      points(({ high }) => high),
      '#0b62a8',
    ),
    line(
      panel,
      points(({ now }) => monthlyMeanHours(tank, now)),
      '#888',
      2,
      '2 4',
    ),
    line(
      panel,
      points(({ now }) => lastDayHours(tank, now)),
      '#d9730d',
      2,
      '7 4',
    ),
    line(
      panel,
      points(({ middle }) => middle),
      '#0b62a8',
      2,
    ),
    line(
      panel,
      points(({ left }) => left),
      '#111',
      2.5,
    ),
  ].join('\n');
}
