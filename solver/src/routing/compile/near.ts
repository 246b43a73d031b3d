import { classInts, column } from './classes.ts';
import type { RoutingModel } from './model.ts';

/** Lists longer than this cost memory and time at thousands of visits and change no result. */
const MOST_ENTRIES = 800_000;

/**
 * The nearest visits of each visit by travel time there and back, its shipment's other end left out.
 * Ties are in order of the visits.
 */
export function nearestVisits(model: RoutingModel): { near: Int32Array; nearCount: number } {
  const { visits } = model;
  const nearCount = Math.max(0, Math.min(visits - 1, Math.max(40, Math.floor(MOST_ENTRIES / Math.max(1, visits)))));
  const near = new Int32Array(visits * nearCount).fill(-1);
  const distances = new Float64Array(visits);
  const order = new Int32Array(visits);
  for (let visit = 0; visit < visits; visit++) {
    measure(model, visit, distances);
    const count = selectNearest(distances, order, visit, nearCount);
    order.subarray(0, count).sort((left, right) => distances[left]! - distances[right]! || left - right);
    near.set(order.subarray(0, Math.min(count, nearCount)), visit * nearCount);
  }
  return { near, nearCount };
}

function measure(model: RoutingModel, visit: number, distances: Float64Array): void {
  const { places, travel } = model;
  const matrix = model.classInts[column.durations]!;
  const place = model.place[visit]!;
  for (let other = 0; other < model.visits; other++) {
    const there = model.place[other]!;
    const out = travel[matrix + place * places + there]!;
    distances[other] = model.symmetric ? 2 * out : out + travel[matrix + there * places + place]!;
  }
}

/** Indices of at least the `count` least entries but `left`, by a limit that halving a range finds. */
function selectNearest(distances: Float64Array, order: Int32Array, left: number, count: number): number {
  let limit = Infinity;
  if (count < distances.length - 1) {
    let low = 0;
    let high = distances.reduce((most, distance) => Math.max(most, distance), 0);
    for (let round = 0; round < 12 && high - low > 1; round++) {
      const middle = Math.floor((low + high) / 2);
      let within = 0;
      for (let other = 0; other < distances.length; other++) if (distances[other]! <= middle) within++;
      if (within > count) high = middle;
      else low = middle;
    }
    limit = high;
  }
  let selected = 0;
  for (let other = 0; other < distances.length; other++) {
    if (other !== left && distances[other]! <= limit) order[selected++] = other;
  }
  return selected;
}

/** Column of a class's start place, for those who order by distance from it. */
export function startOfClass(model: RoutingModel, which: number): number {
  return model.classInts[which * classInts + column.start]!;
}
