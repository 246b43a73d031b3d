import { drivenTimeline, classOfSlot, readModel } from '../schedule/timeline.ts';
import { classInts, column } from './classes.ts';
import type { RoutingModel } from './model.ts';
import type { LockedWindows } from './start.ts';

/**
 * Locked steps are done in any case, late where they must be, so that their windows were laid without an end. Here they get one: what is
 * planned after them must not make them later than they are alone.
 */
export function closeLockedWindows(model: RoutingModel, locked: ReadonlyMap<number, LockedWindows>): void {
  const routes = model.startRoutes;
  const longest = routes.reduce((most, route) => Math.max(most, route.locked), 0);
  if (longest === 0) return;
  readModel(model, longest);
  routes.forEach((route, slot) => {
    if (route.locked === 0) return;
    const which = classOfSlot(model, slot);
    const timeline = drivenTimeline(model, which, route.stops.slice(0, route.locked));
    const most = model.classInts[which * classInts + column.mostDuration]!;
    if (!timeline || timeline.end - timeline.start > most) return;
    for (const { stop, arrival, waiting } of timeline.moments) {
      const windows = locked.get(stop);
      if (windows) close(model, stop, Math.max(windows.latest, arrival + waiting));
    }
  });
}

/** Ends the windows of a stop at a time; those that open later become another one of the first. */
function close(model: RoutingModel, stop: number, time: number): void {
  const { windows } = model;
  const end = model.firstWindow[stop + 1]!;
  for (let window = model.firstWindow[stop]!; window < end; window++) {
    if (windows[2 * window]! > time) windows.copyWithin(2 * window, 2 * window - 2, 2 * window);
    else windows[2 * window + 1] = Math.min(windows[2 * window + 1]!, time);
  }
  model.closes[stop] = windows[2 * end - 1]!;
}
