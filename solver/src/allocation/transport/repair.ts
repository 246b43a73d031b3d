import { type Basis, settle } from './basis.ts';
import { exchange } from './pivot.ts';

/** Which way goods are to cross the border of a part of the tree. */
export type Way = 'inward' | 'outward';

/**
 * Sends units between the root and a node through the tree and keeps the prices right: where an arc blocks, the arc that may take
 * its place at least cost comes in (dual simplex, one right-hand side at a time). False when no way is left.
 */
export function carry(basis: Basis, node: number, units: number, way: Way): boolean {
  let left = units;
  for (let rounds = basis.nodeCount + basis.arcCount; left > 0; rounds -= 1) {
    const { room, blocked } = findRoom(basis, node, left, way);
    if (room > 0) push(basis, node, room, way);
    left -= room;
    if (left > 0 && (rounds === 0 || !replaceAbove(basis, blocked, way))) return false;
  }
  return true;
}

/** Takes the arc above `below` out of the tree; the cheapest arc that goods may cross the border by comes in. */
export function replaceAbove(basis: Basis, below: number, way: Way): boolean {
  const { tail, head, flow, state, parentArc } = basis;
  const isInside = markBelow(basis, below);
  const entering = findCrossing(basis, isInside, way);
  if (entering < 0) return false;
  const leaving = parentArc[below]!;
  state[leaving] = flow[leaving] === 0 ? 1 : -1;
  const headIsInside = isInside[head[entering]!] === 1;
  exchange(
    basis,
    entering,
    below,
    headIsInside ? head[entering]! : tail[entering]!,
    headIsInside ? tail[entering]! : head[entering]!,
  );
  return true;
}

function roomAbove({ tail, flow, capacity, parentArc }: Basis, node: number, way: Way): number {
  const arc = parentArc[node]!;
  return (tail[arc] === node) === (way === 'outward') ? capacity[arc]! - flow[arc]! : flow[arc]!;
}

function findRoom(basis: Basis, start: number, wanted: number, way: Way): { room: number; blocked: number } {
  let room = wanted;
  let blocked = -1;
  for (let node = start; node !== basis.nodeCount; node = basis.parent[node]!) {
    const here = roomAbove(basis, node, way);
    if (here >= room) continue;
    room = here;
    blocked = node;
  }
  return { room, blocked };
}

function push({ tail, flow, parent, parentArc, nodeCount }: Basis, start: number, units: number, way: Way): void {
  for (let node = start; node !== nodeCount; node = parent[node]!) {
    const arc = parentArc[node]!;
    flow[arc] = (tail[arc] === node) === (way === 'outward') ? flow[arc]! + units : flow[arc]! - units;
  }
}

/** The arc across the border, with room the given way, that changes the prices least. */
function findCrossing(basis: Basis, isInside: Uint8Array, way: Way): number {
  const { tail, head, cost, capacity, price, state } = basis;
  const arcs = tail.length;
  let best = Infinity;
  let entering = -1;
  for (let arc = 0; arc < arcs; arc += 1) {
    const from = isInside[tail[arc]!]!;
    if (from === isInside[head[arc]!]!) continue;
    const bound = state[arc]!;
    if (bound === 0 || capacity[arc] === 0) continue;
    const leadsOut = (from === 1) === (bound === 1);
    if (leadsOut !== (way === 'outward')) continue;
    const reduced = bound * (cost[arc]! + price[tail[arc]!]! - price[head[arc]!]!);
    if (reduced < best) {
      best = reduced;
      entering = arc;
    }
  }
  return entering;
}

/** Marks what hangs below `top`, itself included, and settles all prices on the way. */
function markBelow(basis: Basis, top: number): Uint8Array {
  const { nodeCount, parent, firstChild, nextSibling, isLoose, stack } = basis;
  const isInside = new Uint8Array(nodeCount + 1);
  isInside[top] = 1;
  stack[0] = top;
  for (let height = 1; height > 0;) {
    height -= 1;
    for (let child = firstChild[stack[height]!]!, at = height; child >= 0; child = nextSibling[child]!, at += 1) {
      isInside[child] = 1;
      stack[at] = child;
      height = at + 1;
    }
  }
  for (let node = 0; node < nodeCount; node += 1) {
    if (isLoose[node] === 0) continue;
    settle(basis, node);
    if (node !== top) isInside[node] = isInside[parent[node]!]!;
  }
  return isInside;
}
