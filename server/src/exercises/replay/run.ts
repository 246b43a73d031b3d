import { createHash } from 'node:crypto';
import { stableId } from '../../platform/stable-id.ts';

/** One run of the replay: everything that looks like chance in it comes from its seed, every command id from its id. */
export type Run = {
  readonly id: string;
  /** The same parts, the same id: a repeated step is the same command. */
  command(...parts: readonly (string | number)[]): string;
  /** 0 ≤ chance < 1, the same in every run with this seed, whatever the order of asking. */
  chance(...parts: readonly (string | number)[]): number;
};

export function createRun(id: string, seed: number): Run {
  return {
    id,
    command: (...parts) => stableId('replay', [id, ...parts].join('\0')),
    chance(...parts) {
      const digest = createHash('sha256')
        .update([seed, ...parts].join('\0'))
        .digest();
      return digest.readUInt32BE(0) / 2 ** 32;
    },
  };
}
