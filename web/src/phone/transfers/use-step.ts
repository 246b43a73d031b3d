import type { Transfer } from '@baogong/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newCommandId } from '../../shared/command-id.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import type { Problem } from '../../shared/problem.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { useKept } from '../outbox/kept.ts';
import { drop, keepAndSend } from '../outbox/outbox.ts';
import { sendStep, type StepBody, transferOutbox, type UnsentStep } from './outbox.ts';

/** What of the step, without its command id. */
export type Doing = StepBody extends infer Body
  ? Body extends StepBody
    ? Omit<Body, 'commandId' | 'id'>
    : never
  : never;

export function useTransferOutbox() {
  const { me } = useMe();
  return transferOutbox(me?.personId ?? 'nobody');
}

/** The steps of this phone that wait for the network, by transfer. */
export function useWaitingSteps(): ReadonlySet<string> {
  const unsent = useKept(useTransferOutbox());
  return new Set(unsent.filter(({ refused }) => refused === null).map(({ body }) => body.id));
}

/**
 * Does a step of a transfer: kept on the phone first, then sent, later if there is no network. `run` gives true when it was done or is
 * kept; what the server will not have is said as `problem`, to be done otherwise.
 */
export function useStep(transfer: Pick<Transfer, 'id' | 'number' | 'from' | 'to'>, other: string, done: string) {
  const { t } = useTranslation('phone-transfers');
  const client = useQueryClient();
  const outbox = useTransferOutbox();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function run(doing: Doing): Promise<boolean> {
    setBusy(true);
    setProblem(null);
    const body = { ...doing, id: transfer.id, commandId: newCommandId() } as StepBody;
    const unsent: UnsentStep = { body, number: transfer.number, other, refused: null };
    const outcome = await keepAndSend(outbox, unsent, sendStep);
    setBusy(false);
    if ('taken' in outcome) showToast({ text: done });
    else if (outcome.again) showToast({ text: t('kept'), tone: 'danger' });
    else {
      drop(outbox, body.commandId);
      setProblem(outcome.problem);
      return false;
    }
    await client.invalidateQueries({ queryKey: queryKeys.transfers });
    return true;
  }
  return { run, busy, problem };
}
