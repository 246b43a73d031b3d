import { goOnAt, journeyUntil, visit } from './journey.ts';
import { CLOCK, EARLIEST, LATEST, LATEST_ARRIVAL, nodes, PLACE, WARP_AFTER, WARP_UNTIL } from './nodes.ts';
import { limited, travel, width } from './problem.ts';

/** Warp (and excess of duration) of a route that comes as far as `from`, serves up to two others (−1: none) and goes on at `to`. */
export function warpThrough(from: i32, first: i32, second: i32, to: i32): i32 {
  if (limited) return lateThrough(from, first, second, to);
  const records = nodes;
  let clock = records[(from << 4) + CLOCK];
  let warp = records[(from << 4) + WARP_UNTIL];
  let row = records[(from << 4) + PLACE] * width;
  if (first >= 0) {
    clock += travel[row + first];
    if (clock < records[(first << 4) + EARLIEST]) clock = records[(first << 4) + EARLIEST];
    const late = clock - records[(first << 4) + LATEST];
    if (late > 0) {
      warp += late;
      clock -= late;
    }
    row = first * width;
  }
  if (second >= 0) {
    clock += travel[row + second];
    if (clock < records[(second << 4) + EARLIEST]) clock = records[(second << 4) + EARLIEST];
    const late = clock - records[(second << 4) + LATEST];
    if (late > 0) {
      warp += late;
      clock -= late;
    }
    row = second * width;
  }
  const late = clock + travel[row + records[(to << 4) + PLACE]] - records[(to << 4) + LATEST_ARRIVAL];
  return late > 0 ? warp + records[(to << 4) + WARP_AFTER] + late : warp + records[(to << 4) + WARP_AFTER];
}

function lateThrough(from: i32, first: i32, second: i32, to: i32): i32 {
  journeyUntil(from);
  if (first >= 0) visit(first);
  if (second >= 0) visit(second);
  return goOnAt(to);
}
