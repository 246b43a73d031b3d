import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Tx } from '../db/database.ts';
import { requireSameCommand } from './command.ts';

/** A command of a batch: who sent it and a hash of what makes it the same command. */
type Sent<Answer> = {
  commandId: string;
  actor: Actor;
  hash: Buffer;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
};

/** How a command is answered once its transaction is through. */
export type Outcome<Each> = (each: Each) => void;

export type Repeats<Each> = {
  /** To be done now: neither answered before nor sent twice in this batch. */
  fresh: Each[];
  /** Outcomes in the order of the batch, from those of what was fresh by command id. */
  answers(outcomes: ReadonlyMap<string, Outcome<Each>>): Outcome<Each>[];
};

/** Tells repeats in a batch from what is to be done; a repeat is answered as its first was, and refused where its body is another. */
export async function leaveOutRepeats<Answer, Each extends Sent<Answer>>(
  tx: Tx,
  batch: readonly Each[],
): Promise<Repeats<Each>> {
  const earlier = await earlierAnswers<Answer, Each>(
    tx,
    batch.map(({ commandId }) => commandId),
  );
  const firsts = new Map(batch.toReversed().map((each) => [each.commandId, each]));
  return {
    fresh: batch.filter((each) => !earlier.has(each.commandId) && firsts.get(each.commandId) === each),
    answers: (outcomes) =>
      batch.map(({ commandId }) => {
        const { actor, hash } = firsts.get(commandId)!;
        return earlier.get(commandId) ?? asRepeat({ actor: actor.id, hash }, outcomes.get(commandId)!);
      }),
  };
}

async function earlierAnswers<Answer, Each extends Sent<Answer>>(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, Outcome<Each>>> {
  const { rows } = await sql<{ id: string; actor: string; hash: Buffer; answer: Answer }>`
    select id, actor, body_hash as hash, answer from command where id = any(${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, asRepeat<Each>(row, ({ resolve }) => resolve(row.answer))]));
}

function asRepeat<Each extends Sent<never>>(
  first: { actor: string; hash: Buffer },
  outcome: Outcome<Each>,
): Outcome<Each> {
  return (each) => {
    try {
      requireSameCommand(first, each.actor.id, each.hash);
      outcome(each);
    } catch (error) {
      each.reject(error);
    }
  };
}
