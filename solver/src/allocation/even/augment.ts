import type { PoolFlow } from './pool.ts';

/** Part of a pool: the nodes with this number in `part`. */
export type Part = { id: number; nodes: Int32Array };

/**
 * Serves the lines of a part up to `wanted`, as far as can be (Dinic's blocking flows, 1970). Afterwards `level` is -1 exactly on
 * the nodes of the part that no supply left over reaches.
 */
export function augment(flow: PoolFlow, part: Part): void {
  while (measure(flow, part)) {
    for (const node of part.nodes) flow.nextArc[node] = flow.arcStart[node]!;
    for (const node of part.nodes) {
      if (node >= flow.stocks + flow.fleets) continue;
      while (flow.inject[node]! > 0 && sendOne(flow, node, part.id));
    }
  }
}

/** Breadth first from supply that is left; true when it reaches a line that wants more. */
function measure(flow: PoolFlow, { id, nodes }: Part): boolean {
  const { arcStart, arcs, target, room, inject, served, wanted, part, level, queue, stocks, fleets } = flow;
  const firstLine = stocks + fleets;
  let tail = 0;
  for (const node of nodes) {
    level[node] = -1;
    if (node >= firstLine || inject[node]! <= 0) continue;
    level[node] = 0;
    queue[tail] = node;
    tail += 1;
  }
  let found = false;
  for (let at = 0; at < tail; at += 1) {
    const node = queue[at]!;
    const next = level[node]! + 1;
    if (node >= firstLine && served[node - firstLine]! < wanted[node - firstLine]!) found = true;
    for (let index = arcStart[node]!; index < arcStart[node + 1]!; index += 1) {
      const arc = arcs[index]!;
      const to = target[arc]!;
      if (room[arc]! <= 0 || level[to]! >= 0 || part[to] !== id) continue;
      level[to] = next;
      queue[tail] = to;
      tail += 1;
    }
  }
  return found;
}

/** One path from a root to a line that wants more, along rising levels; false when the root has no such path left. */
function sendOne(flow: PoolFlow, root: number, id: number): boolean {
  const { arcStart, arcs, target, room, served, wanted, part, level, nextArc, path, stocks, fleets } = flow;
  const firstLine = stocks + fleets;
  if (level[root] !== 0) return false;
  let node = root;
  let steps = 0;
  for (;;) {
    if (node >= firstLine && served[node - firstLine]! < wanted[node - firstLine]!) break;
    let index = nextArc[node]!;
    const end = arcStart[node + 1]!;
    while (index < end) {
      const arc = arcs[index]!;
      const to = target[arc]!;
      if (room[arc]! > 0 && part[to] === id && level[to] === level[node]! + 1) break;
      index += 1;
    }
    nextArc[node] = index;
    if (index < end) {
      path[steps] = arcs[index]!;
      steps += 1;
      node = target[arcs[index]!]!;
    } else if (steps === 0) return false;
    else {
      steps -= 1;
      node = target[path[steps]! ^ 1]!;
      nextArc[node]! += 1;
    }
  }
  pushAlong(flow, root, node - firstLine, steps);
  return true;
}

function pushAlong(flow: PoolFlow, root: number, line: number, steps: number): void {
  const { room, inject, served, wanted, path } = flow;
  let units = Math.min(inject[root]!, wanted[line]! - served[line]!);
  for (let step = 0; step < steps; step += 1) units = Math.min(units, room[path[step]!]!);
  for (let step = 0; step < steps; step += 1) {
    const arc = path[step]!;
    room[arc]! -= units;
    room[arc ^ 1]! += units;
  }
  inject[root]! -= units;
  served[line]! += units;
}
