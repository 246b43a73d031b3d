import type { FlowNetwork } from './network.ts';

/**
 * The working state of a network simplex: a spanning tree over the nodes and one root. Arcs `arcCount + node` join each node
 * with the root and carry its slack: what is not given flows to the root, what is not got comes from it. The tree is kept as
 * parent links with depth and lists of children, so that a pivot touches only the cycle and the part that moves.
 * Most nodes are sinks (no arc leaves them) at the end of a branch. They are loose: in no list of children, without depth and price
 * of their own, which follow from the parent when asked for. Few givers with many askers so make a small tree with many leaves.
 */
export type Basis = {
  nodeCount: number;
  arcCount: number;
  /** Stands for Infinity as a slack cost: dearer than any path. */
  hardCost: number;
  /** Reduced costs above -tolerance count as zero: 0 where all costs are integers. */
  tolerance: number;
  kind: Int8Array;
  /** Arcs lie by the node that they enter: those into `node` from `firstInto[node]` up to `firstInto[node + 1] - 1`. */
  firstInto: Int32Array;
  /** Per arc of the network as given: its place; null where they are the same. */
  placeOf: Int32Array | null;
  /** Per node: 1 where no arc leaves it. */
  isSink: Uint8Array;
  isLoose: Uint8Array;
  /** Any arc has a capacity. */
  isBounded: boolean;
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
  nextNode: number;
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
    firstInto: countInto(network),
    placeOf: null,
    isSink: new Uint8Array(nodeCount + 1).fill(1),
    isLoose: new Uint8Array(nodeCount + 1),
    isBounded: network.capacity !== null,
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
    nextNode: 0,
    pivots: 0,
  };
  layOut(basis, network);
  return basis;
}

function countInto({ head, kind }: FlowNetwork): Int32Array {
  const firstInto = new Int32Array(kind.length + 1);
  for (let arc = 0; arc < head.length; arc += 1) firstInto[head[arc]! + 1]! += 1;
  for (let node = 0; node < kind.length; node += 1) firstInto[node + 1]! += firstInto[node]!;
  return firstInto;
}

/** Copies the arcs, grouped by the node that they enter. */
function layOut(basis: Basis, { tail, head, cost, capacity }: FlowNetwork): void {
  const next = basis.firstInto.slice();
  const placeOf = new Int32Array(basis.arcCount);
  let isMoved = false;
  for (let arc = 0; arc < basis.arcCount; arc += 1) {
    const place = next[head[arc]!]!;
    next[head[arc]!] = place + 1;
    placeOf[arc] = place;
    isMoved ||= place !== arc;
    basis.tail[place] = tail[arc]!;
    basis.head[place] = head[arc]!;
    basis.cost[place] = cost[arc]!;
    if (capacity) basis.capacity[place] = capacity[arc]!;
    basis.isSink[tail[arc]!] = 0;
  }
  if (isMoved) basis.placeOf = placeOf;
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
  basis.cost[arc] = slackCostOf(basis, network, node);
  basis.flow[arc] = network.kind[node] === 0 ? 0 : network.amount[node]!;
  basis.state[arc] = 0;
  attach(basis, node, root, arc);
  basis.depth[node] = 1;
  basis.price[node] = asks ? basis.cost[arc]! : -basis.cost[arc]!;
}

/** What is passed on must not vanish on the way, not even to relieve a giver that must give: that costs twice as much. */
function slackCostOf({ hardCost }: Basis, { kind, slackCost }: FlowNetwork, node: number): number {
  if (kind[node] === 0) return 2 * hardCost;
  return slackCost[node] === Infinity ? hardCost : slackCost[node]!;
}

/** Hangs a node, with all that hangs on it, on a parent. Depths and prices are the caller's. */
export function attach(basis: Basis, node: number, parent: number, arc: number): void {
  const { firstChild, isSink, isLoose } = basis;
  basis.parent[node] = parent;
  basis.parentArc[node] = arc;
  if (isLoose[parent] === 1) link(basis, parent);
  if (isSink[node] === 1 && firstChild[node]! < 0) isLoose[node] = 1;
  else link(basis, node);
}

/** Takes a node off its parent. */
export function detach(basis: Basis, node: number): void {
  const { parent, firstChild, isSink, isLoose } = basis;
  const above = parent[node]!;
  if (isLoose[node] === 1) isLoose[node] = 0;
  else unlink(basis, node);
  if (isSink[above] === 0 || firstChild[above]! >= 0 || isLoose[above] === 1 || parent[above]! < 0) return;
  unlink(basis, above);
  isLoose[above] = 1;
}

function link({ parent, firstChild, nextSibling, previousSibling, isLoose }: Basis, node: number): void {
  const first = firstChild[parent[node]!]!;
  nextSibling[node] = first;
  previousSibling[node] = -1;
  if (first >= 0) previousSibling[first] = node;
  firstChild[parent[node]!] = node;
  isLoose[node] = 0;
}

function unlink({ parent, firstChild, nextSibling, previousSibling }: Basis, node: number): void {
  const next = nextSibling[node]!;
  const previous = previousSibling[node]!;
  if (previous >= 0) nextSibling[previous] = next;
  else firstChild[parent[node]!] = next;
  if (next >= 0) previousSibling[next] = previous;
}

/** Writes the depth and price of a loose node, which follow from its parent's. */
export function settle({ isLoose, parent, parentArc, tail, cost, depth, price }: Basis, node: number): void {
  if (isLoose[node] === 0) return;
  const above = parent[node]!;
  const arc = parentArc[node]!;
  depth[node] = depth[above]! + 1;
  price[node] = tail[arc] === node ? price[above]! - cost[arc]! : price[above]! + cost[arc]!;
}

/** Computes depths and prices anew from the root, of all nodes: sums of floats drift over many pivots. */
export function refreshPrices(basis: Basis): void {
  const { parent, parentArc, firstChild, nextSibling, depth, price, cost, tail, stack } = basis;
  price[basis.nodeCount] = 0;
  stack[0] = basis.nodeCount;
  for (let height = 1; height > 0;) {
    height -= 1;
    const node = stack[height]!;
    for (let child = firstChild[node]!; child >= 0; child = nextSibling[child]!) {
      const arc = parentArc[child]!;
      depth[child] = depth[parent[child]!]! + 1;
      price[child] = tail[arc] === child ? price[node]! - cost[arc]! : price[node]! + cost[arc]!;
      stack[height] = child;
      height += 1;
    }
  }
  for (let node = 0; node < basis.nodeCount; node += 1) settle(basis, node);
}
