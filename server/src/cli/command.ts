/** One command of `./baogong`: a file in this folder that exports these three. */
export type Command = {
  /** One line for the list of commands. */
  summary: string;
  /** Several lines: `./baogong <command> …` and its options. */
  usage: string;
  /** Does the work and gives the exit code. */
  run: (args: string[]) => Promise<number>;
};

/** The command was called in a wrong way: its usage is shown and the exit code is 2. */
export class UsageFailure extends Error {
  override name = 'UsageFailure';
}
