/**
 * A network in which goods flow: nodes give, ask or pass on; arcs carry at a cost. All amounts are in one unit of flow chosen by
 * the caller (packs, grams), all costs are per unit of flow. Integers below 2^53 are computed exactly.
 */
export type FlowNetwork = {
  /** Per node: 1 gives up to `amount`, -1 asks for `amount`, 0 passes on what it gets. */
  kind: Int8Array;
  /** Per node, >= 0, in units of flow; 0 where the node passes on. */
  amount: Float64Array;
  /** Per node: cost of a unit not given, or not got; Infinity: the whole amount must move. Not read where the node passes on. */
  slackCost: Float64Array;
  /** Per arc: the node it leaves and the node it enters. */
  tail: Int32Array;
  head: Int32Array;
  /** Per arc, finite, may be negative. */
  cost: Float64Array;
  /** Per arc, >= 0, Infinity for no limit; null when no arc has one. */
  capacity: Float64Array | null;
};

/**
 * What a network simplex found.
 * - `optimal`: `flow` and `slack` are of least cost, `price` proves it (see `verifyFlow`).
 * - `infeasible`: hard amounts can't all move; the flow moves as much of them as can be, `cut` says what stands in the way.
 * - `unbounded`: a cycle of negative cost has no capacity.
 * - `stopped`: the caller's `shouldStop` said so; the flow is feasible, but dearer than need be.
 */
export type FlowSolution = {
  status: 'optimal' | 'infeasible' | 'unbounded' | 'stopped';
  /** Sum over arcs and slack; hard slack of an infeasible network isn't counted. */
  cost: number;
  /** Per arc. */
  flow: Float64Array;
  /** Per node: units not given or not got. */
  slack: Float64Array;
  /** Per node: what one more unit there costs (dual). */
  price: Float64Array;
  pivots: number;
  cut: FlowCut | null;
};

/**
 * Why hard amounts can't move. `demand`: these nodes ask for `units` more than they give and than arcs with capacity bring in.
 * `supply`: these nodes must give `units` more than they ask for and than arcs with capacity take out.
 */
export type FlowCut = { side: 'demand' | 'supply'; nodes: Int32Array; units: number };

export type FlowOptions = {
  /** Asked every few hundred pivots; true ends the search. */
  shouldStop?: () => boolean;
};
