import type { NeedInput, NeedSummary } from '@baogong/contract';
import { api, problemOf } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Draft } from './draft.ts';
import { keptUnder, type Kept } from './kept.ts';

/** A need sent off and not yet answered. `refused` says why the server will not have it as it is. */
export type Unsent = {
  body: NeedInput & { commandId: string };
  draft: Draft;
  headline: string;
  refused: Problem | null;
};

export type Outcome = { sent: NeedSummary } | { problem: Problem; again: boolean };

/** The needs of this person that have not reached the server, kept on this device. */
export function outboxOf(personId: string): Kept<Unsent[]> {
  return keptUnder<Unsent[]>(`baogong.outbox.${personId}`, []);
}

/**
 * Puts the need in the outbox, then sends it: whatever happens in between, it is either answered or still here. The
 * command id makes sending it again safe.
 */
export async function send(outbox: Kept<Unsent[]>, unsent: Unsent): Promise<Outcome> {
  const { commandId } = unsent.body;
  outbox.write([...without(outbox, commandId), { ...unsent, refused: null }]);
  const outcome = await attempt(unsent);
  if ('sent' in outcome) outbox.write(without(outbox, commandId));
  else if (!outcome.again) outbox.write([...without(outbox, commandId), { ...unsent, refused: outcome.problem }]);
  return outcome;
}

/** Sends what waits, oldest first; stops when the network is gone again. */
export async function sendWaiting(outbox: Kept<Unsent[]>, done: (need: NeedSummary) => void): Promise<void> {
  for (const unsent of outbox.read().filter(({ refused }) => refused === null)) {
    const outcome = await send(outbox, unsent);
    if ('sent' in outcome) done(outcome.sent);
    else if (outcome.again) return;
  }
}

/** Takes a need out again, to change or to drop it. */
export function takeOut(outbox: Kept<Unsent[]>, commandId: string): void {
  outbox.write(without(outbox, commandId));
}

async function attempt({ body }: Unsent): Promise<Outcome> {
  try {
    return { sent: await api.needs.collectNeed(body) };
  } catch (error) {
    const problem = problemOf(error);
    return { problem, again: mayPass(problem.status) };
  }
}

/** No answer, signed out, too much at once, server down: the same need may well be taken later. */
export function mayPass(status: number): boolean {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}

function without(outbox: Kept<Unsent[]>, commandId: string): Unsent[] {
  return outbox.read().filter(({ body }) => body.commandId !== commandId);
}
