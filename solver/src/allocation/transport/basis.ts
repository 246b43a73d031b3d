import type { FlowNetwork } from './network.ts';

/**
 * The working state of a network simplex: a spanning tree over the nodes and one root. Arcs `arcCount + node` join each node
 * with the root and carry its slack: what is not given flows to the root, what is not got comes from it. The tree is kept as
 * parent links with depth and lists of children, so that a pivot touches only the cycle and the part that moves.
 */
export type Basis = {
  nodeCount: number;
  arcCount: number;
  /** Stands for Infinity as a slack cost: dearer than any path. */
  hardCost: number;
  /** Reduced costs above -tolerance count as zero: 0 where all costs are integers. */
  tolerance: number;
  kind: Int8Array;
  /** Per arc, slack arcs last. */
  tail: Int32Array;
  head: Int32Array;
  cost: Float64Array;
  capacity: Float64Array;
  flow: Float64Array;
  /** Per arc: 1 empty, -1 full, 0 in the tree. */
  state: Int8Array;
  /** Per node; the root is node `nodeCount`. */
  parent: Int32Array;
  parentArc: Int32Array;
  depth: Int32Array;
  firstChild: Int32Array;
  nextSibling: Int32Array;
  previousSibling: Int32Array;
  price: Float64Array;
  /** Scratch of tree walks. */
  stack: Int32Array;
  /** Where pricing goes on. */
  nextArc: number;
  pivots: number;
};

/** A basis of slack only: nothing moves. */
export function slackBasis(network: FlowNetwork): Basis {
  const basis = emptyBasis(network);
  for (let node = 0; node < basis.nodeCount; node += 1) addSlackArc(basis, network, node);
  return basis;
}

function emptyBasis(network: FlowNetwork): Basis {
  const nodeCount = network.kind.length;
  const arcCount = network.tail.length;
  const arcs = arcCount + nodeCount;
  const { hardCost, tolerance } = scaleOf(network);
  const basis: Basis = {
    nodeCount,
    arcCount,
    hardCost,
    tolerance,
    kind: network.kind,
    tail: new Int32Array(arcs),
    head: new Int32Array(arcs),
    cost: new Float64Array(arcs),
    capacity: new Float64Array(arcs).fill(Infinity),
    flow: new Float64Array(arcs),
    state: new Int8Array(arcs).fill(1),
    parent: new Int32Array(nodeCount + 1).fill(-1),
    parentArc: new Int32Array(nodeCount + 1).fill(-1),
    depth: new Int32Array(nodeCount + 1),
    firstChild: new Int32Array(nodeCount + 1).fill(-1),
    nextSibling: new Int32Array(nodeCount + 1).fill(-1),
    previousSibling: new Int32Array(nodeCount + 1).fill(-1),
    price: new Float64Array(nodeCount + 1),
    stack: new Int32Array(nodeCount + 1),
    nextArc: 0,
    pivots: 0,
  };
  basis.tail.set(network.tail);
  basis.head.set(network.head);
  basis.cost.set(network.cost);
  if (network.capacity) basis.capacity.set(network.capacity);
  return basis;
}

/** A path visits each node once, so a cost above (nodes + 1) times the dearest arc outweighs every way round it. */
function scaleOf({ cost, slackCost, kind }: FlowNetwork): { hardCost: number; tolerance: number } {
  let dearest = 0;
  let isWhole = true;
  for (let arc = 0; arc < cost.length; arc += 1) {
    dearest = Math.max(dearest, Math.abs(cost[arc]!));
    isWhole &&= Number.isInteger(cost[arc]!);
  }
  for (let node = 0; node < kind.length; node += 1) {
    const slack = slackCost[node]!;
    if (kind[node] === 0 || slack === Infinity) continue;
    dearest = Math.max(dearest, Math.abs(slack));
    isWhole &&= Number.isInteger(slack);
  }
  return { hardCost: (kind.length + 2) * (dearest + 1), tolerance: isWhole ? 0 : 1e-12 * dearest };
}

function addSlackArc(basis: Basis, network: FlowNetwork, node: number): void {
  const arc = basis.arcCount + node;
  const root = basis.nodeCount;
  const asks = network.kind[node]! < 0;
  basis.tail[arc] = asks ? root : node;
  basis.head[arc] = asks ? node : root;
  const slackCost = network.kind[node] === 0 ? Infinity : network.slackCost[node]!;
  basis.cost[arc] = slackCost === Infinity ? basis.hardCost : slackCost;
  basis.flow[arc] = network.kind[node] === 0 ? 0 : network.amount[node]!;
  basis.state[arc] = 0;
  attach(basis, node, root, arc);
  basis.depth[node] = 1;
  basis.price[node] = asks ? basis.cost[arc]! : -basis.cost[arc]!;
}

/** Hangs a node, with all that hangs on it, on a parent. Depths and prices are the caller's. */
export function attach(basis: Basis, node: number, parent: number, arc: number): void {
  const { firstChild, nextSibling, previousSibling } = basis;
  const first = firstChild[parent]!;
  basis.parent[node] = parent;
  basis.parentArc[node] = arc;
  nextSibling[node] = first;
  previousSibling[node] = -1;
  if (first >= 0) previousSibling[first] = node;
  firstChild[parent] = node;
}

/** Takes a node off its parent. */
export function detach(basis: Basis, node: number): void {
  const { firstChild, nextSibling, previousSibling } = basis;
  const next = nextSibling[node]!;
  const previous = previousSibling[node]!;
  if (previous >= 0) nextSibling[previous] = next;
  else firstChild[basis.parent[node]!] = next;
  if (next >= 0) previousSibling[next] = previous;
}

/** Computes depths and prices anew from the root: sums of floats drift over many pivots. */
export function refreshPrices(basis: Basis): void {
  const { parent, parentArc, firstChild, nextSibling, depth, price, cost, tail } = basis;
  const root = basis.nodeCount;
  price[root] = 0;
  let node = root;
  for (;;) {
    if (node !== root) {
      const arc = parentArc[node]!;
      const above = parent[node]!;
      depth[node] = depth[above]! + 1;
      price[node] = tail[arc] === node ? price[above]! - cost[arc]! : price[above]! + cost[arc]!;
    }
    let next = firstChild[node]!;
    while (next < 0) {
      if (node === root) return;
      next = nextSibling[node]!;
      if (next < 0) node = parent[node]!;
    }
    node = next;
  }
}
