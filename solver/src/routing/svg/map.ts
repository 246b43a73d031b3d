import type { PlanRoute, RoutingPlan } from '../plan.ts';
import type { RoutingProblem, Vehicle } from '../problem.ts';
import type { Point } from './embed.ts';
import { type Map as DrawnMap, placesOfSteps } from './places.ts';
import { clock, element, kilometres, lookOf, roundUp, tenths, text } from './style.ts';
import type { DrawingWords } from './words.ts';
import { placeOfStop } from '../travel/travel.ts';
import { nameOf, tasksOf } from '../verify/tasks.ts';

/** Up to so many stops each has its number in the route; more are dots. */
const MOST_NUMBERED = 80;
/** From so many routes on, legs from and to the base are drawn faintly. */
const MANY_ROUTES = 9;

export function drawMap(problem: RoutingProblem, plan: RoutingPlan, map: DrawnMap, words: DrawingWords): string[] {
  const placeOf = placesOfSteps(problem);
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  const count = plan.routes.reduce((sum, { steps }) => sum + steps.length, 0);
  const drawn = plan.routes.flatMap((route, at) => {
    const vehicle = vehicles.get(route.vehicle);
    return vehicle ? [new DrawnRoute(route, at, vehicle, placeOf, map)] : [];
  });
  const isFaint = drawn.length >= MANY_ROUTES;
  return [
    ...drawn.flatMap((route) => route.lines(isFaint)),
    ...drawn.flatMap((route) => route.stops(count <= MOST_NUMBERED)),
    ...drawnLeftOut(problem, plan, map, words),
    ...new Set(drawn.flatMap((route) => route.bases())),
    ...drawn.map((route) => route.badge(count <= MOST_NUMBERED)),
  ];
}

type DrawnStep = { at: Point; step: PlanRoute['steps'][number] };

/** One route on the map. */
class DrawnRoute {
  readonly #steps: DrawnStep[];
  readonly #number: number;
  readonly #look;

  constructor(
    route: PlanRoute,
    at: number,
    vehicle: Vehicle,
    placeOf: ReturnType<typeof placesOfSteps>,
    map: DrawnMap,
  ) {
    this.#number = at + 1;
    this.#look = lookOf(at);
    this.#steps = route.steps.flatMap((step) => {
      const place = placeOf(vehicle, step);
      return place ? [{ at: map.at(place), step }] : [];
    });
  }

  lines(isFaint: boolean): string[] {
    const style = { fill: 'none', stroke: this.#look.colour, 'stroke-linejoin': 'round' };
    const inner = this.#steps.filter(({ step }) => step.type !== 'start' && step.type !== 'end');
    const ends = [this.#steps.slice(0, 2), this.#steps.slice(-2)];
    const whole = { ...style, 'stroke-width': 2, 'stroke-dasharray': this.#look.dash };
    if (!isFaint) return [element('path', { d: pathOf(this.#steps), ...whole }), this.#arrow()];
    return [
      ...ends.map((leg) => element('path', { d: pathOf(leg), ...style, 'stroke-width': 1, opacity: 0.3 })),
      element('path', { d: pathOf(inner), ...whole }),
    ];
  }

  /** In the middle of the first leg. */
  #arrow(): string {
    const [from, to] = [this.#steps[0]?.at, this.#steps.find(({ at }) => distance(at, this.#steps[0]!.at) > 30)?.at];
    if (!from || !to) return '';
    const turn = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
    const place = `translate(${tenths((from[0] + to[0]) / 2)} ${tenths((from[1] + to[1]) / 2)}) rotate(${tenths(turn)})`;
    return element('path', { d: 'M-5 -5L6 0L-5 5Z', fill: this.#look.colour, transform: place });
  }

  stops(isNumbered: boolean): string[] {
    let order = 0;
    return this.#steps.flatMap(({ at: [x, y], step }) => {
      if (step.type === 'start' || step.type === 'end') return [];
      if (step.type === 'reload') return [diamond(x, y)];
      order += 1;
      const told = element('title', {}, `${step.type} ${step.id} · ${clock(step.arrival + step.waiting_time)}`);
      if (!isNumbered) return [element('circle', { cx: x, cy: y, r: 3.2, fill: this.#look.colour }, told)];
      const disc = element(
        'circle',
        { cx: x, cy: y, r: 9, fill: '#fff', stroke: this.#look.colour, 'stroke-width': 2 },
        told,
      );
      return [disc, text(x, y + 3.7, `${order}`, { 'text-anchor': 'middle', 'font-size': 10.5 })];
    });
  }

  bases(): string[] {
    return this.#steps
      .filter(({ step }) => step.type === 'start' || step.type === 'end')
      .map(({ at: [x, y] }) => element('rect', { x: x - 6, y: y - 6, width: 12, height: 12, fill: '#111' }));
  }

  /** The route's number, as in the legend, beside its stop farthest from where it begins. */
  badge(isNumbered: boolean): string {
    const first = this.#steps[0]?.at;
    if (!first) return '';
    const far = this.#steps.reduce((best, { at }) => (distance(at, first) > distance(best, first) ? at : best), first);
    const [x, y] = [far[0] + (isNumbered ? 12 : 8), far[1] - (isNumbered ? 12 : 8)];
    return badge(x, y, this.#number - 1, this.#look.colour);
  }
}

/** The number of a route on its colour. */
export function badge(x: number, y: number, route: number, colour: string): string {
  const width = 9 + 6.5 * `${route + 1}`.length;
  return (
    element('rect', { x: x - width / 2, y: y - 8, width, height: 15, rx: 4, fill: colour }) +
    text(x, y + 3.5, `${route + 1}`, {
      'text-anchor': 'middle',
      'font-size': 10.5,
      'font-weight': 'bold',
      fill: '#fff',
    })
  );
}

function pathOf(steps: DrawnStep[]): string {
  return steps.map(({ at: [x, y] }, index) => `${index === 0 ? 'M' : 'L'}${tenths(x)} ${tenths(y)}`).join('');
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}

export function diamond(x: number, y: number): string {
  return element('path', {
    d: `M${tenths(x)} ${tenths(y - 11)}l11 11l-11 11l-11 -11Z`,
    fill: '#fff',
    stroke: '#111',
    'stroke-width': 2,
  });
}

export function cross(x: number, y: number, told = ''): string {
  const d = `M${tenths(x - 5)} ${tenths(y - 5)}l10 10m0 -10l-10 10`;
  return element('path', { d, stroke: '#b00020', 'stroke-width': 3, fill: 'none' }, told);
}

function drawnLeftOut(problem: RoutingProblem, plan: RoutingPlan, map: DrawnMap, words: DrawingWords): string[] {
  const tasks = tasksOf(problem);
  return plan.unassigned.flatMap(({ type, id }) => {
    const stop = tasks.get(nameOf(type, id))?.stop;
    if (!stop) return [];
    const [x, y] = map.at(placeOfStop(stop));
    return [cross(x, y, element('title', {}, `${type} ${id} · ${words.left}`))];
  });
}

/** A bar of about a hundred pixels with its length; nothing where pixels are not metres. */
export function drawScale(map: DrawnMap, x: number, y: number, words: DrawingWords): string {
  if (map.metresPerPixel === undefined) return text(x, y, words.embedded, { fill: '#666' });
  const metres = roundUp(70 * map.metresPerPixel);
  const width = metres / map.metresPerPixel;
  return (
    element('path', { d: `M${x} ${y - 4}v4h${tenths(width)}v-4`, fill: 'none', stroke: '#111' }) +
    text(x + width + 6, y + 3, metres < 1000 ? `${metres} m` : kilometres(metres).replace('.0', ''))
  );
}
