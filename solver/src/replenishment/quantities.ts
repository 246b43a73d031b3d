import { LONGEST, type Schedule } from './schedule.ts';

const TINY = 1e-6;

/**
 * Decides how much is loaded and delivered, with all times known: in the order of time, trailers load full; each drop is
 * as large as tank and trailer allow, but leaves what the later stops of the same load need until their next visit.
 * Fills `figures`: a tank that would fall below its safety level, an order not met and a drop below the minimum are
 * short. After the idea of two decoders, times first and quantities second (Kheiri, Transp. Sci. 54(2), 2020).
 */
export function decideQuantities(schedule: Schedule): void {
  const { model, changedEvents, changedEventCount, quantity, stop, trailer, frozen, figures, scratch } = schedule;
  const { sources, least, most, smallestDrop, trailerCapacity, steps } = model;
  const { delivered, loadKg, nextStep, reserve, shortFrom, shortDelivered } = scratch;
  findNextVisits(schedule);
  delivered.fill(0);
  loadKg.set(model.trailerInitial);
  if (model.scarce) scratch.loadedKg.fill(0);
  const row = steps + 1;
  let [deliveredKg, shortKg, shortCases] = [0, figures.shortKg, figures.shortCases];
  for (let index = 0; index < changedEventCount; index += 1) {
    const code = changedEvents[index]!;
    const slot = (code / LONGEST) | 0;
    const node = stop[code]!;
    const t = trailer[slot]!;
    if (node < sources) {
      reserveForTrip(schedule, slot, code - slot * LONGEST + 1);
      const wanted = frozen[slot] ? -quantity[code]! : trailerCapacity[t]! - loadKg[t]!;
      quantity[code] = -(model.scarce ? limitedLoad(schedule, code, node, t, wanted) : wanted);
      loadKg[t]! -= quantity[code]!;
      continue;
    }
    if (code === slot * LONGEST) reserveForTrip(schedule, slot, 0);
    const next = nextStep[code]!;
    const step = (schedule.arrival[code]! / model.stepMinutes) | 0;
    const before = delivered[node]!;
    let drop = quantity[code]!;
    if (!frozen[slot]) {
      const need = Math.max(smallestDrop[node]!, least[node * row + next]! - before);
      const room = most[node * row + step]! - before;
      drop = Math.min(room, loadKg[t]!, Math.max(need, loadKg[t]! - reserve[code]!));
      if (drop < smallestDrop[node]! - TINY) {
        if (drop < 0) drop = 0;
        shortKg += smallestDrop[node]! - drop;
        shortCases += 1;
      }
      quantity[code] = drop;
    }
    loadKg[t]! -= drop;
    deliveredKg += drop;
    const after = (delivered[node] = before + drop);
    const missing = least[node * row + next]! - after;
    if (missing > TINY) {
      shortKg += missing;
      shortCases += 1;
      if (shortFrom[node]! < 0) {
        shortFrom[node] = step;
        shortDelivered[node] = after;
      }
    }
  }
  figures.deliveredKg = deliveredKg;
  figures.shortKg = shortKg;
  figures.shortCases = shortCases;
}

/** For each stop the step of the next visit to the same sink; what is short before the first visits. */
function findNextVisits(schedule: Schedule): void {
  const { model, changedEvents, changedEventCount, stop, arrival, figures, scratch } = schedule;
  const { nextStep, sinkNext } = scratch;
  const { sources, nodes, least, steps, stepMinutes } = model;
  sinkNext.fill(steps);
  for (let index = changedEventCount - 1; index >= 0; index -= 1) {
    const code = changedEvents[index]!;
    const node = stop[code]!;
    nextStep[code] = sinkNext[node]!;
    sinkNext[node] = (arrival[code]! / stepMinutes) | 0;
  }
  scratch.shortFrom.fill(-1);
  let [shortKg, shortCases] = [0, 0];
  for (let node = sources; node < nodes; node += 1) {
    const missing = least[node * (steps + 1) + sinkNext[node]!]!;
    if (missing > TINY) {
      shortKg += missing;
      shortCases += 1;
      scratch.shortFrom[node] = 0;
      scratch.shortDelivered[node] = 0;
    }
  }
  figures.shortKg = shortKg;
  figures.shortCases = shortCases;
}

/** What the stops of a load need behind each of them, from position `from` to the next source, over shifts. */
function reserveForTrip(schedule: Schedule, slot: number, from: number): void {
  const { model, stop, length, nextOfTrailer, arrival, scratch } = schedule;
  const { sources, least, most, smallestDrop, steps, stepMinutes } = model;
  const { delivered, nextStep, reserve, need, tripCode } = scratch;
  let [count, shift, at] = [0, slot, from];
  while (count < LONGEST) {
    if (at >= length[shift]!) {
      shift = nextOfTrailer[shift]!;
      if (shift < 0) break;
      at = 0;
      continue;
    }
    const code = shift * LONGEST + at;
    const node = stop[code]!;
    if (node < sources) break;
    const row = node * (steps + 1);
    const before = delivered[node]!;
    const room = most[row + ((arrival[code]! / stepMinutes) | 0)]! - before;
    need[count] = Math.max(0, Math.min(room, Math.max(smallestDrop[node]!, least[row + nextStep[code]!]! - before)));
    tripCode[count] = code;
    count += 1;
    at += 1;
  }
  let behind = 0;
  for (let index = count - 1; index >= 0; index -= 1) {
    reserve[tripCode[index]!] = behind;
    behind += need[index]!;
  }
}

/** Where a plant's output is scarce: no more than it has, and no more than the load's stops could take. */
function limitedLoad(schedule: Schedule, code: number, source: number, t: number, wanted: number): number {
  const { model, scratch, arrival, stop, length, nextOfTrailer } = schedule;
  const step = (arrival[code]! / model.stepMinutes) | 0;
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
    room += Math.max(
      0,
      model.most[node * (model.steps + 1) + ((arrival[next]! / model.stepMinutes) | 0)]! - scratch.delivered[node]!,
    );
    at += 1;
  }
  const load = schedule.frozen[(code / LONGEST) | 0] ? wanted : Math.max(0, Math.min(wanted, available, room));
  scratch.loadedKg[source]! += load;
  return load;
}
