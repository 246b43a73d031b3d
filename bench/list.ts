import type { Report } from './shared/report.ts';

type Bench = { summary: string; load: () => Promise<{ run(options: readonly string[]): Promise<Report> }> };

/** Every bench, in the order in which `all` runs them. */
export const benches: Record<string, Bench> = {
  'needs-intake': {
    summary: 'three-line needs over HTTP against bare three-row inserts by pgbench, 1, 16 and 64 clients',
    load: () => import('./needs-intake/bench.ts'),
  },
  'needs-live': {
    summary: '1,000 streams while 100 needs/s come in; 10,000 idle streams in one process',
    load: () => import('./needs-live/bench.ts'),
  },
  'needs-triage': {
    summary: 'the triage page and the figures over 6,250, 25,000 and 100,000 open needs',
    load: () => import('./needs-triage/bench.ts'),
  },
  'needs-import': {
    summary: 'spreadsheets (csv, xlsx) of 3,125, 12,500 and 50,000 rows through the API',
    load: () => import('./needs-import/bench.ts'),
  },
  'goods-forecast': {
    summary: 'hours to empty as the platform answers them on simulated tanks, against two naive rules',
    load: () => import('./goods-forecast/bench.ts'),
  },
  'goods-run-dry': {
    summary: 'all hours to empty of 5,000 sites × 20 items anew; one reading until it is on screens; the list',
    load: () => import('./goods-run-dry/bench.ts'),
  },
  'goods-readings': {
    summary: '20,000 readings a minute at an even pace, by telemetry and by phone (--seconds 300)',
    load: () => import('./goods-readings/bench.ts'),
  },
  'goods-map': {
    summary: 'the map of 1,250 and 5,000 sites in Chromium: first question, first paint, a reading until its dot turns',
    load: () => import('./goods-map/bench.ts'),
  },
  'goods-posting': {
    summary:
      'movements of goods over HTTP against bare rows by pgbench, contended and spread; 40 racing for the last unit',
    load: () => import('./goods-posting/bench.ts'),
  },
  'goods-invariants': {
    summary: 'random steps of the goods ledger, judged by its invariants; --steps 200000 --seed 1',
    load: () => import('./goods-invariants/bench.ts'),
  },
  up: {
    summary: '`./baogong up` with data: seconds to the first page, memory at rest, size of the phone page',
    load: () => import('./up/bench.ts'),
  },
  'solver-vrptw': {
    summary: 'routing with time windows, 100 to 1,000 customers, against the best known costs and any peer',
    load: () => import('./solver-vrptw/bench.ts'),
  },
  'solver-pdptw': {
    summary: 'pick-up and delivery with time windows against the best known costs and any peer',
    load: () => import('./solver-pdptw/bench.ts'),
  },
  'solver-rich': {
    summary: 'mixed fleet, site-dependent fleet and several depots against the best known costs',
    load: () => import('./solver-rich/bench.ts'),
  },
  'solver-growth': {
    summary: 'routing of 100 to 10,000 stops: time per iteration, first plan, memory; repair of a plan after an event',
    load: () => import('./solver-growth/bench.ts'),
  },
  'solver-fuzz': {
    summary: 'random small routing problems with every feature against their proven optimum',
    load: () => import('./solver-fuzz/bench.ts'),
  },
  'solver-forecast': {
    summary:
      'hours to empty on simulated tanks with a sixfold surge, against two naive rules; 100,000 forecasts at once',
    load: () => import('./solver-forecast/bench.ts'),
  },
  'solver-roadef': {
    summary: 'replenishment of tanks over days: the ROADEF/EURO challenge 2016 against its best published ratios',
    load: () => import('./solver-roadef/bench.ts'),
  },
  'solver-allocation': {
    summary:
      'least-cost flows of 110,000 and 1,100,000 arcs, the fleet-coupled programme cold and warm, whole allocations',
    load: () => import('./solver-allocation/bench.ts'),
  },
};
