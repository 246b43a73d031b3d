import type { Transfer } from '@baogong/contract';
import { api } from '../../shared/api.ts';
import { attempt } from '../outbox/attempt.ts';
import { keptUnder, type Kept } from '../outbox/kept.ts';
import type { Send, Unsent } from '../outbox/outbox.ts';

type Routes = typeof api.transfers;
/** A step of a transfer as the phone keeps it until the server has it. */
export type StepBody =
  | ({ step: 'confirm' } & Parameters<Routes['confirmTransfer']>[0])
  | ({ step: 'send' } & Parameters<Routes['sendTransfer']>[0])
  | ({ step: 'release' } & Parameters<Routes['releaseTransfer']>[0]);
export type Step = StepBody['step'];
export type UnsentStep = Unsent & { body: StepBody; number: string; other: string };

/** Steps of transfers by this person that have not reached the server, kept on this device. */
export function transferOutbox(personId: string): Kept<UnsentStep[]> {
  return keptUnder<UnsentStep[]>(`baogong.transfers.${personId}`, []);
}

export const sendStep: Send<UnsentStep, Transfer> = (body) => attempt(() => call(body as StepBody));

function call(body: StepBody): Promise<Transfer> {
  if (body.step === 'confirm') return api.transfers.confirmTransfer(commandOf(body));
  if (body.step === 'send') return api.transfers.sendTransfer(commandOf(body));
  return api.transfers.releaseTransfer(commandOf(body));
}

function commandOf<Body extends StepBody>({ step: _step, ...command }: Body): Omit<Body, 'step'> {
  return command;
}
