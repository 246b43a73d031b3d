import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type FlowNetwork, openFlow, solveFlow, verifyFlow } from './index.ts';

/** Any small network: nodes of every kind, arcs anywhere, some with capacities and negative costs. */
const networks = fc
  .record({
    nodes: fc.array(
      fc.record({ kind: fc.constantFrom(-1, 0, 1), amount: fc.nat(9), slackCost: fc.constantFrom(0, 5, 20, Infinity) }),
      { minLength: 2, maxLength: 7 },
    ),
    arcs: fc.array(
      fc.record({ tail: fc.nat(6), head: fc.nat(6), cost: fc.integer({ min: -2, max: 9 }), capacity: fc.nat(8) }),
      { maxLength: 14 },
    ),
  })
  .map(({ nodes, arcs }): FlowNetwork => {
    const kept = arcs.filter(({ tail, head }) => tail < nodes.length && head < nodes.length && tail !== head);
    return {
      kind: Int8Array.from(nodes, ({ kind }) => kind),
      amount: Float64Array.from(nodes, ({ kind, amount }) => (kind === 0 ? 0 : amount)),
      slackCost: Float64Array.from(nodes, ({ slackCost }) => slackCost),
      tail: Int32Array.from(kept, ({ tail }) => tail),
      head: Int32Array.from(kept, ({ head }) => head),
      cost: Float64Array.from(kept, ({ cost }) => cost),
      capacity: Float64Array.from(kept, ({ capacity }) => capacity),
    };
  });

test('duality proves every flow the cheapest, or a cut proves that hard amounts can’t move', () =>
  fc.assert(
    fc.property(networks, (network) => {
      const solution = solveFlow(network);
      if (solution.status === 'infeasible') return assert.equal(lackIn(network, solution.cut!), solution.cut!.units);
      assert.equal(solution.status, 'optimal');
      const proof = verifyFlow(network, solution);
      assert.deepEqual([proof.infeasibility, proof.cost - proof.bound, proof.cost], [0, 0, solution.cost]);
    }),
    { numRuns: 5000, seed: 31 },
  ));

test('after changes an open flow costs what a fresh one does', () =>
  fc.assert(
    fc.property(
      networks,
      fc.array(fc.tuple(fc.nat(2), fc.nat(20), fc.nat(9)), { maxLength: 8 }),
      (network, changes) => {
        const open = openFlow(network);
        open.solve();
        for (const [what, where, value] of changes) change(network, open, what, where, value);
        const [warm, cold] = [open.solve(), solveFlow(network)];
        assert.equal(warm.status, cold.status);
        if (cold.status !== 'optimal') return;
        assert.equal(warm.cost, cold.cost);
        const proof = verifyFlow(network, warm);
        assert.deepEqual([proof.infeasibility, proof.cost - proof.bound], [0, 0]);
      },
    ),
    { numRuns: 5000, seed: 32 },
  ));

test('a cycle of negative cost without capacity is reported, not followed for ever', () => {
  const network: FlowNetwork = {
    kind: Int8Array.of(0, 0),
    amount: new Float64Array(2),
    slackCost: new Float64Array(2),
    tail: Int32Array.of(0, 1),
    head: Int32Array.of(1, 0),
    cost: Float64Array.of(-1, 0),
    capacity: null,
  };
  assert.equal(solveFlow(network).status, 'unbounded');
});

test('a wrong flow is refused by the proof', () => {
  const network: FlowNetwork = {
    kind: Int8Array.of(1, -1),
    amount: Float64Array.of(5, 3),
    slackCost: Float64Array.of(0, 10),
    tail: Int32Array.of(0),
    head: Int32Array.of(1),
    cost: Float64Array.of(2),
    capacity: null,
  };
  const solution = solveFlow(network);
  assert.equal(solution.cost, 6);
  assert.ok(verifyFlow(network, { ...solution, flow: Float64Array.of(2) }).infeasibility > 0);
  const idle = { ...solution, flow: Float64Array.of(0), slack: Float64Array.of(5, 3) };
  assert.ok(verifyFlow(network, idle).gap > 0);
});

function change(
  network: FlowNetwork,
  open: ReturnType<typeof openFlow>,
  what: number,
  where: number,
  value: number,
): void {
  const node = where % network.kind.length;
  const arc = where % Math.max(1, network.tail.length);
  if (what === 0 && network.kind[node] !== 0) {
    network.amount[node] = value;
    open.changeAmount(node, value);
  } else if (what === 1 && network.tail.length > 0) {
    network.capacity![arc] = value;
    open.changeCapacity(arc, value);
  } else if (what === 2 && network.tail.length > 0) {
    network.cost[arc] = value;
    open.changeCost(arc, value);
  }
}

/** What the nodes of a cut lack: their own hard balance and what full arcs bring across. */
function lackIn(network: FlowNetwork, cut: { side: 'demand' | 'supply'; nodes: Int32Array }): number {
  const isInside = new Set(cut.nodes);
  const sign = cut.side === 'demand' ? 1 : -1;
  let lack = 0;
  for (const node of cut.nodes) {
    const isHard = network.slackCost[node] === Infinity;
    if (network.kind[node] === -sign && isHard) lack += network.amount[node]!;
    if (network.kind[node] === sign) lack -= network.amount[node]!;
  }
  for (let arc = 0; arc < network.tail.length; arc += 1) {
    const [from, to] =
      cut.side === 'demand' ? [network.tail[arc]!, network.head[arc]!] : [network.head[arc]!, network.tail[arc]!];
    if (isInside.has(to) && !isInside.has(from)) lack -= network.capacity![arc]!;
  }
  return lack;
}
