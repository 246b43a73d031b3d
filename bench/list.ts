import type { Report } from './shared/report.ts';

type Bench = { summary: string; load: () => Promise<{ run(): Promise<Report> }> };

/** Every bench, in the order in which `all` runs them. */
export const benches: Record<string, Bench> = {
  'needs-intake': {
    summary: 'three-line needs over HTTP against bare three-row inserts by pgbench, 1, 16 and 64 clients',
    load: () => import('./needs-intake/bench.ts'),
  },
  'needs-triage': {
    summary: 'the triage page and the figures over 6,250, 25,000 and 100,000 open needs',
    load: () => import('./needs-triage/bench.ts'),
  },
};
