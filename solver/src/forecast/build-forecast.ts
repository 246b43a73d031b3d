import { newStockState, type StockOptions } from './stock-options.ts';
import type { StockState } from './stock-state.ts';
import { type FactVerdict, type StockFact, updateForecast } from './update-forecast.ts';

/** Facts at the same minute: a delivery is in the tank before the gauge is read. */
const order = { usage: 0, delivery: 1, reading: 2 } as const;

/** The state after all facts, whatever order they are in, and the verdict on each in the order given. */
export function buildForecast(
  options: StockOptions,
  facts: readonly StockFact[],
  now: number,
): { state: StockState; verdicts: FactVerdict[] } {
  const state = newStockState(options);
  const verdicts: FactVerdict[] = facts.map(() => 'plain');
  const timeOf = (index: number) => (Number.isFinite(facts[index]!.at) ? facts[index]!.at : Number.POSITIVE_INFINITY);
  const byTime = facts
    .map((_, index) => index)
    .sort(
      (left, right) =>
        compare(timeOf(left), timeOf(right)) ||
        order[facts[left]!.kind] - order[facts[right]!.kind] ||
        compare(amountOf(facts[left]!), amountOf(facts[right]!)),
    );
  for (const index of byTime) verdicts[index] = updateForecast(state, facts[index]!, now);
  return { state, verdicts };
}

/** Facts that differ in nothing but their place in the list give the same state in any order. */
function amountOf(fact: StockFact): number {
  return fact.kind === 'usage' ? fact.plannedPerHour : fact.quantity;
}

function compare(left: number, right: number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
