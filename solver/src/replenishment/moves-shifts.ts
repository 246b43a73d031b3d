import { exponential } from '../arithmetic/index.ts';
import { firstEventAfter, nearSink, randomStop, shortMinute, shortSink, slotOf, sourceFor } from './moves-stops.ts';
import { nextBelow, nextUnit, type Random } from './random.ts';
import { addShift, crewShift, insertStop, moveShift, removeShift, removeStops, replaceStop } from './edits.ts';
import { type Schedule, touch } from './schedule.ts';
import { LONGEST } from './slots.ts';

/** A shift starts earlier or later, by minutes or by days. */
export function shiftStart(schedule: Schedule, random: Random): boolean {
  const slot = randomShift(schedule, random);
  if (slot < 0) return false;
  const minutes = Math.round(exponential(1.5 + nextUnit(random) * 6.2));
  const wanted = schedule.start[slot]! + (nextUnit(random) < 0.5 ? -minutes : minutes);
  moveShift(schedule, slot, Math.max(0, wanted));
  return true;
}

/** Another driver, another trailer. */
export function recrew(schedule: Schedule, random: Random): boolean {
  const slot = randomShift(schedule, random);
  if (slot < 0) return false;
  const { pairDriver, pairTrailer } = schedule.model;
  const pair = nextBelow(random, pairDriver.length);
  const [driver, trailer] = [pairDriver[pair]!, pairTrailer[pair]!];
  if (driver === schedule.driver[slot] && trailer === schedule.trailer[slot]) return false;
  if (!crewShift(schedule, slot, driver, trailer)) return false;
  if (nextUnit(random) < 0.5)
    moveShift(schedule, slot, Math.max(0, schedule.start[slot]! + nextBelow(random, 961) - 480));
  return true;
}

/** Minutes by which a new shift is early, up to two days, mostly little. */
function beforehand(random: Random): number {
  const share = nextUnit(random);
  return Math.floor(share * share * 2880);
}

/** A new shift: to a sink that falls short before it does, or anywhere at any time; with or without loading first. */
export function openShift(schedule: Schedule, random: Random): boolean {
  const { model } = schedule;
  const pair = nextBelow(random, model.pairDriver.length);
  const short = nextUnit(random) < 0.7 ? shortSink(schedule, random) : -1;
  const sink = short >= 0 ? short : model.sinkList[nextBelow(random, model.sinkList.length)]!;
  const horizon = model.steps * model.stepMinutes;
  const away = model.travel[model.nodePlace[sink]!]!;
  const minute = short >= 0 ? shortMinute(schedule, short) - away - beforehand(random) : nextBelow(random, horizon);
  const slot = addShift(schedule, model.pairDriver[pair]!, model.pairTrailer[pair]!, Math.max(model.nowMinute, minute));
  if (slot < 0) return false;
  if (nextUnit(random) < 0.7) {
    const source = sourceFor(schedule, slot, random);
    if (source >= 0) insertStop(schedule, slot, 0, source);
  }
  if (!insertStop(schedule, slot, schedule.length[slot]!, sink)) return false;
  const more = nextBelow(random, 3);
  let node = sink;
  for (let extra = 0; extra < more; extra += 1) {
    node = nearSink(model, node, random);
    if (node < 0 || !insertStop(schedule, slot, schedule.length[slot]!, node)) return true;
  }
  return true;
}

/** The next visit to a sink that falls short comes in time: its shift starts earlier. */
export function hasten(schedule: Schedule, random: Random): boolean {
  const node = shortSink(schedule, random);
  if (node < 0) return false;
  const due = shortMinute(schedule, node);
  const { events, eventCount, stop, arrival, start, frozen } = schedule;
  for (let index = firstEventAfter(schedule, due); index < eventCount; index += 1) {
    const code = events[index]!;
    if (stop[code] !== node) continue;
    const slot = slotOf(code);
    if (frozen[slot]) return false;
    moveShift(schedule, slot, Math.max(0, start[slot]! - (arrival[code]! - due) - nextBelow(random, 240)));
    return true;
  }
  return false;
}

/** A drop below the minimum comes later, goes away or goes to a neighbour. */
export function mendDrop(schedule: Schedule, random: Random): boolean {
  const code = schedule.scratch.smallDrop;
  if (code < 0) return false;
  const slot = slotOf(code);
  const at = code % LONGEST;
  if (!schedule.used[slot] || schedule.frozen[slot] || at >= schedule.length[slot]!) return false;
  const u = nextUnit(random);
  if (u < 0.4) removeStops(schedule, slot, at, 1);
  else if (u < 0.7) moveShift(schedule, slot, schedule.start[slot]! + 30 + nextBelow(random, 1440));
  else {
    const node = nearSink(schedule.model, schedule.stop[code]!, random);
    return node >= 0 && replaceStop(schedule, slot, at, node);
  }
  return true;
}

export function closeShift(schedule: Schedule, random: Random): boolean {
  const slot = randomShift(schedule, random);
  if (slot < 0) return false;
  removeShift(schedule, slot);
  return true;
}

/** What two shifts near in time do after some stop changes hands. */
export function exchangeTails(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0) return false;
  const one = slotOf(code);
  const two = shiftAround(schedule, one, random);
  if (two < 0 || two === one) return false;
  const cutOne = code % LONGEST;
  const cutTwo = nextBelow(random, schedule.length[two]! + 1);
  const [lengthOne, lengthTwo] = [schedule.length[one]!, schedule.length[two]!];
  const [tailOne, tailTwo] = [lengthOne - cutOne, lengthTwo - cutTwo];
  if (cutOne + tailTwo >= LONGEST || cutTwo + tailOne >= LONGEST) return false;
  for (let at = 0; at < tailTwo; at += 1)
    if (!insertStop(schedule, one, cutOne + at, schedule.stop[two * LONGEST + cutTwo + at]!)) return false;
  for (let at = 0; at < tailOne; at += 1)
    if (!insertStop(schedule, two, cutTwo + at, schedule.stop[one * LONGEST + cutOne + tailTwo + at]!)) return false;
  if (tailOne > 0) removeStops(schedule, one, cutOne + tailTwo, tailOne);
  if (tailTwo > 0) removeStops(schedule, two, cutTwo + tailOne, tailTwo);
  return true;
}

/** The stops from one on become a shift of their own, with the same or another crew. */
export function split(schedule: Schedule, random: Random): boolean {
  const code = randomStop(schedule, random);
  if (code < 0 || code % LONGEST === 0) return false;
  const [slot, cut] = [slotOf(code), code % LONGEST];
  const { model } = schedule;
  const pair = nextBelow(random, model.pairDriver.length);
  const same = nextUnit(random) < 0.6;
  const driver = same ? schedule.driver[slot]! : model.pairDriver[pair]!;
  const trailer = same ? schedule.trailer[slot]! : model.pairTrailer[pair]!;
  const wanted =
    schedule.arrival[code]! +
    (same ? model.driverRest[driver]! : -model.travel[model.nodePlace[schedule.stop[code]!]!]!);
  const added = addShift(schedule, driver, trailer, Math.max(0, wanted));
  if (added < 0) return false;
  const tail = schedule.length[slot]! - cut;
  for (let at = 0; at < tail; at += 1) if (!insertStop(schedule, added, at, schedule.stop[code + at]!)) return false;
  removeStops(schedule, slot, cut, tail);
  return true;
}

/** Two shifts near in time become one. */
export function merge(schedule: Schedule, random: Random): boolean {
  const one = randomShift(schedule, random);
  if (one < 0) return false;
  const two = shiftAround(schedule, one, random);
  if (two < 0 || two === one || schedule.length[one]! + schedule.length[two]! >= LONGEST) return false;
  const base = two * LONGEST;
  for (let at = 0; at < schedule.length[two]!; at += 1)
    if (!insertStop(schedule, one, schedule.length[one]!, schedule.stop[base + at]!)) return false;
  removeShift(schedule, two);
  return true;
}

/** Two shifts near in time change crews. */
export function swapCrews(schedule: Schedule, random: Random): boolean {
  const one = randomShift(schedule, random);
  if (one < 0) return false;
  const two = shiftAround(schedule, one, random);
  if (two < 0 || two === one) return false;
  const { driver, trailer } = schedule;
  const [d, t] = [driver[one]!, trailer[one]!];
  if (d === driver[two] && t === trailer[two]) return false;
  touch(schedule, one);
  touch(schedule, two);
  return crewShift(schedule, one, driver[two]!, trailer[two]!) && crewShift(schedule, two, d, t);
}

/** A shift that isn't frozen; −1 when there is none. */
function randomShift({ order, count, frozen }: Schedule, random: Random): number {
  if (count === 0) return -1;
  const slot = order[nextBelow(random, count)]!;
  return frozen[slot] ? -1 : slot;
}

/** A shift of which some stop lies near in time to a shift's start. */
function shiftAround(schedule: Schedule, slot: number, random: Random): number {
  const { events, eventCount, start, frozen } = schedule;
  const middle = firstEventAfter(schedule, start[slot]!);
  const reach = 16 + (eventCount >> 4);
  const index = middle - reach + nextBelow(random, 2 * reach + 1);
  if (index < 0 || index >= eventCount) return -1;
  const other = slotOf(events[index]!);
  return frozen[other] ? -1 : other;
}
