import { attach, type Basis, detach, settle } from './basis.ts';

/**
 * Brings one arc into the tree: sends as much as fits round the cycle that it closes, and lets the arc that blocks leave. Of
 * several that block, the last one along the cycle as seen from its top leaves; so every node can always send a little to the
 * root, and no sequence of pivots without progress can repeat (Cunningham, Mathematical Programming 11, 1976).
 * False when nothing blocks: the cycle is without bound.
 */
export function pivot(basis: Basis, entering: number): boolean {
  const { tail, head, capacity, flow, state, parent, parentArc, depth } = basis;
  const isForward = state[entering]! > 0;
  const from = isForward ? tail[entering]! : head[entering]!;
  const to = isForward ? head[entering]! : tail[entering]!;
  settle(basis, from);
  settle(basis, to);
  let amount = capacity[entering]!;
  let leaving = -1;
  let leavesBehindFrom = false;
  let left = from;
  let right = to;
  while (left !== right) {
    if (depth[left]! >= depth[right]!) {
      const arc = parentArc[left]!;
      const room = tail[arc] === left ? flow[arc]! : capacity[arc]! - flow[arc]!;
      if (room < amount) {
        amount = room;
        leaving = left;
        leavesBehindFrom = true;
      }
      left = parent[left]!;
    } else {
      const arc = parentArc[right]!;
      const room = tail[arc] === right ? capacity[arc]! - flow[arc]! : flow[arc]!;
      if (room <= amount) {
        amount = room;
        leaving = right;
        leavesBehindFrom = false;
      }
      right = parent[right]!;
    }
  }
  if (amount === Infinity) return false;
  if (amount > 0) pushRound(basis, entering, from, to, left, isForward ? amount : -amount);
  basis.pivots += 1;
  if (leaving < 0) {
    state[entering] = isForward ? -1 : 1;
    flow[entering] = isForward ? capacity[entering]! : 0;
    return true;
  }
  const arc = parentArc[leaving]!;
  const drains = (tail[arc] === leaving) === leavesBehindFrom;
  state[arc] = drains ? 1 : -1;
  flow[arc] = drains ? 0 : capacity[arc]!;
  if (leavesBehindFrom) exchange(basis, entering, leaving, from, to);
  else exchange(basis, entering, leaving, to, from);
  return true;
}

/** Sends along the entering arc and back through the tree, whose top on the cycle is `top`. */
function pushRound(basis: Basis, entering: number, from: number, to: number, top: number, along: number): void {
  const { tail, flow, parent, parentArc } = basis;
  const amount = Math.abs(along);
  flow[entering] = flow[entering]! + along;
  for (let node = from; node !== top; node = parent[node]!) {
    const arc = parentArc[node]!;
    flow[arc] = tail[arc] === node ? flow[arc]! - amount : flow[arc]! + amount;
  }
  for (let node = to; node !== top; node = parent[node]!) {
    const arc = parentArc[node]!;
    flow[arc] = tail[arc] === node ? flow[arc]! + amount : flow[arc]! - amount;
  }
}

/**
 * Swaps the arc above `leaving` for `entering` in the tree. `inside` is the end of `entering` that lies below `leaving`: that part
 * is hung up again by it on `outside`, and its prices shift by one and the same amount.
 */
export function exchange(basis: Basis, entering: number, leaving: number, inside: number, outside: number): void {
  const { tail, head, cost, price, state, parent, parentArc } = basis;
  const reduced = cost[entering]! + price[tail[entering]!]! - price[head[entering]!]!;
  state[entering] = 0;
  let node = inside;
  let above = outside;
  let arc = entering;
  for (;;) {
    const oldParent = parent[node]!;
    const oldArc = parentArc[node]!;
    detach(basis, node);
    attach(basis, node, above, arc);
    if (node === leaving) break;
    above = node;
    arc = oldArc;
    node = oldParent;
  }
  if (basis.isLoose[inside] === 0) shiftBelow(basis, inside, head[entering] === inside ? reduced : -reduced);
}

function shiftBelow(basis: Basis, top: number, shift: number): void {
  const { parent, firstChild, nextSibling, depth, price, stack } = basis;
  price[top] = price[top]! + shift;
  depth[top] = depth[parent[top]!]! + 1;
  stack[0] = top;
  for (let height = firstChild[top]! < 0 ? 0 : 1; height > 0;) {
    height -= 1;
    const node = stack[height]!;
    const below = depth[node]! + 1;
    for (let child = firstChild[node]!; child >= 0; child = nextSibling[child]!) {
      price[child] = price[child]! + shift;
      depth[child] = below;
      if (firstChild[child]! >= 0) {
        stack[height] = child;
        height += 1;
      }
    }
  }
}
