/** One moment of a chain: when it should be, and how much later than the one before it can be at the earliest. */
export type Moment = {
  /** Wished bounds, inclusive; ±Infinity where there is none. */
  from: number;
  to: number;
  /** Price of a second outside of them. */
  weight: number;
  /** Least seconds after the moment before. */
  gap: number;
};

/**
 * Times of a chain that miss its bounds by the least weighted sum of seconds; of those the chain that is over earliest, each
 * moment as late as that allows. A convex problem on a chain, solved by keeping the slopes of the best sum so far ("slope
 * trick", an isotonic regression): n log n but for the insertions.
 */
export function timesOfChain(moments: readonly Moment[]): number[] {
  const offsets: number[] = [];
  const least: number[] = [];
  const slopes = new Slopes();
  let offset = 0;
  for (const { from, to, weight, gap } of moments) {
    offset += gap;
    offsets.push(offset);
    if (from > -Infinity) slopes.add(from - offset, weight);
    if (to < Infinity && to - offset < slopes.top()) slopes.bend(to - offset, weight);
    least.push(slopes.top());
  }
  return backwards(moments, offsets, least);
}

function backwards(moments: readonly Moment[], offsets: readonly number[], least: readonly number[]): number[] {
  const times: number[] = [];
  let next = Infinity;
  for (let at = moments.length - 1; at >= 0; at -= 1) {
    const best = Math.min(least[at]!, next);
    // Later costs nothing until the moment's own bound; it waits less.
    const latest = Math.min(next, Math.max(best, moments[at]!.to - offsets[at]!));
    const chosen = Number.isFinite(next) ? latest : best;
    next = Number.isFinite(chosen) ? chosen : firstFinite(moments, offsets, at);
    times.unshift(next + offsets[at]!);
  }
  return times;
}

/** A chain without any lower bound: it starts at 0, or early enough for its upper bounds. */
function firstFinite(moments: readonly Moment[], offsets: readonly number[], last: number): number {
  const bounds = moments.slice(0, last + 1).map(({ to }, at) => to - offsets[at]!);
  return Math.min(-offsets[0]!, ...bounds.filter(Number.isFinite));
}

/** Where the slope of a convex, falling, then flat function changes, and by how much; the last one is where it gets flat. */
class Slopes {
  readonly #breaks: { at: number; weight: number }[] = [];

  top(): number {
    return this.#breaks.at(-1)?.at ?? -Infinity;
  }

  add(at: number, weight: number): void {
    let index = this.#breaks.length;
    while (index > 0 && this.#breaks[index - 1]!.at > at) index -= 1;
    this.#breaks.splice(index, 0, { at, weight });
  }

  /** Adds a rise from a point on, and flattens what rises at the end: the chain may always wait. */
  bend(at: number, weight: number): void {
    this.add(at, weight);
    for (let left = weight; left > 0;) {
      const last = this.#breaks.at(-1)!;
      const taken = Math.min(left, last.weight);
      last.weight -= taken;
      left -= taken;
      if (last.weight === 0) this.#breaks.pop();
    }
  }
}
