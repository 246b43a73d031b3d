/** One kit at a site: so many of its bottles are there, so much of each part goes into a set. */
export type Sharer = { bottles: number; needs: readonly { part: string; quantity: number }[] };

/** Beyond so many branches looked at, the best found until then is taken: never more than the parts allow, at worst not the most. */
const MOST_LOOKS = 20_000;

/**
 * How many sets of each kit are usable at once where kits share parts: the most in all; among equals those named first get the parts.
 * Taking as many as possible of one after the other is already the most where parts are shared one for one by all kits or by groups that
 * lie within each other; where groups cross, or a part goes in more than once, the rest is searched from there.
 */
export function shareParts(kits: readonly Sharer[], have: ReadonlyMap<string, number>): number[] {
  const left = new Map([...have].map(([part, quantity]) => [part, Math.max(0, quantity)]));
  let best = takeInOrder(kits, left);
  if (kits.length > 1 && !isGreedyBest(kits)) best = search(kits, left, best);
  return best;
}

function takeInOrder(kits: readonly Sharer[], have: ReadonlyMap<string, number>): number[] {
  const left = new Map(have);
  return kits.map((kit) => {
    const sets = mostOf(kit, left);
    take(kit, sets, left);
    return sets;
  });
}

function mostOf({ bottles, needs }: Sharer, left: ReadonlyMap<string, number>): number {
  return needs.reduce(
    (most, { part, quantity }) => Math.min(most, Math.floor((left.get(part) ?? 0) / quantity)),
    bottles,
  );
}

function take({ needs }: Sharer, sets: number, left: Map<string, number>): void {
  for (const { part, quantity } of needs) left.set(part, (left.get(part) ?? 0) - sets * quantity);
}

/** Shared parts go in once each, and of any two groups of kits that share one, one holds the other or they have no kit in common. */
function isGreedyBest(kits: readonly Sharer[]): boolean {
  const groups = new Map<string, Set<number>>();
  for (const [index, { needs }] of kits.entries())
    for (const { part } of needs) groups.set(part, (groups.get(part) ?? new Set()).add(index));
  const shared = [...groups].filter(([, group]) => group.size > 1);
  const once = shared.every(([part]) =>
    kits.every(({ needs }) => needs.every((need) => need.part !== part || need.quantity === 1)),
  );
  const nested = shared.every(([, one]) =>
    shared.every(([, other]) => one.isSubsetOf(other) || other.isSubsetOf(one) || one.isDisjointFrom(other)),
  );
  return once && nested;
}

function search(kits: readonly Sharer[], have: ReadonlyMap<string, number>, start: number[]): number[] {
  let best = start;
  let looks = 0;
  const sum = (sets: readonly number[]) => sets.reduce((all, each) => all + each, 0);
  const look = (taken: readonly number[], left: Map<string, number>): void => {
    const rest = kits.slice(taken.length);
    if (rest.length === 0) {
      if (sum(taken) > sum(best)) best = [...taken];
      return;
    }
    for (let sets = mostOf(rest[0]!, left); sets >= 0 && looks < MOST_LOOKS; sets -= 1) {
      looks += 1;
      const then = new Map(left);
      take(rest[0]!, sets, then);
      const bound = sum(taken) + sets + sum(rest.slice(1).map((kit) => mostOf(kit, then)));
      if (bound > sum(best)) look([...taken, sets], then);
    }
  };
  look([], new Map(have));
  return best;
}
