import { augment, type Part } from './augment.ts';
import { type PoolFlow, trim } from './pool.ts';
import { type Levels, waterFill } from './water-fill.ts';

/**
 * Raises lines from `low`, which they hold already, towards `high`, so that their levels are lexicographically max–min among all
 * that the pool allows: exact, in whole units. What lines can be served makes an integral polymatroid, for which sharing out as if
 * all supply were one heap, and splitting where the cut of a maximum flow shows that it isn't, ends in the optimum (decomposition
 * algorithm: Fujishige, Mathematics of Operations Research 5, 1980; Groenevelt, European Journal of OR 54, 1991).
 * Lines that take no part, or hold `high` already, keep what they hold, though perhaps from other stocks.
 */
export function makeEven(flow: PoolFlow, levels: Levels, takingPart: Int32Array): void {
  const { served, wanted } = flow;
  const lines = takingPart.filter((line) => levels.high[line]! > served[line]!);
  const isRaised = new Uint8Array(flow.lines);
  reunite(flow);
  wanted.set(served);
  for (const line of lines) {
    isRaised[line] = 1;
    wanted[line] = levels.high[line]!;
  }
  const whole = wholePool(flow);
  augment(flow, whole);
  if (lines.every((line) => served[line] === wanted[line])) return;
  const short = splitShort(flow, whole, 1);
  const waiting: Share[] = [{ part: short, units: heldBy(flow, raisedIn(flow, short, isRaised)) }];
  for (let ids = 2; waiting.length > 0; ids += 1)
    waiting.push(...shareOut(flow, levels, isRaised, waiting.pop()!, ids));
  reunite(flow);
}

/** A part of the pool and the units that its raised lines have together. */
type Share = { part: Part; units: number };

/** Shares the units out as if they were one heap; where they can't flow so, returns the two parts that the cut leaves. */
function shareOut(flow: PoolFlow, levels: Levels, isRaised: Uint8Array, { part, units }: Share, id: number): Share[] {
  const { served, wanted } = flow;
  const raised = raisedIn(flow, part, isRaised);
  if (raised.length === 0) return [];
  waterFill(levels, raised, units, wanted);
  for (const line of raised) if (served[line]! > wanted[line]!) trim(flow, line, served[line]! - wanted[line]!);
  augment(flow, part);
  if (raised.every((line) => served[line] === wanted[line])) return [];
  const short = splitShort(flow, part, id);
  const inShort = heldBy(flow, raisedIn(flow, short, isRaised));
  const rest = { id: part.id, nodes: part.nodes.filter((node) => flow.part[node] === part.id) };
  return [
    { part: short, units: inShort },
    { part: rest, units: units - inShort },
  ];
}

/** The nodes that no supply left over reaches become a part of their own: its lines have all that its stocks hold. */
function splitShort(flow: PoolFlow, part: Part, id: number): Part {
  const nodes = part.nodes.filter((node) => flow.level[node]! < 0);
  for (const node of nodes) flow.part[node] = id;
  return { id, nodes };
}

function raisedIn(flow: PoolFlow, { nodes }: Part, isRaised: Uint8Array): Int32Array {
  const firstLine = flow.stocks + flow.fleets;
  return nodes.filter((node) => node >= firstLine && isRaised[node - firstLine] === 1).map((node) => node - firstLine);
}

function heldBy({ served }: PoolFlow, lines: Int32Array): number {
  return lines.reduce((sum, line) => sum + served[line]!, 0);
}

function wholePool(flow: PoolFlow): Part {
  return { id: 0, nodes: Int32Array.from({ length: flow.part.length }, (_, node) => node) };
}

/** Opens the borders between parts; what a stock has left goes back to its fleet. */
function reunite(flow: PoolFlow): void {
  const { pool, inject, room, stocks } = flow;
  flow.part.fill(0);
  for (let stock = 0; stock < stocks; stock += 1) {
    const fleet = pool.stockFleet[stock]!;
    if (fleet < 0 || inject[stock] === 0) continue;
    const arc = 2 * (pool.lanes.length + stock);
    room[arc]! += inject[stock]!;
    room[arc + 1]! -= inject[stock]!;
    inject[stocks + fleet]! += inject[stock]!;
    inject[stock] = 0;
  }
}
