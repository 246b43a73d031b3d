import type { Problem } from '../../shared/problem.ts';
import type { Attempt } from './attempt.ts';
import type { Kept } from './kept.ts';

/** A command sent off and not yet answered. `refused` says why the server will not have it as it is. */
export type Unsent = { body: { commandId: string }; refused: Problem | null };
/** What has not reached the server, oldest first. */
export type Outbox<Waiting extends Unsent> = Pick<Kept<Waiting[]>, 'read' | 'write'>;
export type Send<Waiting extends Unsent, Answer> = (body: Waiting['body']) => Promise<Attempt<Answer>>;

/** Keeps the command, then sends it: whatever happens in between, it is either answered or still here. */
export async function keepAndSend<Waiting extends Unsent, Answer>(
  outbox: Outbox<Waiting>,
  unsent: Waiting,
  send: Send<Waiting, Answer>,
): Promise<Attempt<Answer>> {
  const { commandId } = unsent.body;
  outbox.write([...without(outbox, commandId), { ...unsent, refused: null }]);
  const outcome = await send(unsent.body);
  if ('taken' in outcome) drop(outbox, commandId);
  else if (!outcome.again) outbox.write([...without(outbox, commandId), { ...unsent, refused: outcome.problem }]);
  return outcome;
}

/** Sends what waits, oldest first; stops when the network is gone again. Gives the answers. */
export async function sendWaiting<Waiting extends Unsent, Answer>(
  outbox: Outbox<Waiting>,
  send: Send<Waiting, Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const unsent of outbox.read().filter(({ refused }) => refused === null)) {
    const outcome = await keepAndSend(outbox, unsent, send);
    if ('taken' in outcome) answers.push(outcome.taken);
    else if (outcome.again) break;
  }
  return answers;
}

/** Takes a command out, to change it or because nobody wants it any more. */
export function drop<Waiting extends Unsent>(outbox: Outbox<Waiting>, commandId: string): void {
  outbox.write(without(outbox, commandId));
}

export function without<Waiting extends Unsent>(outbox: Outbox<Waiting>, commandId: string): Waiting[] {
  return outbox.read().filter(({ body }) => body.commandId !== commandId);
}
