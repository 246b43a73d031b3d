import type { Bilingual, CountLine } from '@baogong/contract';
import { api, newCommandId } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { attempt } from '../outbox/attempt.ts';
import { keptUnder, type Kept } from '../outbox/kept.ts';

/** One item counted at one place; neither `line` nor `refused`: it waits for the network. */
export type Count = {
  commandId: string;
  placeId: string;
  item: string;
  itemName: Bilingual;
  unit: Bilingual;
  quantity: number;
  shown: number | null;
  at: string;
  line: CountLine | null;
  refused: Problem | null;
};

const KEPT = 30;

export const countsOf = (personId: string): Kept<Count[]> => keptUnder<Count[]>(`baogong.counts.${personId}`, []);

export const waits = ({ line, refused }: Count): boolean => line === null && refused === null;

/** Keeps the count first, then sends it: whatever happens in between, it is answered or still here. */
export async function count(
  counts: Kept<Count[]>,
  counted: Pick<Count, 'placeId' | 'item' | 'itemName' | 'unit' | 'quantity' | 'shown'>,
): Promise<void> {
  const fresh = { ...counted, commandId: newCommandId(), at: new Date().toISOString(), line: null, refused: null };
  counts.write([fresh, ...counts.read()].filter((each, index) => waits(each) || index < KEPT));
  await send(counts, fresh);
}

/** Sends what waits, the oldest first; stops when the network is gone again. */
export async function sendWaiting(counts: Kept<Count[]>): Promise<void> {
  for (const each of counts.read().filter(waits).toReversed()) if (!(await send(counts, each))) return;
}

export function drop(counts: Kept<Count[]>, commandId: string): void {
  counts.write(counts.read().filter((each) => each.commandId !== commandId));
}

async function send(counts: Kept<Count[]>, { commandId, placeId, item, quantity, shown, at }: Count): Promise<boolean> {
  const answer = (change: Partial<Count>) =>
    counts.write(counts.read().map((each) => (each.commandId === commandId ? { ...each, ...change } : each)));
  const lines = [{ item, quantity, shown, countedAt: at }];
  const outcome = await attempt(() => api.stock.countStock({ commandId, placeId, lines, deviceId: device() }));
  if ('taken' in outcome) answer({ line: outcome.taken.lines[0] ?? null });
  else if (outcome.again) return false;
  else answer({ refused: outcome.problem });
  return true;
}

/** A name of this device, so that two phones that count the same are told apart. */
function device(): string {
  const known = localStorage.getItem('baogong.device');
  if (known) return known;
  const fresh = newCommandId();
  localStorage.setItem('baogong.device', fresh);
  return fresh;
}
