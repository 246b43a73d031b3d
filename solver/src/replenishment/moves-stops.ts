import type { Model } from './model.ts';
import { nextBelow, nextUnit, type Random } from './random.ts';
import { insertStop, removeStops, replaceStop } from './edits.ts';
import { type Schedule, touch } from './schedule.ts';
import { LONGEST } from './slots.ts';

/**
 * Changes of single stops. Every move takes the plan, changes it at random and answers false when there was nothing to
 * change; whether the result is any good is for the search to judge.
 */
export type Move = (schedule: Schedule, random: Random) => boolean;

/** A sink near a random stop goes in beside it. */
export function insertNear(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0) return false;
  const node = nearSink(schedule.model, schedule.stop[code]!, random);
  return node >= 0 && insertBeside(schedule, code, node, random);
}

/** A sink that falls short goes in beside the stop, of some before its shortage, where the detour is least. */
export function insertShort(schedule: Schedule, random: Random): boolean {
  const node = shortSink(schedule, random);
  if (node < 0 || schedule.eventCount === 0) return false;
  const before = firstEventAfter(schedule, shortMinute(schedule, node));
  const span = Math.min(before, 40 + (schedule.eventCount >> 2));
  if (span === 0) return false;
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (let sample = 0; sample < 6; sample += 1) {
    const code = schedule.events[before - 1 - nextBelow(random, span)]!;
    const detour = detourAt(schedule, code, node);
    if (detour < least) [best, least] = [code, detour];
  }
  return !schedule.frozen[slotOf(best)] && insertBeside(schedule, best, node, random);
}

export function removeStop(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0) return false;
  removeStops(schedule, slotOf(code), code % LONGEST, 1);
  return true;
}

/** A stop, or a few in a row, moves to where a stop near in time stands. */
export function relocate(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0) return false;
  const node = schedule.stop[code]!;
  const other = stopAround(schedule, code, node, random);
  if (other < 0 || other === code) return false;
  const [slot, at, target] = [slotOf(code), code % LONGEST, slotOf(other)];
  const place = (other % LONGEST) + (nextUnit(random) < 0.5 ? 1 : 0);
  if (!insertStop(schedule, target, place, node)) return false;
  removeStops(schedule, slot, target === slot && place <= at ? at + 1 : at, 1);
  return true;
}

export function replaceByNear(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0 || schedule.stop[code]! < schedule.model.sources) return false;
  const short = nextUnit(random) < 0.2 ? shortSink(schedule, random) : -1;
  const node = short >= 0 ? short : nearSink(schedule.model, schedule.stop[code]!, random);
  return node >= 0 && replaceStop(schedule, slotOf(code), code % LONGEST, node);
}

/** Two stops near in time change places. */
export function swapStops(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0) return false;
  const other = stopAround(schedule, code, schedule.stop[code]!, random);
  if (other < 0) return false;
  const [one, two] = [schedule.stop[code]!, schedule.stop[other]!];
  if (one === two) return false;
  return (
    replaceStop(schedule, slotOf(code), code % LONGEST, two) &&
    replaceStop(schedule, slotOf(other), other % LONGEST, one)
  );
}

/** Stops of a shift in reverse order between two of them. */
export function reverse(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0) return false;
  const slot = slotOf(code);
  const length = schedule.length[slot]!;
  if (length < 2) return false;
  const from = nextBelow(random, length - 1);
  const to = from + 1 + nextBelow(random, Math.min(4, length - 1 - from));
  touch(schedule, slot);
  const base = slot * LONGEST;
  for (let [low, high] = [base + from, base + to]; low < high; low += 1, high -= 1) {
    const kept = schedule.stop[low]!;
    schedule.stop[low] = schedule.stop[high]!;
    schedule.stop[high] = kept;
  }
  schedule.basis[slot] = -1;
  return true;
}

/** A source goes in somewhere, mostly where the detour is small. */
export function insertSource(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0) return false;
  const slot = slotOf(code);
  const at = (code % LONGEST) + nextBelow(random, 2);
  const source = sourceFor(schedule, slot, random);
  return source >= 0 && insertStop(schedule, slot, at, source);
}

/** A load and one to three drops behind it: a whole trip more in a shift. */
export function insertTrip(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0) return false;
  const slot = slotOf(code);
  const source = sourceFor(schedule, slot, random);
  if (source < 0) return false;
  const at = nextUnit(random) < 0.6 ? schedule.length[slot]! : code % LONGEST;
  if (!insertStop(schedule, slot, at, source)) return false;
  let node = startOfTrip(schedule, random, source);
  const drops = 1 + nextBelow(random, 3);
  for (let drop = 1; drop <= drops && node >= 0; drop += 1) {
    if (!insertStop(schedule, slot, at + drop, node)) return drop > 1;
    node = nearSink(schedule.model, node, random);
  }
  return true;
}

/** Two to four stops in a row go away. */
export function removeSome(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0) return false;
  const [slot, at] = [slotOf(code), code % LONGEST];
  removeStops(schedule, slot, at, Math.min(schedule.length[slot]! - at, 2 + nextBelow(random, 3)));
  return true;
}

export function slotOf(code: number): number {
  return (code / LONGEST) | 0;
}

/** A stop of a shift that isn't frozen; −1 when there is none. */
export function randomStop({ events, eventCount, frozen }: Schedule, random: Random): number {
  if (eventCount === 0) return -1;
  const code = events[nextBelow(random, eventCount)]!;
  return frozen[slotOf(code)] ? -1 : code;
}

/** A sink near a node: the nearer, the likelier. */
export function nearSink({ near, nearest }: Model, node: number, random: Random): number {
  const u = nextUnit(random);
  return near[node * nearest + Math.floor(u * u * nearest)]!;
}

/** A sink that falls short, if there is one: any of them, or the one that does first. */
export function shortSink(schedule: Schedule, random: Random): number {
  const { sources, nodes } = schedule.model;
  const { shortFrom } = schedule.scratch;
  const sinks = nodes - sources;
  const from = nextBelow(random, sinks);
  const soonest = nextUnit(random) < 0.5;
  let [found, least] = [-1, Number.POSITIVE_INFINITY];
  for (let index = 0; index < sinks; index += 1) {
    const node = sources + ((from + index) % sinks);
    if (shortFrom[node]! < 0) continue;
    if (!soonest) return node;
    const minute = shortMinute(schedule, node);
    if (minute < least) [found, least] = [node, minute];
  }
  return found;
}

/** The minute by which a short sink needs a delivery. */
export function shortMinute({ model, scratch }: Schedule, node: number): number {
  const row = node * (model.steps + 1);
  let [low, high] = [scratch.shortFrom[node]!, model.steps];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (model.least[row + middle]! > scratch.shortDelivered[node]! + 1e-6) high = middle;
    else low = middle + 1;
  }
  return low * model.stepMinutes;
}

/** Position of the first stop that is reached at or after a minute. */
export function firstEventAfter({ events, eventCount, arrival }: Schedule, minute: number): number {
  let [low, high] = [0, eventCount];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (arrival[events[middle]!]! >= minute) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A source that the shift's trailer may load at. */
export function sourceFor({ model, trailer }: Schedule, slot: number, random: Random): number {
  const { sources, nodeTrailer, trailerCapacity } = model;
  const from = nextBelow(random, sources);
  for (let step = 0; step < sources; step += 1) {
    const source = (from + step) % sources;
    if (nodeTrailer[source * trailerCapacity.length + trailer[slot]!]) return source;
  }
  return -1;
}

function startOfTrip(schedule: Schedule, random: Random, source: number): number {
  const u = nextUnit(random);
  const short = u < 0.4 ? shortSink(schedule, random) : -1;
  if (short >= 0) return short;
  const { sinkList } = schedule.model;
  return u < 0.7 ? nearSink(schedule.model, source, random) : sinkList[nextBelow(random, sinkList.length)]!;
}

function insertBeside(schedule: Schedule, code: number, node: number, random: Random): boolean {
  return insertStop(schedule, slotOf(code), (code % LONGEST) + nextBelow(random, 2), node);
}

/** Of some stops around another in time, the one beside which `node` makes the least detour. */
function stopAround(schedule: Schedule, code: number, node: number, random: Random): number {
  const { events, eventCount, arrival, frozen } = schedule;
  const middle = firstEventAfter(schedule, arrival[code]!);
  const reach = 12 + (eventCount >> 3);
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (let sample = 0; sample < 4; sample += 1) {
    const index = middle - reach + nextBelow(random, 2 * reach + 1);
    if (index < 0 || index >= eventCount) continue;
    const other = events[index]!;
    if (other === code || frozen[slotOf(other)]) continue;
    const detour = detourAt(schedule, other, node);
    if (detour < least) [best, least] = [other, detour];
  }
  return best;
}

/** Minutes of travel that a stop at `node` adds behind a stop. */
function detourAt({ model, stop, length }: Schedule, code: number, node: number): number {
  const { travel, places, nodePlace } = model;
  const here = nodePlace[stop[code]!]!;
  const last = code % LONGEST === length[slotOf(code)]! - 1;
  const next = last ? 0 : nodePlace[stop[code + 1]!]!;
  const there = nodePlace[node]!;
  return travel[here * places + there]! + travel[there * places + next]! - travel[here * places + next]!;
}
