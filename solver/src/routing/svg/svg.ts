import type { PlanRoute, RoutingPlan } from '../plan.ts';
import type { RoutingProblem, Vehicle } from '../problem.ts';
import { badge, cross, diamond, drawMap, drawScale } from './map.ts';
import { type Box, drawnPlaces, mapOf, placesOfSteps } from './places.ts';
import { drawStrip, MOST_ROWS, ROW_HEIGHT } from './strip.ts';
import { clock, element, escaped, kilometres, lookOf, text } from './style.ts';
import { type DrawingWords, drawingWords } from './words.ts';
import { legsOf, type Place } from '../travel/travel.ts';

const WIDTH = 1200;
const MAP: Box = { x: 40, y: 66, width: 760, height: 660 };
const LEGEND_X = 850;
const LEGEND_ROW = 36;
/** Of many routes. */
const TIGHT_ROW = 17;

/**
 * A picture of a plan as SVG: the routes on a map with a legend, and below it over time. Routes differ in colour, line and
 * number. Places are where their coordinates are; without them, where the travel times between them suggest.
 * @param problem without faults, and a plan of it
 */
export function drawPlan(problem: RoutingProblem, plan: RoutingPlan, { language = 'zh' as 'zh' | 'en' } = {}): string {
  const words = drawingWords[language];
  const places = drawnPlaces(problem, plan);
  const title =
    plan.routes.length + plan.unassigned.length === 0
      ? words.idle
      : words.title(plan.routes.length, Math.round(100 * plan.summary.cost) / 100, plan.unassigned.length);
  const rows = Math.min(plan.routes.length, MOST_ROWS);
  const stripTop = MAP.y + MAP.height + 74;
  const height = rows === 0 ? stripTop : stripTop + rows * ROW_HEIGHT + 24;
  const map = mapOf(problem, places, { x: MAP.x + 24, y: MAP.y + 24, width: MAP.width - 48, height: MAP.height - 48 });
  const parts = [
    element('title', {}, escaped(title)),
    element('rect', { width: WIDTH, height, fill: '#fff' }),
    text(MAP.x, 42, title, { 'font-size': 20, 'font-weight': 'bold' }),
    element('rect', { ...MAP, fill: '#fafafa', stroke: '#ddd' }),
    ...(places.length > 0 ? drawMap(problem, plan, map, words) : []),
    places.length > 0 ? drawScale(map, MAP.x + 12, MAP.y + MAP.height - 12, words) : '',
    ...drawLegend(problem, plan, words),
    ...drawKey(plan, words),
    ...drawStrip(plan, { x: MAP.x + 24, y: stripTop, width: WIDTH - 2 * MAP.x - 24, height: rows * ROW_HEIGHT }, words),
  ];
  const font = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei','Segoe UI',sans-serif";
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
    role: 'img',
  };
  return `${element('svg', { ...attributes, 'font-family': font, 'font-size': 12.5, fill: '#111' }, `\n${parts.join('\n')}\n`)}\n`;
}

function drawLegend(problem: RoutingProblem, plan: RoutingPlan, words: DrawingWords): string[] {
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  const isTight = plan.routes.length > MAP.height / LEGEND_ROW;
  const row = isTight ? TIGHT_ROW : LEGEND_ROW;
  const room = Math.floor(MAP.height / row);
  const shown = plan.routes.length > room ? room - 1 : plan.routes.length;
  const rows = plan.routes.slice(0, shown).map((route, at) => {
    const vehicle = vehicles.get(route.vehicle);
    const name = shortened(
      route.description ?? vehicle?.description ?? words.vehicle(route.vehicle),
      isTight ? 14 : 26,
    );
    const facts = factsOf(problem, vehicle, route, words);
    return legendRow(at, MAP.y + 10 + at * row, name, isTight ? [facts[0]!, facts.at(-1)!] : facts, isTight);
  });
  const more = plan.routes.length - shown;
  return more > 0 ? [...rows, text(LEGEND_X + 70, MAP.y + 14 + shown * row, `… ${words.more(more)}`)] : rows;
}

function legendRow(route: number, y: number, name: string, facts: string[], isTight: boolean): string {
  const { colour, dash } = lookOf(route);
  const line = { d: `M${LEGEND_X} ${y}h34`, stroke: colour, 'stroke-width': 3, 'stroke-dasharray': dash, fill: 'none' };
  const grey = { fill: '#555', 'font-size': 11.5 };
  return [
    element('path', line),
    badge(LEGEND_X + 50, y, route, colour),
    text(LEGEND_X + 68, y + 4, name, { 'font-weight': 'bold' }),
    isTight
      ? text(LEGEND_X + 180, y + 4, facts.join(' · '), grey)
      : text(LEGEND_X + 68, y + 20, facts.join(' · '), grey),
  ].join('');
}

function shortened(name: string, most: number): string {
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

function factsOf(
  problem: RoutingProblem,
  vehicle: Vehicle | undefined,
  route: PlanRoute,
  words: DrawingWords,
): string[] {
  const tasks = route.steps.filter(({ type }) => type === 'job' || type === 'pickup' || type === 'delivery').length;
  const most = route.steps.reduce<number[]>(
    (best, { load = [] }) => load.map((quantity, at) => Math.max(quantity, best[at] ?? 0)),
    [],
  );
  const load = most.map((quantity, at) =>
    vehicle?.capacity?.[at] === undefined ? `${quantity}` : `${quantity}/${vehicle.capacity[at]}`,
  );
  const metres = route.distance ?? (vehicle && metresOf(problem, vehicle, route));
  return [
    words.stops(tasks),
    load.length > 0 && most.some((quantity) => quantity > 0) ? `${words.load} ${load.slice(0, 2).join(', ')}` : '',
    metres === undefined ? '' : kilometres(metres),
    clock(route.duration),
  ].filter((fact) => fact !== '');
}

/** Metres of a route whose plan doesn't tell them; undefined where the problem doesn't know any. */
function metresOf(problem: RoutingProblem, vehicle: Vehicle, route: PlanRoute): number | undefined {
  const legOf = legsOf(problem, vehicle);
  const placeOf = placesOfSteps(problem);
  let sum: number | undefined = 0;
  let before: Place | undefined;
  for (const step of route.steps) {
    const place = placeOf(vehicle, step);
    const metres: number | undefined = before && place ? legOf(before, place).metres : 0;
    sum = sum === undefined || metres === undefined ? undefined : sum + metres;
    before = place ?? before;
  }
  return sum;
}

/** What the signs mean, of those that are there. */
function drawKey(plan: RoutingPlan, words: DrawingWords): string[] {
  const y = MAP.y + MAP.height + 24;
  const reloads = plan.routes.some(({ steps }) => steps.some(({ type }) => type === 'reload'));
  const signs: [boolean, string, (x: number) => string][] = [
    [true, words.base, (x) => element('rect', { x: x - 6, y: y - 6, width: 12, height: 12, fill: '#111' })],
    [reloads, words.reload, (x) => diamond(x, y)],
    [plan.unassigned.length > 0, words.left, (x) => cross(x, y)],
    [
      true,
      words.service,
      (x) => element('rect', { x: x - 8, y: y - 5, width: 16, height: 10, fill: '#0072b2', stroke: '#0072b2' }),
    ],
    [
      true,
      words.waiting,
      (x) => element('rect', { x: x - 8, y: y - 5, width: 16, height: 10, fill: '#f2f2f2', stroke: '#0072b2' }),
    ],
    [
      true,
      words.rest,
      (x) => element('rect', { x: x - 8, y: y - 5, width: 16, height: 10, fill: '#fff', stroke: '#0072b2' }),
    ],
  ];
  return signs
    .filter(([isThere]) => isThere)
    .flatMap(([, name, sign], at) => [sign(MAP.x + 12 + at * 118), text(MAP.x + 28 + at * 118, y + 4, name)]);
}
