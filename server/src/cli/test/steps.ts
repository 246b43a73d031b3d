/** One thing that must hold. A command passes or fails as one; test files count each test, and each may take `minutes`. */
export type Step = {
  name: string;
  heading: string;
  /** Steps that must have ended before this one begins. */
  after?: readonly string[];
} & (
  | { kind: 'command'; command: string[]; folder?: string }
  | {
      kind: 'tests';
      files: string[];
      except?: string[];
      minutes: number;
      needs?: 'database' | 'browser';
      /** Its files go one at a time, beside those of other steps. */
      oneAtATime?: boolean;
    }
  | { kind: 'browser' }
);

/**
 * Steps run side by side, a job for each processor, the first that may start (see jobs.ts). So quick ones stand on top, then
 * those whose files go one at a time, the longest row first; the many small files at the bottom fill what is left.
 * Limits leave room for a machine that is several times as slow.
 */
export const steps: Step[] = [
  { name: 'browser', heading: 'Chromium and Chinese fonts', kind: 'browser' },
  { name: 'format', heading: 'Format', kind: 'command', command: ['oxfmt', '--check'] },
  { name: 'lint', heading: 'Lint', kind: 'command', command: ['oxlint'] },
  { name: 'walls', heading: 'Walls', kind: 'tests', files: ['walls.test.ts'], minutes: 2 },
  {
    name: 'build',
    heading: 'Build of the pages',
    kind: 'command',
    command: ['vite', 'build', '--logLevel', 'warn'],
    folder: 'web',
  },
  {
    name: 'stories',
    heading: 'Stories in the browser',
    after: ['browser', 'build'],
    kind: 'tests',
    files: ['e2e/**/*.test.ts'],
    except: ['e2e/reliability/**'],
    minutes: 15,
    needs: 'browser',
    oneAtATime: true,
  },
  // Several checkers of one project work out most types anew, each for itself: one takes half the time of the processor.
  { name: 'types', heading: 'Types', kind: 'command', command: ['tsc', '-b', '--checkers', '1'] },
  {
    name: 'generated',
    heading: 'Generated files',
    kind: 'command',
    command: ['node', 'server/src/cli/index.ts', 'generate', '--check'],
  },
  {
    name: 'reliability',
    heading: 'Killed in the middle of work',
    kind: 'tests',
    files: ['e2e/reliability/**/*.test.ts'],
    minutes: 15,
    needs: 'database',
    oneAtATime: true,
  },
  {
    name: 'tests',
    heading: 'Tests and stories',
    kind: 'tests',
    files: ['{contract,solver,server,web}/**/*.test.ts'],
    minutes: 6,
    needs: 'database',
  },
];
