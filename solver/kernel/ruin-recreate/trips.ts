import { random, randomBelow } from '../base/random.ts';
import { CLASS_INTS, FIRST_RELOAD, MOST_RELOADS, RELOADS, classInts, visits } from './data.ts';
import { isFeasible } from './feasible.ts';
import { carried } from './loads.ts';
import { putStop } from './recreate.ts';
import {
  classOf,
  costOf,
  lengthOf,
  lockedOf,
  markChanged,
  offsetOf,
  reloadsOf,
  stopAt,
  tasksOf,
  touched,
  touchedCount,
} from './routes.ts';
import { refreshRoute } from './timing.ts';

/**
 * Reloads on trial: in some ruined routes a reload goes in before the visits do, so that a shipment, or several visits, find a trip
 * that none of them would have begun alone. Those that turn out useless are taken out again.
 */
const TRIED: f64 = 0.25;

/** Puts a reload, drawn at random, somewhere into some of the changed routes. */
export function tryReloads(): void {
  for (let index = 0; index < touchedCount; index++) {
    const slot = touched[index];
    const base = classOf[slot] * CLASS_INTS;
    if (classInts[base + RELOADS] === 0 || reloadsOf[slot] >= classInts[base + MOST_RELOADS]) continue;
    if (reloadsOf[slot] >= tasksOf[slot] || random() >= TRIED) continue;
    const position = lockedOf[slot] + randomBelow(lengthOf[slot] - 1 - lockedOf[slot]);
    if (carried[offsetOf[slot] + position] > 0) continue;
    putStop(slot, classInts[base + FIRST_RELOAD] + randomBelow(classInts[base + RELOADS]), position);
    refreshRoute(slot);
    markChanged(slot);
    if (!isFeasible(slot)) takeOut(slot, position + 1);
  }
}

/** Takes reloads out of changed routes that cost less without them. */
export function dropUselessReloads(): void {
  for (let index = 0; index < touchedCount; index++) {
    const slot = touched[index];
    if (reloadsOf[slot] === 0) continue;
    for (let position = lengthOf[slot] - 2; position > lockedOf[slot]; position--) {
      const stop = stopAt[offsetOf[slot] + position];
      if (stop < visits) continue;
      const cost = costOf[slot];
      takeOut(slot, position);
      if (costOf[slot] <= cost && isFeasible(slot)) continue;
      putStop(slot, stop, position - 1);
      refreshRoute(slot);
      markChanged(slot);
    }
  }
}

function takeOut(slot: i32, position: i32): void {
  const last = lengthOf[slot] - 1;
  for (let index = offsetOf[slot] + position; index < offsetOf[slot] + last; index++) stopAt[index] = stopAt[index + 1];
  lengthOf[slot] -= 1;
  reloadsOf[slot] -= 1;
  refreshRoute(slot);
  markChanged(slot);
}
