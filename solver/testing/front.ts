import { type Partial, reloadsOnEnd } from './cheapest-routes.ts';
import type { VehicleView } from './vehicle-view.ts';

/** Beginnings of routes kept for one state at most: what is beyond is tried though another one may be as good. */
const MOST_KEPT = 12;

/**
 * Beginnings of routes met so far: one that has done the same, stands at the same place and is in nothing better than another one can't
 * lead to a better route. Where a day's length is limited and there are windows, all are gone on with: what is later when both leave at
 * once may be earlier when both leave later.
 */
export class Front {
  readonly #kept = new Map<string, Partial[]>();
  readonly #view: VehicleView;
  readonly #tellsWorse: boolean;

  constructor(view: VehicleView) {
    this.#view = view;
    const stops = [...view.visits, ...view.reloads].map(({ windows }) => windows);
    const windows = [...stops, ...view.breaks.map((each) => each.time_windows ?? [])];
    this.#tellsWorse = view.longest === Infinity || windows.every(({ length }) => length === 0);
  }

  /** Whether a beginning is worth going on with; if so, it is kept. */
  admits(route: Partial): boolean {
    if (!this.#tellsWorse) return true;
    const key = keyOf(this.#view, route);
    const kept = this.#kept.get(key);
    if (!kept) this.#kept.set(key, [route]);
    else if (kept.some((other) => isNoWorse(other, route))) return false;
    else if (kept.length < MOST_KEPT) kept.push(route);
    return true;
  }
}

/** What later actions depend on beside figures: with the reloads since the last visit, as none is done twice on end. */
function keyOf(view: VehicleView, route: Partial): string {
  const { served, open, breaksTaken, done, clock } = route;
  const since = reloadsOnEnd(view, route).reduce((set, reload) => set | (1 << view.reloads.indexOf(reload)), 0);
  return `${served} ${open} ${breaksTaken} ${Math.min(done, view.locked.length)} ${clock.place} ${since}`;
}

function isNoWorse(one: Partial, other: Partial): boolean {
  return (
    one.clock.time <= other.clock.time &&
    one.clock.driven >= other.clock.driven &&
    one.clock.unrested <= other.clock.unrested &&
    costSoFar(one) <= costSoFar(other) &&
    one.travel <= other.travel &&
    one.metres <= other.metres &&
    one.reloads <= other.reloads &&
    one.load.every((value, at) => value <= other.load[at]!) &&
    one.slack.every((value, at) => value >= other.slack[at]!)
  );
}

function costSoFar({ cost, clock }: Partial): number {
  return cost + clock.taskCost + clock.lateCost;
}
