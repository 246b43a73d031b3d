/** One thing that must hold. A command passes or fails as one; test files count each test. */
export type Step = { name: string; heading: string } & (
  | { kind: 'command'; command: string[]; folder?: string }
  | {
      kind: 'tests';
      files: string[];
      except?: string[];
      atOnce: number;
      minutes: number;
      needs?: 'database' | 'browser';
    }
  | { kind: 'browser' }
);

/** In the order in which they run; quick ones first. Commands are found in node_modules/.bin or the path. */
export const steps: Step[] = [
  { name: 'browser', heading: 'Chromium and Chinese fonts', kind: 'browser' },
  { name: 'format', heading: 'Format', kind: 'command', command: ['oxfmt', '--check'] },
  { name: 'lint', heading: 'Lint', kind: 'command', command: ['oxlint'] },
  { name: 'types', heading: 'Types', kind: 'command', command: ['tsc', '-b'] },
  { name: 'walls', heading: 'Walls', kind: 'tests', files: ['walls.test.ts'], atOnce: 1, minutes: 2 },
  {
    name: 'generated',
    heading: 'Generated files',
    kind: 'command',
    command: ['node', 'server/src/cli/index.ts', 'generate', '--check'],
  },
  {
    name: 'tests',
    heading: 'Tests and stories',
    kind: 'tests',
    files: ['{contract,solver,server,web}/**/*.test.ts'],
    atOnce: 2,
    minutes: 15,
    needs: 'database',
  },
  { name: 'build', heading: 'Build of the pages', kind: 'command', command: ['vite', 'build'], folder: 'web' },
  {
    name: 'stories',
    heading: 'Stories in the browser',
    kind: 'tests',
    files: ['e2e/**/*.test.ts'],
    except: ['e2e/reliability/**'],
    atOnce: 1,
    minutes: 20,
    needs: 'browser',
  },
  {
    name: 'reliability',
    heading: 'Killed in the middle of work',
    kind: 'tests',
    files: ['e2e/reliability/**/*.test.ts'],
    atOnce: 1,
    minutes: 15,
    needs: 'database',
  },
];
