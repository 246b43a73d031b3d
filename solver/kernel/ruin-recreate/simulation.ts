import { Floats, Ints, newFloats, newInts, toFloat } from '../base/memory.ts';
import {
  BREAKS,
  CLASS_INTS,
  CLOSES,
  DURATIONS,
  END,
  MOST_DURATION,
  OPENS,
  RELOAD,
  START,
  TYPE,
  arrivingStride,
  classInts,
  delivers,
  dimensions,
  earliestStart,
  gains,
  latenessRate,
  leavingStride,
  placeOf,
  roleOf,
  serviceOf,
  setupOf,
  softCloses,
  stops,
  travel,
  visits,
} from './data.ts';
import {
  breaksAllow,
  driveAs,
  driveLeg,
  legDriven,
  legTime,
  prepareDriving,
  record,
  restSeconds,
  restsAreDue,
  takeRest,
} from './driving.ts';

/**
 * Drives a sequence of stops exactly, with breaks, rests and soft lateness. Where to take them is a choice, so that the way to
 * a stop is a set of labels (Irnich & Desaulniers 2005): departure, seconds driven since a rest, breaks taken, price of
 * lateness; labels that another one beats in all of these are dropped.
 */
const MOST_LABELS: i32 = 12;
let labelTime: Ints = newInts(0);
let labelDriven: Ints = newInts(0);
let labelTaken: Ints = newInts(0);
let labelCost: Floats = newFloats(0);
/** How it came about: label before, breaks on the leg × 4 + rest on arrival × 2 + rest before leaving. */
let labelParent: Ints = newInts(0);
let labelChoice: Ints = newInts(0);
let labelCount: Ints = newInts(0);
let loads: Ints = newInts(0);

/** The stops to drive to: whoever simulates writes them here. */
export let sequence: Ints = newInts(0);
/** Times of the last recorded drive, by position: arrival and start of service. */
export let arrivals: Ints = newInts(0);
export let starts: Ints = newInts(0);
/** Price of lateness of the last drive. */
export let drivenCost: f64 = 0;

let which: i32 = 0;
let breaks: i32 = 0;
/** Node of the end, and the label there, of the last drive. */
let ending: i32 = 0;
let chosen: i32 = 0;

/** @param longest stops of a sequence at most */
export function prepareSimulation(longest: i32): void {
  const labels = (longest + 2) * MOST_LABELS;
  labelTime = newInts(labels);
  labelDriven = newInts(labels);
  labelTaken = newInts(labels);
  labelCost = newFloats(labels);
  labelParent = newInts(labels);
  labelChoice = newInts(labels);
  labelCount = newInts(longest + 2);
  loads = newInts((longest + 2) * dimensions);
  sequence = newInts(longest + 2);
  arrivals = newInts(longest + 2);
  starts = newInts(longest + 2);
  prepareDriving(2 * longest + 64);
}

/**
 * Drives `count` stops of the sequence from a time on: within the class's longest duration if it can be, then for the least price of
 * lateness, then to the earliest end.
 * @returns the end, or −1 if it can't be done
 */
export function drive(classNumber: i32, count: i32, start: i32): i32 {
  which = classNumber;
  breaks = classInts[which * CLASS_INTS + BREAKS];
  driveAs(which);
  record(false);
  if (breaks > 0) sumLoads(count);
  labelCount[0] = 1;
  labelTime[0] = start;
  labelDriven[0] = 0;
  labelTaken[0] = 0;
  labelCost[0] = 0;
  for (let node = 0; node <= count; node++) {
    labelCount[node + 1] = 0;
    const first = node * MOST_LABELS;
    for (let label = first; label < first + labelCount[node]; label++) leave(node, label, count);
    if (labelCount[node + 1] === 0) return -1;
  }
  ending = count + 1;
  chosen = bestEnd(start + classInts[which * CLASS_INTS + MOST_DURATION]);
  drivenCost = labelCost[chosen];
  return labelTime[chosen];
}

/** The way of the last drive that ends in time and costs least; where none does, the one that ends first. */
function bestEnd(deadline: i32): i32 {
  const first = ending * MOST_LABELS;
  let best: i32 = -1;
  let earliest = first;
  for (let label = first; label < first + labelCount[ending]; label++) {
    if (labelTime[label] < labelTime[earliest]) earliest = label;
    if (labelTime[label] > deadline) continue;
    const isCheaper = best < 0 || labelCost[label] < labelCost[best];
    if (isCheaper || (labelCost[label] === labelCost[best] && labelTime[label] < labelTime[best])) best = label;
  }
  return best < 0 ? earliest : best;
}

/** The earliest end of the last drive in ways that cost less than this; −1 if there is none. */
export function earliestEndBelow(cost: f64): i32 {
  const first = ending * MOST_LABELS;
  let earliest: i32 = -1;
  for (let label = first; label < first + labelCount[ending]; label++) {
    if (labelCost[label] >= cost) continue;
    if (earliest < 0 || labelTime[label] < earliest) earliest = labelTime[label];
  }
  return earliest;
}

function placeAt(node: i32, count: i32): i32 {
  if (node === 0) return classInts[which * CLASS_INTS + START];
  return node > count ? classInts[which * CLASS_INTS + END] : placeOf[sequence[node - 1]];
}

function legAfter(node: i32, count: i32): i32 {
  const matrix = classInts[which * CLASS_INTS + DURATIONS];
  return travel[matrix + arrivingStride * placeAt(node + 1, count) + leavingStride * placeAt(node, count)];
}

/** All ways from a label to the next stop. */
function leave(node: i32, label: i32, count: i32): void {
  const leg = legAfter(node, count);
  const taken = labelTaken[label];
  const least = node === count ? breaks - taken : 0;
  const restChoices = restsAreDue() && labelDriven[label] > 0 ? 2 : 1;
  for (let more = least; more <= breaks - taken; more++) {
    if (more > 0 && !breaksAllow(loads, node * dimensions, taken, more)) break;
    for (let rests = 0; rests < restChoices; rests++) {
      if (!driveLeg(node, labelTime[label], labelDriven[label], leg, taken, more, rests > 0)) continue;
      arrive(node + 1, label, more, rests, count);
    }
  }
}

/** Service at the stop that a leg reached, at once or after a rest there. */
function arrive(node: i32, label: i32, more: i32, rests: i32, count: i32): void {
  const time = legTime;
  const driven = legDriven;
  const taken = labelTaken[label] + more;
  if (node > count) {
    if (time <= classInts[which * CLASS_INTS + CLOSES]) {
      keepLabel(node, time, driven, taken, labelCost[label], label, more * 4 + rests);
    }
    return;
  }
  const start = earliestStart(sequence[node - 1], time);
  if (start < 0) return;
  const waited = restsAreDue() && start - time >= restSeconds();
  serve(node, start, waited ? 0 : driven, taken, label, more * 4 + rests, count);
  if (!restsAreDue() || waited || driven === 0) return;
  const later = earliestStart(sequence[node - 1], time + restSeconds());
  if (later >= 0) serve(node, later, 0, taken, label, more * 4 + 2 + rests, count);
}

function serve(node: i32, start: i32, driven: i32, taken: i32, label: i32, choice: i32, count: i32): void {
  const stop = sequence[node - 1];
  const late = start - softCloses[stop];
  const cost = labelCost[label] + (late > 0 ? latenessRate[stop] * toFloat(late) : 0);
  keepLabel(node, start + taskSeconds(node, count), driven, taken, cost, label, choice);
}

function taskSeconds(node: i32, count: i32): i32 {
  const cell = classInts[which * CLASS_INTS + TYPE] * stops + sequence[node - 1];
  return serviceOf[cell] + (placeAt(node - 1, count) === placeAt(node, count) ? 0 : setupOf[cell]);
}

/** Adds a label to a node unless another one there is as good in all; drops those that it beats. */
function keepLabel(node: i32, time: i32, driven: i32, taken: i32, cost: f64, parent: i32, choice: i32): void {
  const first = node * MOST_LABELS;
  let write = first;
  const end = first + labelCount[node];
  for (let label = first; label < end; label++) {
    const isNoWorse = labelTime[label] <= time && labelDriven[label] <= driven;
    if (isNoWorse && labelTaken[label] >= taken && labelCost[label] <= cost) return;
    const isBeaten = time <= labelTime[label] && driven <= labelDriven[label];
    if (isBeaten && taken >= labelTaken[label] && cost <= labelCost[label]) continue;
    if (write !== label) copyLabel(label, write);
    write += 1;
  }
  if (write === first + MOST_LABELS) write -= 1;
  labelTime[write] = time;
  labelDriven[write] = driven;
  labelTaken[write] = taken;
  labelCost[write] = cost;
  labelParent[write] = parent;
  labelChoice[write] = choice;
  labelCount[node] = write - first + 1;
}

function copyLabel(from: i32, to: i32): void {
  labelTime[to] = labelTime[from];
  labelDriven[to] = labelDriven[from];
  labelTaken[to] = labelTaken[from];
  labelCost[to] = labelCost[from];
  labelParent[to] = labelParent[from];
  labelChoice[to] = labelChoice[from];
}

/** On board after the start and after each stop. */
function sumLoads(count: i32): void {
  for (let dimension = 0; dimension < dimensions; dimension++) {
    let load = loadedFrom(0, count, dimension);
    loads[dimension] = load;
    for (let node = 1; node <= count; node++) {
      const stop = sequence[node - 1];
      if (stop >= visits) load = loadedFrom(node, count, dimension);
      else load += gains[stop * dimensions + dimension];
      loads[node * dimensions + dimension] = load;
    }
  }
}

function loadedFrom(first: i32, count: i32, dimension: i32): i32 {
  let load: i32 = 0;
  for (let index = first; index < count && roleOf[sequence[index]] !== RELOAD; index++) {
    load += delivers[sequence[index] * dimensions + dimension];
  }
  return load;
}

/** Earliest departure after a position in the last drive: a bound for whatever is put in after it. */
export function earliestAfter(node: i32): i32 {
  let least: i32 = 0x3fffffff;
  const first = node * MOST_LABELS;
  for (let label = first; label < first + labelCount[node]; label++) {
    if (labelTime[label] < least) least = labelTime[label];
  }
  return least;
}

/** Writes down times, breaks and rests of the last drive. */
export function recount(count: i32): void {
  for (let node = count + 1, label = chosen; node > 0; node--) {
    labelCount[node] = label;
    label = labelParent[label];
  }
  record(true);
  let label: i32 = 0;
  for (let node = 1; node <= count + 1; node++) {
    const next = labelCount[node];
    const choice = labelChoice[next];
    const leg = legAfter(node - 1, count);
    driveLeg(node - 1, labelTime[label], labelDriven[label], leg, labelTaken[label], choice >> 2, (choice & 1) > 0);
    if ((choice & 2) > 0) takeRest();
    arrivals[node - 1] = legTime;
    starts[node - 1] = node > count ? legTime : earliestStart(sequence[node - 1], legTime);
    label = next;
  }
}

export function opensOf(classNumber: i32): i32 {
  return classInts[classNumber * CLASS_INTS + OPENS];
}
