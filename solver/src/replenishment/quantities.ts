import type { Schedule } from './schedule.ts';
import { LONGEST } from './slots.ts';

const TINY = 1e-6;
const SMALL_DROP = 1;
const FALLS_SHORT = 2;

/**
 * Decides how much is loaded and delivered, with all times known: in the order of time, trailers load full; each drop is
 * as large as tank and trailer allow, but leaves what the later stops of the same load need until their next visit.
 * Fills `figures`: a tank that would fall below its safety level, an order not met and a drop below the minimum are
 * short. After the idea of two decoders, times first and quantities second (Kheiri, Transp. Sci. 54(2), 2020). Stops for
 * which nothing that goes in has changed keep what was decided before.
 */
export function decideQuantities(schedule: Schedule): void {
  const {
    model,
    changedEvents,
    changedEventCount,
    stop,
    trailer,
    figures,
    sinkWeight,
    decoded,
    tentative,
    keep,
    scratch,
  } = schedule;
  const { sources, scarce } = model;
  const { delivered, loadKg, tripMark, shortFrom, shortDelivered } = scratch;
  const { mark, stamp } = keep;
  findNextVisits(schedule);
  delivered.fill(0);
  loadKg.set(model.trailerInitial);
  if (scarce) scratch.loadedKg.fill(0);
  schedule.rewrittenCount = 0;
  scratch.smallDrop = -1;
  let deliveredKg = 0;
  let { shortKg, shortCases, weightedKg, weightedCases } = figures;
  for (let index = 0; index < changedEventCount; index += 1) {
    const code = changedEvents[index]!;
    const slot = (code / LONGEST) | 0;
    const node = stop[code]!;
    const t = trailer[slot]!;
    const source = node < sources;
    if (source) reserveForTrip(schedule, slot, code - slot * LONGEST + 1);
    else if (code === slot * LONGEST) reserveForTrip(schedule, slot, 0);
    const same =
      mark[slot] !== stamp &&
      tripMark[code] !== stamp &&
      loadKg[t] === decoded.load[code] &&
      (source ? !scarce : delivered[node] === decoded.before[code] && tentative.next[code] === decoded.next[code]);
    if (!same) decide(schedule, code, node, t);
    const from = same ? decoded : tentative;
    const quantityKg = from.quantity[code]!;
    loadKg[t]! -= quantityKg;
    if (source) continue;
    delivered[node]! += quantityKg;
    deliveredKg += quantityKg;
    const cases = from.cases[code]!;
    if (cases === 0) continue;
    if (cases !== FALLS_SHORT) scratch.smallDrop = code;
    const number = cases === 3 ? 2 : 1;
    shortKg += from.shortKg[code]!;
    shortCases += number;
    weightedKg += sinkWeight[node]! * from.shortKg[code]!;
    weightedCases += sinkWeight[node]! * number;
    if (cases >= FALLS_SHORT && shortFrom[node]! < 0) {
      shortFrom[node] = schedule.step[code]!;
      shortDelivered[node] = delivered[node]!;
    }
  }
  figures.deliveredKg = deliveredKg;
  figures.shortKg = shortKg;
  figures.shortCases = shortCases;
  figures.weightedKg = weightedKg;
  figures.weightedCases = weightedCases;
}

/** One load or drop. */
function decide(schedule: Schedule, code: number, node: number, t: number): void {
  const { model, decoded, tentative, keep, scratch } = schedule;
  const { least, most, smallestDrop, steps } = model;
  const slot = (code / LONGEST) | 0;
  const frozen = schedule.frozen[slot] === 1;
  schedule.rewritten[schedule.rewrittenCount++] = code;
  if (scratch.tripMark[code] !== keep.stamp) {
    tentative.reserve[code] = decoded.reserve[code]!;
    tentative.tripBefore[code] = decoded.tripBefore[code]!;
  }
  const load = (tentative.load[code] = scratch.loadKg[t]!);
  tentative.shortKg[code] = 0;
  tentative.cases[code] = 0;
  if (node < model.sources) {
    const wanted = frozen ? -schedule.fixed[code]! : model.trailerCapacity[t]! - load;
    tentative.quantity[code] = -(model.scarce ? limitedLoad(schedule, code, node, t, wanted) : wanted);
    return;
  }
  const row = node * (steps + 1);
  const before = (tentative.before[code] = scratch.delivered[node]!);
  const needed = least[row + tentative.next[code]!]! - before;
  const smallest = smallestDrop[node]!;
  let drop = schedule.fixed[code]!;
  if (!frozen) {
    const room = Math.min(model.largestDrop[node]!, most[row + schedule.step[code]!]! - before);
    drop = Math.max(0, Math.min(room, load, Math.max(smallest, needed, load - tentative.reserve[code]!)));
    if (drop < smallest - TINY) {
      tentative.shortKg[code] = smallest - drop;
      tentative.cases[code] = SMALL_DROP;
    }
  }
  tentative.quantity[code] = drop;
  if (needed - drop > TINY) {
    tentative.shortKg[code]! += needed - drop;
    tentative.cases[code]! |= FALLS_SHORT;
  }
}

/** For each stop the step of the next visit to the same sink; what is short before the first visits. */
function findNextVisits(schedule: Schedule): void {
  const { model, changedEvents, changedEventCount, stop, step, figures, scratch } = schedule;
  const { sinkNext } = scratch;
  const { next } = schedule.tentative;
  const { sources, nodes, least, steps } = model;
  sinkNext.fill(steps);
  for (let index = changedEventCount - 1; index >= 0; index -= 1) {
    const code = changedEvents[index]!;
    const node = stop[code]!;
    next[code] = sinkNext[node]!;
    sinkNext[node] = step[code]!;
  }
  scratch.shortFrom.fill(-1);
  const { sinkWeight } = schedule;
  let shortKg = 0;
  let shortCases = 0;
  let weightedKg = 0;
  let weightedCases = 0;
  for (let node = sources; node < nodes; node += 1) {
    const missing = least[node * (steps + 1) + sinkNext[node]!]!;
    if (missing > TINY) {
      shortKg += missing;
      shortCases += 1;
      weightedKg += sinkWeight[node]! * missing;
      weightedCases += sinkWeight[node]!;
      scratch.shortFrom[node] = 0;
      scratch.shortDelivered[node] = 0;
    }
  }
  figures.shortKg = shortKg;
  figures.shortCases = shortCases;
  figures.weightedKg = weightedKg;
  figures.weightedCases = weightedCases;
}

/**
 * What the stops of a load need behind each of them, from position `from` to the next source, over shifts. Left as it
 * was when nothing has changed for any of them.
 */
function reserveForTrip(schedule: Schedule, slot: number, from: number): void {
  const { model, stop, length, nextOfTrailer, knownNextOfTrailer, step, decoded, tentative, keep, scratch } = schedule;
  const { sources, least, most, smallestDrop, steps } = model;
  const { delivered, tripCode, tripMark } = scratch;
  const { mark, stamp } = keep;
  let count = 0;
  let shift = slot;
  let at = from;
  let changed = model.scarce;
  while (count < LONGEST) {
    if (at >= length[shift]!) {
      const next = nextOfTrailer[shift]!;
      changed ||= next !== knownNextOfTrailer[shift] || (next >= 0 && mark[next] === stamp);
      shift = next;
      if (shift < 0) break;
      at = 0;
      continue;
    }
    const code = shift * LONGEST + at;
    const node = stop[code]!;
    if (node < sources) break;
    changed ||=
      mark[shift] === stamp ||
      tripMark[code] === stamp ||
      delivered[node] !== decoded.tripBefore[code] ||
      tentative.next[code] !== decoded.next[code];
    tripCode[count] = code;
    count += 1;
    at += 1;
  }
  if (!changed) return;
  let behind = 0;
  for (let index = count - 1; index >= 0; index -= 1) {
    const code = tripCode[index]!;
    const node = stop[code]!;
    const row = node * (steps + 1);
    const before = delivered[node]!;
    const room = most[row + step[code]!]! - before;
    tentative.reserve[code] = behind;
    tentative.tripBefore[code] = before;
    tripMark[code] = stamp;
    behind += Math.max(0, Math.min(room, Math.max(smallestDrop[node]!, least[row + tentative.next[code]!]! - before)));
  }
}

/** Where a plant's output is scarce: no more than it has, and no more than the load's stops could take. */
function limitedLoad(schedule: Schedule, code: number, source: number, t: number, wanted: number): number {
  const { model, scratch, stop, length, nextOfTrailer } = schedule;
  const step = schedule.step[code]!;
  const available = model.supply[source * (model.steps + 1) + step]! - scratch.loadedKg[source]!;
  let room = -scratch.loadKg[t]!;
  let shift = (code / LONGEST) | 0;
  let at = code - shift * LONGEST + 1;
  while (shift >= 0) {
    if (at >= length[shift]!) {
      shift = nextOfTrailer[shift]!;
      at = 0;
      continue;
    }
    const next = shift * LONGEST + at;
    const node = stop[next]!;
    if (node < model.sources) break;
    const fits = model.most[node * (model.steps + 1) + schedule.step[next]!]!;
    room += Math.max(0, fits - scratch.delivered[node]!);
    at += 1;
  }
  const load = schedule.frozen[(code / LONGEST) | 0] ? wanted : Math.max(0, Math.min(wanted, available, room));
  scratch.loadedKg[source]! += load;
  return load;
}
