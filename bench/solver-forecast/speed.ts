import { emptyAt, newStockState, type StockState, updateForecast } from '@baogong/solver/forecast';

const CITY = 100_000;
const SIZES = [CITY / 16, CITY / 4, CITY];
const START = 27_900_000;
const READINGS = 6;
const ROUNDS = 3;

/** CPU seconds to recompute all hours to empty of 5,000 sites × 20 items on one core, and what one reading costs. */
export function measureSpeed(): Record<string, number> {
  const states = Array.from({ length: CITY }, () => newStockState({ capacity: 1_000_000, deadStock: 30_000 }));
  let reading = 0;
  for (let round = 0; round < READINGS; round += 1) reading = seconds(() => readAll(states, round));
  const now = START + READINGS * 60;
  const [small, middle, large] = SIZES.map((size) => best(() => recompute(states, size, now)));
  return {
    citySeconds: large!,
    cityGrowth4: middle! / small!,
    cityGrowth16: large! / small!,
    microsecondsPerForecast: (large! / CITY) * 1e6,
    microsecondsPerReading: (reading / CITY) * 1e6,
  };
}

/** Sites differ: some last hours, some weeks. */
function readAll(states: readonly StockState[], round: number): void {
  for (let site = 0; site < states.length; site += 1) {
    const perHour = 1500 * (1 + (site % 40));
    const at = START + round * 60 + (site % 50);
    updateForecast(states[site]!, { kind: 'reading', at, quantity: 950_000 - round * perHour }, at);
  }
}

function recompute(states: readonly StockState[], count: number, now: number): void {
  for (let site = 0; site < count; site += 1) emptyAt(states[site]!, now);
}

function best(task: () => void): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => seconds(task)));
}

function seconds(task: () => void): number {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
