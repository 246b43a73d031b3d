import { Floats, Ints, newFloats, newInts, toFloat } from '../base/memory.ts';
import { random, randomBelow } from '../base/random.ts';
import { DELIVERY, closes, opens, roleOf, visits } from './data.ts';
import { demands, remoteness } from './keys.ts';
import { removed, removedCount } from './ruin.ts';

/** Tasks to put in, in the order in which they go in: jobs, and shipments by their pickups. */
export let order: Ints = newInts(0);
export let orderCount: i32 = 0;
let key: Floats = newFloats(0);
let draws: i32 = 11;

export function prepareOrder(hasWindows: i32): void {
  draws = hasWindows !== 0 ? 17 : 11;
  order = newInts(visits);
  key = newFloats(visits);
}

/**
 * Puts the tasks that were taken out into an order drawn anew: the paper's, with its weights (random 4, demand 4, far 2, close 1;
 * with windows: length 2, start 2, end 2).
 */
export function drawOrder(): void {
  orderCount = 0;
  for (let index = 0; index < removedCount; index++) {
    const visit = removed[index];
    if (roleOf[visit] === DELIVERY) continue;
    order[orderCount] = visit;
    orderCount += 1;
  }
  const draw = randomBelow(draws);
  for (let index = 0; index < orderCount; index++) {
    const visit = order[index];
    if (draw < 4) key[index] = random();
    else if (draw < 8) key[index] = -demands[visit];
    else if (draw < 10) key[index] = -remoteness[visit];
    else if (draw < 11) key[index] = remoteness[visit];
    else if (draw < 13) key[index] = toFloat(closes[visit] - opens[visit]);
    else if (draw < 15) key[index] = toFloat(opens[visit]);
    else key[index] = -toFloat(closes[visit]);
  }
  sortByKey();
}

function sortByKey(): void {
  for (let index = 1; index < orderCount; index++) {
    const visit = order[index];
    const value = key[index];
    let write = index;
    while (write > 0 && key[write - 1] > value) {
      order[write] = order[write - 1];
      key[write] = key[write - 1];
      write -= 1;
    }
    order[write] = visit;
    key[write] = value;
  }
}
