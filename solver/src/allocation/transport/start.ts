import { attach, type Basis, detach, refreshPrices, slackBasis } from './basis.ts';
import type { FlowNetwork } from './network.ts';

/** `feed`: for each passing node the arc that feeds it from a giver (-1: none). */
type Lanes = { basis: Basis; feed: Int32Array };

/**
 * A first basis that already moves most of what will move. Asking nodes take their turn by what they stand to lose, and draw on
 * their cheapest givers. A giver that a node empties hangs on that node and so takes its price: near
 * what scarcity will make it. The tree is strongly feasible.
 */
export function greedyBasis(network: FlowNetwork): Basis {
  const basis = slackBasis(network);
  const lanes = { basis, feed: feedingArcs(basis) };
  for (const node of turnsOf(lanes)) serve(lanes, node);
  refreshPrices(basis);
  return basis;
}

/** Per passing node the cheapest arc from a node that gives, else -1: its way to supply. */
function feedingArcs({ kind, tail, head, cost, capacity, arcCount, nodeCount }: Basis): Int32Array {
  const feed = new Int32Array(nodeCount).fill(-1);
  for (let arc = 0; arc < arcCount; arc += 1) {
    const node = head[arc]!;
    if (kind[node] !== 0 || kind[tail[arc]!] !== 1 || capacity[arc] === 0) continue;
    const known = feed[node]!;
    if (known < 0 || cost[arc]! < cost[known]!) feed[node] = arc;
  }
  return feed;
}

/** Asking nodes by what they stand to lose, the most first; the lower number first among equals. */
function turnsOf(lanes: Lanes): Int32Array {
  const { basis } = lanes;
  const first = basis.firstInto;
  const stake = new Float64Array(basis.nodeCount);
  const asking = new Int32Array(basis.nodeCount);
  let count = 0;
  for (let node = 0; node < basis.nodeCount; node += 1) {
    if (basis.kind[node] !== -1 || first[node] === first[node + 1]) continue;
    stake[node] = stakeOf(lanes, node);
    asking[count] = node;
    count += 1;
  }
  return asking.subarray(0, count).sort((one, other) => stake[other]! - stake[one]! || one - other);
}

/** Left out: its slack cost over its cheapest arc. Where it can't be left out: the second cheapest arc over the cheapest. */
function stakeOf(lanes: Lanes, node: number): number {
  const { basis } = lanes;
  const { cost, arcCount, hardCost, firstInto: first } = basis;
  const slackCost = cost[arcCount + node]!;
  let cheapest = slackCost;
  let second = slackCost;
  for (let at = first[node]!; at < first[node + 1]!; at += 1) {
    const through = costThrough(lanes, at);
    if (through < cheapest) [cheapest, second] = [through, cheapest];
    else if (through < second) second = through;
  }
  return slackCost === hardCost ? hardCost + second - cheapest : slackCost - cheapest;
}

function costThrough({ basis, feed }: Lanes, arc: number): number {
  const via = basis.kind[basis.tail[arc]!] === 0 ? feed[basis.tail[arc]!]! : -1;
  return basis.cost[arc]! + (via < 0 ? 0 : basis.cost[via]!);
}

/** Draws on the cheapest givers with room until the node has all it asks for or no giver is worth it. */
function serve(lanes: Lanes, node: number): void {
  const { basis } = lanes;
  for (let open = true; open && slackOf(basis, node) > 0;) {
    const arc = cheapestWithRoom(lanes, node);
    open = arc >= 0;
    if (open) draw(lanes, node, arc);
  }
}

function cheapestWithRoom(lanes: Lanes, node: number): number {
  const { cost, flow, firstInto, arcCount } = lanes.basis;
  let best = cost[arcCount + node]!;
  let found = -1;
  for (let arc = firstInto[node]!; arc < firstInto[node + 1]!; arc += 1) {
    if (flow[arc]! > 0 || roomOf(lanes, arc) <= 0) continue;
    const through = costThrough(lanes, arc);
    if (through >= best) continue;
    best = through;
    found = arc;
  }
  return found;
}

/** Units that the arc could still bring; 0 where its own capacity would block, which the tree couldn't show. */
function roomOf({ basis, feed }: Lanes, arc: number): number {
  const giver = basis.tail[arc]!;
  let room = 0;
  if (basis.kind[giver] === 1) room = slackOf(basis, giver);
  else if (basis.kind[giver] === 0 && feed[giver]! >= 0) {
    const via = feed[giver]!;
    room = Math.min(basis.capacity[via]! - basis.flow[via]!, slackOf(basis, basis.tail[via]!));
  }
  return room < basis.capacity[arc]! ? room : 0;
}

function draw(lanes: Lanes, node: number, arc: number): void {
  const { basis, feed } = lanes;
  const giver = basis.tail[arc]!;
  const room = roomOf(lanes, arc);
  const wanted = slackOf(basis, node);
  const via = basis.kind[giver] === 0 ? feed[giver]! : -1;
  const units = Math.min(room, wanted);
  add(basis, arc, units);
  add(basis, basis.arcCount + node, -units);
  if (via >= 0) add(basis, via, units);
  add(basis, basis.arcCount + (via < 0 ? giver : basis.tail[via]!), -units);
  if (via >= 0 && basis.state[basis.arcCount + giver] === 0) hang(basis, giver, basis.tail[via]!, via);
  if (wanted <= room) hang(basis, node, giver, arc);
  else if (via < 0) hang(basis, giver, node, arc);
  else hangFed(basis, giver, node, arc, via);
}

/** The passing node was emptied by `node`: either its feed is full, or its giver has nothing left and hangs on it. */
function hangFed(basis: Basis, giver: number, node: number, arc: number, via: number): void {
  hang(basis, giver, node, arc);
  if (basis.flow[via] === basis.capacity[via]) basis.state[via] = -1;
  else hang(basis, basis.tail[via]!, giver, via);
}

/** Moves a node from its parent to another; the arc by which it hung leaves the tree. */
function hang(basis: Basis, node: number, parent: number, arc: number): void {
  basis.state[basis.parentArc[node]!] = 1;
  basis.state[arc] = 0;
  detach(basis, node);
  attach(basis, node, parent, arc);
}

function add({ flow }: Basis, arc: number, units: number): void {
  flow[arc] = flow[arc]! + units;
}

function slackOf(basis: Basis, node: number): number {
  return basis.flow[basis.arcCount + node]!;
}
