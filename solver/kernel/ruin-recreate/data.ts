import { Floats, Ints, newFloats, newInts } from '../base/memory.ts';

/**
 * The problem, as the host lays it down once before the search.
 *
 * A stop is a visit (job, pickup or delivery: 0 … visits − 1) or a way to reload (visits … stops − 1; one may stand in many
 * routes). Vehicles alike in everything are a class; each vehicle is a slot, the slots of a class follow each other.
 * Times are seconds from the problem's origin, below 2^30.
 */
export let visits: i32 = 0;
export let stops: i32 = 0;
export let places: i32 = 0;
export let classes: i32 = 0;
export let slots: i32 = 0;
/** Stops that all routes together may have, at most: each visit once, and a reload for each and for each that a plan given names. */
export let mostStops: i32 = 0;
export let dimensions: i32 = 0;

/**
 * A job, or one end of a shipment, or a reload, or the delivery of a shipment that is on board already: its pickup is locked, so that it
 * goes in alone, like a job, but before any reload.
 */
export const JOB: i32 = 0;
export const PICKUP: i32 = 1;
export const DELIVERY: i32 = 2;
export const RELOAD: i32 = 3;
export const DROP: i32 = 4;

export let roleOf: Ints = newInts(0);
export let placeOf: Ints = newInts(0);
/** Opening of the first window and closing of the last one, lateness allowed included. */
export let opens: Ints = newInts(0);
export let closes: Ints = newInts(0);
/** Windows of stop s: from firstWindow[s] to firstWindow[s + 1], each [opens, closes] in `windows`. */
export let firstWindow: Ints = newInts(0);
export let windows: Ints = newInts(0);
/** By vehicle type and stop. */
export let serviceOf: Ints = newInts(0);
export let setupOf: Ints = newInts(0);
/** By stop and dimension: what a job takes from the vehicle that was loaded at the trip's start. */
export let delivers: Ints = newInts(0);
/** By stop and dimension: load after minus load before. */
export let gains: Ints = newInts(0);
/** The other end of a shipment, or −1: also of one that is on board. */
export let partnerOf: Ints = newInts(0);
/** Slot that served it in the plan to start from, or −1. */
export let homeOf: Ints = newInts(0);
/** The only slot that may serve it, or −1. */
export let boundTo: Ints = newInts(0);
/** Price of leaving a task out (at its job or pickup), and of each second that service starts after the last window. */
export let absencePrice: Floats = newFloats(0);
export let latenessRate: Floats = newFloats(0);
/** Closing of the last window without the lateness allowed. */
export let softCloses: Ints = newInts(0);
/** Price of a task whose home is another slot than the one that serves it. */
export let changePrice: f64 = 0;

/** By class and visit: 1 if it may serve it. */
export let allowed: Ints = newInts(0);
/** By class and dimension. */
export let capacities: Ints = newInts(0);

/** What `classInts` holds of each class. */
export const START: i32 = 0;
export const END: i32 = 1;
export const OPENS: i32 = 2;
export const CLOSES: i32 = 3;
export const TYPE: i32 = 4;
/** Index of the first entry of its matrix of durations, costs (or −1) and distances (or −1) in `travel`. */
export const DURATIONS: i32 = 5;
export const COSTS: i32 = 6;
export const DISTANCES: i32 = 7;
export const MOST_TASKS: i32 = 8;
export const MOST_TRAVEL: i32 = 9;
export const MOST_DISTANCE: i32 = 10;
export const MOST_DURATION: i32 = 11;
export const FIRST_SLOT: i32 = 12;
export const SLOTS: i32 = 13;
export const FIRST_RELOAD: i32 = 14;
export const RELOADS: i32 = 15;
export const MOST_RELOADS: i32 = 16;
export const FIRST_BREAK: i32 = 17;
export const BREAKS: i32 = 18;
export const DRIVING: i32 = 19;
export const REST: i32 = 20;
/**
 * 1: constant-time checks of one window, sums of load and durations decide, and costs follow durations; LIMITED: so do limits of
 * travel and duration.
 */
export const PLAIN: i32 = 21;
export const LIMITED: i32 = 2;
/** 1: only a simulation of the route decides. */
export const SIMULATED: i32 = 22;
export const CLASS_INTS: i32 = 24;
export let classInts: Ints = newInts(0);

/** What `classFloats` holds of each class. */
export const TIME_RATE: i32 = 0;
export const COST_RATE: i32 = 1;
export const FIXED: i32 = 2;
export const TASK_RATE: i32 = 3;
export const CLASS_FLOATS: i32 = 4;
export let classFloats: Floats = newFloats(0);

/** Breaks: opens, closes, service, and the index of its most loads in `breakLoads` (or −1). */
export const BREAK_INTS: i32 = 4;
export let breakInts: Ints = newInts(0);
export let breakLoads: Ints = newInts(0);

/** Square matrices one after the other: from row to column. */
export let travel: Ints = newInts(0);
/** A leg a → b of a matrix lies at arriving · b + leaving · a as well: (places, 1) where symmetric, else (1, places). */
export let arrivingStride: i32 = 0;
export let leavingStride: i32 = 0;

/** Loads need a look at each position: there are pickups together with deliveries, shipments or reloads. */
export let positionLoads: i32 = 0;
/** Some stop has several windows; some has a setup time; some class a limit of duration. */
export let severalWindows: i32 = 0;
export let setups: i32 = 0;
export let durationLimits: i32 = 0;

export function setSizes(
  visitCount: i32,
  stopCount: i32,
  placeCount: i32,
  classCount: i32,
  slotCount: i32,
  most: i32,
): void {
  mostStops = most;
  visits = visitCount;
  stops = stopCount;
  places = placeCount;
  classes = classCount;
  slots = slotCount;
}

export function setStops(role: Ints, place: Ints, open: Ints, close: Ints, first: Ints, all: Ints): void {
  roleOf = role;
  placeOf = place;
  opens = open;
  closes = close;
  firstWindow = first;
  windows = all;
}

export function setTimes(service: Ints, setup: Ints): void {
  serviceOf = service;
  setupOf = setup;
}

export function setLoads(dimensionCount: i32, deliver: Ints, gain: Ints, capacity: Ints): void {
  dimensions = dimensionCount;
  delivers = deliver;
  gains = gain;
  capacities = capacity;
}

export function setTasks(partner: Ints, home: Ints, bound: Ints, absence: Floats, change: f64): void {
  partnerOf = partner;
  homeOf = home;
  boundTo = bound;
  absencePrice = absence;
  changePrice = change;
}

export function setLateness(rate: Floats, closing: Ints): void {
  latenessRate = rate;
  softCloses = closing;
}

export function setClasses(ints: Ints, floats: Floats, allows: Ints, breaks: Ints, loads: Ints): void {
  classInts = ints;
  classFloats = floats;
  allowed = allows;
  breakInts = breaks;
  breakLoads = loads;
}

export function setTravel(matrices: Ints, symmetric: i32): void {
  travel = matrices;
  arrivingStride = symmetric !== 0 ? places : 1;
  leavingStride = symmetric !== 0 ? 1 : places;
}

export function setFeatures(loads: i32, several: i32, setup: i32, durations: i32): void {
  positionLoads = loads;
  severalWindows = several;
  setups = setup;
  durationLimits = durations;
}

/** When service may start at the earliest from `time` on, or −1. */
export function earliestStart(stop: i32, time: i32): i32 {
  if (severalWindows === 0) {
    const from = opens[stop];
    return time > closes[stop] ? -1 : time > from ? time : from;
  }
  const end = firstWindow[stop + 1];
  for (let window = firstWindow[stop]; window < end; window++) {
    if (time <= windows[2 * window + 1]) return time > windows[2 * window] ? time : windows[2 * window];
  }
  return -1;
}

/** When service may start at the latest up to `time`, or −1. */
export function latestStart(stop: i32, time: i32): i32 {
  if (severalWindows === 0) {
    const to = closes[stop];
    return time < opens[stop] ? -1 : time < to ? time : to;
  }
  const first = firstWindow[stop];
  for (let window = firstWindow[stop + 1] - 1; window >= first; window--) {
    if (time >= windows[2 * window]) return time < windows[2 * window + 1] ? time : windows[2 * window + 1];
  }
  return -1;
}
