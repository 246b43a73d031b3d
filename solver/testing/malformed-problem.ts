import { type Draw, drawFrom, randomProblem } from './random-problem.ts';

type Json = unknown;

/** Values that stand where others should: of each type, and numbers at every edge. */
const strangers: Json[] = [
  null,
  true,
  false,
  '',
  'x',
  '12',
  [],
  {},
  [[]],
  [null],
  { id: 1 },
  [0, 0],
  [9, 3],
  0,
  -1,
  1,
  0.5,
  -0,
  1e9,
  1e10,
  1e300,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 31),
  Number.NaN,
  Infinity,
  -Infinity,
  '🚚',
  '__proto__',
  Number.MIN_VALUE,
  new Int32Array(4),
  [1, 2, 3],
];

const keys = [
  'id',
  'time_windows',
  'timewindow',
  'location',
  'location_index',
  'skills',
  'capacity',
  'steps',
  '__proto__',
  'toString',
  'matrix',
  'amount',
];

/** A problem that one to four slips have been made in; some of them leave it a sound one. */
export function malformedProblem(seed: number): Json {
  const draw = drawFrom(seed ^ 0x5bd1e995);
  const problem: Json = structuredClone(randomProblem(seed));
  if (draw.chance(0.02)) return draw.one(strangers);
  const root = { problem };
  for (let slips = draw.whole(1, 4); slips > 0; slips -= 1) slip(draw, pick(draw, root));
  return root.problem;
}

type Spot = { holder: Record<string, Json> | Json[]; key: string | number };

/** A member somewhere in the tree; deep ones as likely as shallow ones. */
function pick(draw: Draw, root: { problem: Json }): Spot {
  let spot: Spot = { holder: root, key: 'problem' };
  for (let depth = draw.whole(1, 7); depth > 0; depth -= 1) {
    const inner = valueAt(spot);
    if (typeof inner !== 'object' || inner === null || ArrayBuffer.isView(inner)) break;
    const members = Object.keys(inner);
    if (members.length === 0) break;
    const key = draw.one(members);
    spot = { holder: inner as Spot['holder'], key: Array.isArray(inner) ? Number(key) : key };
  }
  return spot;
}

function valueAt({ holder, key }: Spot): Json {
  return (holder as Record<string | number, Json>)[key];
}

function put({ holder, key }: Spot, value: Json): void {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}

function slip(draw: Draw, spot: Spot): void {
  const value = valueAt(spot);
  const kind = draw.whole(0, 9);
  if (kind <= 2) put(spot, draw.one(strangers));
  else if (kind === 3) remove(spot);
  else if (kind === 4 && Array.isArray(spot.holder)) spot.holder.push(structuredClone(value));
  else if (kind === 5 && typeof value === 'object' && value !== null)
    put(
      { holder: value as Spot['holder'], key: Array.isArray(value) ? value.length : draw.one(keys) },
      draw.one(strangers),
    );
  else if (kind === 6 && Array.isArray(value)) value.reverse();
  else if (kind === 7 && Array.isArray(value)) value.length = draw.whole(0, value.length);
  else if (typeof value === 'number') put(spot, draw.one([-value, value + 1, value * 10, value / 3, value * 1e6, -1]));
  else put(spot, draw.one(strangers));
}

function remove({ holder, key }: Spot): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}
