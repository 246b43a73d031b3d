import {
  allocate,
  findUnevenness,
  openFleetPlan,
  solveFlow,
  verifyAllocation,
  verifyFlow,
} from '@baogong/solver/allocation';
import { type Report, reportOf, type Target } from '../shared/report.ts';
import { median } from '../shared/statistics.ts';
import { allocationProblem, fleetProblem, randomOf, type Size, transportNetwork } from './instances.ts';

const fleetSize: Size = { sources: 50, sites: 600, items: 20, lanes: 8 };
const transportSizes: Record<string, Size> = {
  transport110kArcs: { sources: 50, sites: 600, items: 20, lanes: 9 },
  transport1100kArcs: { sources: 100, sites: 2000, items: 50, lanes: 11 },
};
const allocationSizes: Record<string, Size> = {
  allocation600x20x12: { sources: 20, sites: 600, items: 12, lanes: 20 },
  allocation5000x20x50: { sources: 20, sites: 5000, items: 50, lanes: 8 },
};
/** Sites at 1, 4 and 16 times. */
const growthSites = [300, 1200, 4800];

const targets: Record<string, Target> = {
  transport110kArcsSeconds: { atMost: 0.3 },
  transport1100kArcsSeconds: { atMost: 1.5 },
  fleetColdSeconds: { atMost: 6 },
  fleetWarmMilliseconds: { atMost: 50 },
  allocation600x20x12Seconds: { atMost: 1 },
  allocation5000x20x50Seconds: { atMost: 15 },
  worstGap: { atMost: 1e-9 },
  breaches: { atMost: 0 },
};

/** Exact flows, the fleet-coupled programme cold and warm, and whole allocations; every answer is checked on its own. */
export async function run(): Promise<Report> {
  const figures: Record<string, number> = { worstGap: 0, breaches: 0 };
  for (const [name, size] of Object.entries(transportSizes)) measureTransport(figures, name, size);
  measureFleet(figures);
  for (const [name, size] of Object.entries(allocationSizes)) measureAllocation(figures, name, size);
  measureGrowth(figures);
  return reportOf('solver-allocation', figures, targets);
}

function secondsOf<Result>(work: () => Result): { seconds: number; result: Result } {
  const started = performance.now();
  const result = work();
  return { seconds: (performance.now() - started) / 1000, result };
}

/** Median of three: the first meets code that isn't compiled yet. */
function measureTransport(figures: Record<string, number>, name: string, size: Size): void {
  const network = transportNetwork(size);
  const runs = [1, 2, 3].map(() => secondsOf(() => solveFlow(network)));
  figures[`${name}Seconds`] = median(runs.map(({ seconds }) => seconds));
  noteProof(figures, verifyFlow(network, runs[0]!.result));
}

function noteProof(
  figures: Record<string, number>,
  { infeasibility, gap }: { infeasibility: number; gap: number },
): void {
  figures.worstGap = Math.max(figures.worstGap!, Math.abs(gap));
  if (infeasibility > 1e-6) figures.breaches! += 1;
}

function measureFleet(figures: Record<string, number>): void {
  const problem = fleetProblem(fleetSize);
  const cold = [1, 2, 3].map(() => secondsOf(() => openFleetPlan(problem).solve()));
  figures.fleetColdSeconds = median(cold.map(({ seconds }) => seconds));
  const plan = openFleetPlan(problem);
  plan.solve();
  noteProof(figures, plan.prove());
  const random = randomOf(3);
  const warm = Array.from({ length: 9 }, () => {
    const changes = Array.from({ length: 5 }, () => [
      Math.floor(random() * fleetSize.sites),
      Math.floor(random() * fleetSize.items),
      10 + Math.floor(random() * 90),
    ]);
    const { seconds } = secondsOf(() => {
      for (const [institution, item, units] of changes) plan.changeDemand(institution!, item!, units!);
      return plan.solve();
    });
    noteProof(figures, plan.prove());
    return seconds;
  });
  figures.fleetWarmMilliseconds = 1000 * median(warm);
}

function measureAllocation(figures: Record<string, number>, name: string, size: Size): void {
  const problem = allocationProblem(size);
  const { seconds, result } = secondsOf(() => allocate(problem));
  figures[`${name}Seconds`] = seconds;
  figures.breaches! += result.faults.length + verifyAllocation(problem, result).length;
  figures.breaches! += findUnevenness(problem, result).length;
}

function measureGrowth(figures: Record<string, number>): void {
  const times = growthSites.map((sites) => {
    const problem = allocationProblem({ sources: 20, sites, items: 12, lanes: 8 });
    return median([1, 2, 3].map(() => secondsOf(() => allocate(problem)).seconds));
  });
  growthSites.forEach((sites, index) => (figures[`allocation${sites}SitesSeconds`] = times[index]!));
  figures.growth4 = times[1]! / times[0]!;
  figures.growth16 = times[2]! / times[0]!;
}
