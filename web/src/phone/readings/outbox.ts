import type { Bilingual, ReadingInput, TakenReadings } from '@baogong/contract';
import { api } from '../../shared/api.ts';
import { attempt } from '../outbox/attempt.ts';
import { keptUnder, type Kept } from '../outbox/kept.ts';
import type { Send, Unsent } from '../outbox/outbox.ts';

export type UnsentReading = Unsent & { body: { readings: [ReadingInput & { at: string }] }; itemName: Bilingual };

/** The readings of this person that have not reached the server, kept on this device. */
export function readingOutbox(personId: string): Kept<UnsentReading[]> {
  return keptUnder<UnsentReading[]>(`baogong.readings.${personId}`, []);
}

export const sendReading: Send<UnsentReading, TakenReadings> = (body) => attempt(() => api.readings.takeReadings(body));
