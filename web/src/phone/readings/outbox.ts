import type { Bilingual, ReadingInput, TakenReadings } from '@baogong/contract';
import { api, problemOf } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { keptUnder, type Kept } from '../ask/kept.ts';

/** A reading sent off and not yet answered. `refused` says why the server will not have it. */
export type UnsentReading = {
  body: { commandId: string; readings: [ReadingInput & { at: string }] };
  itemName: Bilingual;
  refused: Problem | null;
};

export type Outcome = { taken: TakenReadings } | { problem: Problem; again: boolean };

/** The readings of this person that have not reached the server, kept on this device. */
export function readingOutbox(personId: string): Kept<UnsentReading[]> {
  return keptUnder<UnsentReading[]>(`baogong.readings.${personId}`, []);
}

/** Keeps the reading, then sends it: whatever happens, it is either answered or still here. Sending it again is safe. */
export async function sendReading(outbox: Kept<UnsentReading[]>, unsent: UnsentReading): Promise<Outcome> {
  const { commandId } = unsent.body;
  outbox.write([...without(outbox, commandId), { ...unsent, refused: null }]);
  const outcome = await attempt(unsent);
  if ('taken' in outcome) outbox.write(without(outbox, commandId));
  else if (!outcome.again) outbox.write([...without(outbox, commandId), { ...unsent, refused: outcome.problem }]);
  return outcome;
}

/** Sends what waits, oldest first; stops when the network is gone again. Returns how many went out. */
export async function sendWaitingReadings(outbox: Kept<UnsentReading[]>): Promise<number> {
  let sent = 0;
  for (const unsent of outbox.read().filter(({ refused }) => refused === null)) {
    const outcome = await sendReading(outbox, unsent);
    if ('taken' in outcome) sent += 1;
    else if (outcome.again) return sent;
  }
  return sent;
}

export function dropReading(outbox: Kept<UnsentReading[]>, commandId: string): void {
  outbox.write(without(outbox, commandId));
}

async function attempt({ body }: UnsentReading): Promise<Outcome> {
  try {
    return { taken: await api.readings.takeReadings(body) };
  } catch (error) {
    const problem = problemOf(error);
    const { status } = problem;
    // No answer, signed out, too much at once, server down: the same reading may well be taken later.
    return { problem, again: [0, 401, 408, 429].includes(status) || status >= 500 };
  }
}

function without(outbox: Kept<UnsentReading[]>, commandId: string): UnsentReading[] {
  return outbox.read().filter(({ body }) => body.commandId !== commandId);
}
