import {
  CLASS_INTS,
  DISTANCES,
  DURATIONS,
  MOST_DISTANCE,
  MOST_TRAVEL,
  arrivingStride,
  classInts,
  leavingStride,
  travel,
} from './data.ts';
import { PLACE, POSITION_INTS, classOf, distanceOf, offsetOf, positions, tasksOf, travelOf } from './routes.ts';

/**
 * Whether limits of travel time and distance are kept with a pickup after one position and its delivery after the same or a
 * later one.
 */
export function keepsTravel(route: i32, first: i32, second: i32, pickup: i32, delivery: i32): bool {
  const base = classOf[route] * CLASS_INTS;
  const seconds = moreBy(classInts[base + DURATIONS], first, second, pickup, delivery);
  if (travelOf[route] + seconds > classInts[base + MOST_TRAVEL]) return false;
  const distances = classInts[base + DISTANCES];
  if (distances < 0) return true;
  const kept = tasksOf[route] > 0 ? distanceOf[route] : endToEnd(route, distances);
  return kept + moreBy(distances, first, second, pickup, delivery) <= classInts[base + MOST_DISTANCE];
}

/** From start to end of an empty route, whose sum of distance is kept as 0. */
function endToEnd(route: i32, matrix: i32): i32 {
  const cell = offsetOf[route] * POSITION_INTS;
  return travel[
    matrix + arrivingStride * positions[cell + POSITION_INTS + PLACE] + leavingStride * positions[cell + PLACE]
  ];
}

function moreBy(matrix: i32, first: i32, second: i32, pickup: i32, delivery: i32): i32 {
  const a = positions[first * POSITION_INTS + PLACE];
  const b = positions[(first + 1) * POSITION_INTS + PLACE];
  const c = positions[second * POSITION_INTS + PLACE];
  const d = positions[(second + 1) * POSITION_INTS + PLACE];
  const toPickup = entry(matrix, a, pickup);
  if (first === second) {
    return toPickup + entry(matrix, pickup, delivery) + entry(matrix, delivery, d) - entry(matrix, a, b);
  }
  const more = toPickup + entry(matrix, pickup, b) - entry(matrix, a, b);
  return more + entry(matrix, c, delivery) + entry(matrix, delivery, d) - entry(matrix, c, d);
}

function entry(matrix: i32, from: i32, to: i32): i32 {
  return travel[matrix + arrivingStride * to + leavingStride * from];
}
