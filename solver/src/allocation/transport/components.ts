import type { FlowNetwork } from './network.ts';

/** A part of a network that no arc joins with the rest; `nodes` and `arcs` are its numbers in the whole. */
export type Component = { network: FlowNetwork; nodes: Int32Array; arcs: Int32Array };

/** Splits a network into its connected parts: goods that don't mix are far cheaper to plan one by one. */
export function componentsOf(network: FlowNetwork): Component[] {
  const { part, count } = label(network);
  if (count <= 1) return [{ network, nodes: range(network.kind.length), arcs: range(network.tail.length) }];
  const nodes = grouped(part, count);
  const arcs = grouped(
    network.tail.map((tail) => part[tail]!),
    count,
  );
  const local = new Int32Array(network.kind.length);
  for (const group of nodes) group.forEach((node, index) => (local[node] = index));
  return nodes.map((group, index) => componentOf(network, group, arcs[index]!, local));
}

function componentOf(whole: FlowNetwork, nodes: Int32Array, arcs: Int32Array, local: Int32Array): Component {
  const network: FlowNetwork = {
    kind: new Int8Array(nodes.length),
    amount: new Float64Array(nodes.length),
    slackCost: new Float64Array(nodes.length),
    tail: new Int32Array(arcs.length),
    head: new Int32Array(arcs.length),
    cost: new Float64Array(arcs.length),
    capacity: whole.capacity && new Float64Array(arcs.length),
  };
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index]!;
    network.kind[index] = whole.kind[node]!;
    network.amount[index] = whole.amount[node]!;
    network.slackCost[index] = whole.slackCost[node]!;
  }
  for (let index = 0; index < arcs.length; index += 1) {
    const arc = arcs[index]!;
    network.tail[index] = local[whole.tail[arc]!]!;
    network.head[index] = local[whole.head[arc]!]!;
    network.cost[index] = whole.cost[arc]!;
    if (network.capacity) network.capacity[index] = whole.capacity![arc]!;
  }
  return { network, nodes, arcs };
}

/** Union-find with path halving; parts are numbered by their lowest node. */
function label({ kind, tail, head }: FlowNetwork): { part: Int32Array; count: number } {
  const leader = range(kind.length);
  const find = (start: number): number => {
    let node = start;
    while (leader[node] !== node) {
      leader[node] = leader[leader[node]!]!;
      node = leader[node]!;
    }
    return node;
  };
  for (let arc = 0; arc < tail.length; arc += 1) {
    const first = find(tail[arc]!);
    const second = find(head[arc]!);
    if (first < second) leader[second] = first;
    else leader[first] = second;
  }
  const part = new Int32Array(kind.length);
  let count = 0;
  for (let node = 0; node < kind.length; node += 1) {
    const lead = find(node);
    part[node] = lead === node ? count++ : part[lead]!;
  }
  return { part, count };
}

/** Members of each group, in order (counting sort). */
function grouped(group: Int32Array, count: number): Int32Array[] {
  const sizes = new Int32Array(count);
  for (const each of group) sizes[each] = sizes[each]! + 1;
  const members = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let index = 0; index < group.length; index += 1) {
    const each = group[index]!;
    members[each]![sizes[each]!] = index;
    sizes[each] = sizes[each]! + 1;
  }
  return members;
}

function range(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index);
}
