import {
  allowed,
  boundTo,
  CLASS_INTS,
  classInts,
  DELIVERY,
  durationLimits,
  FIRST_RELOAD,
  MOST_DISTANCE,
  MOST_DURATION,
  MOST_RELOADS,
  MOST_TASKS,
  MOST_TRAVEL,
  partnerOf,
  PICKUP,
  RELOADS,
  roleOf,
  visits,
} from './data.ts';
import { carried, loadsFit } from './loads.ts';
import {
  classOf,
  distanceOf,
  lateCostOf,
  lengthOf,
  offsetOf,
  reloadsOf,
  slotOf,
  stopAt,
  tasksOf,
  travelOf,
} from './routes.ts';
import { routeDuration } from './spans.ts';

/** Costs from here on are penalties. */
const PENALTY: f64 = 1e11;

/** Whether a route, laid from outside, keeps all rules. */
export function isFeasible(slot: i32): bool {
  const base = classOf[slot] * CLASS_INTS;
  if (lateCostOf[slot] >= PENALTY || !loadsFit(slot)) return false;
  if (tasksOf[slot] > classInts[base + MOST_TASKS] || reloadsOf[slot] > classInts[base + MOST_RELOADS]) return false;
  if (travelOf[slot] > classInts[base + MOST_TRAVEL] || distanceOf[slot] > classInts[base + MOST_DISTANCE])
    return false;
  if (durationLimits !== 0 && routeDuration(slot) > classInts[base + MOST_DURATION]) return false;
  return stopsBelong(slot);
}

/** Whether the vehicle may serve each stop, and every shipment is picked up and delivered on one trip. */
function stopsBelong(slot: i32): bool {
  const last = offsetOf[slot] + lengthOf[slot] - 1;
  for (let index = offsetOf[slot] + 1; index < last; index++) {
    const stop = stopAt[index];
    if (stop >= visits) {
      const first = classInts[classOf[slot] * CLASS_INTS + FIRST_RELOAD];
      const end = first + classInts[classOf[slot] * CLASS_INTS + RELOADS];
      if (stop < first || stop >= end || carried[index - 1] > 0) return false;
      continue;
    }
    if (allowed[classOf[slot] * visits + stop] === 0 || (boundTo[stop] >= 0 && boundTo[stop] !== slot)) return false;
    if (partnerOf[stop] < 0) continue;
    if (roleOf[stop] === PICKUP && slotOf[partnerOf[stop]] !== slot) return false;
    if (roleOf[stop] === DELIVERY && !isEarlier(slot, partnerOf[stop], index)) return false;
  }
  return true;
}

function isEarlier(slot: i32, stop: i32, before: i32): bool {
  for (let index = offsetOf[slot] + 1; index < before; index++) if (stopAt[index] === stop) return true;
  return false;
}
