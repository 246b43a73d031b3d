import {
  type Bilingual,
  TRANSFER_LIFE,
  type Transfer,
  type TransferAction,
  transferActions,
  transferActionsIn,
  transferStanding,
} from '@baogong/contract';
import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { goodsWords } from '../../stock/index.ts';
import { findTransfer, lockTransfer, type TransferChange, type TransferRecord, updateTransfer } from './queries.ts';
import { viewOf } from './view.ts';
import { actionNames, statusNames } from './words.ts';

/** Locks the transfer; the verb then checks whose step it is. */
export async function openTransfer(act: Act, id: string): Promise<TransferRecord> {
  const found = await lockTransfer(act.tx, id);
  if (!found) throw notFound('调拨', 'Transfer');
  return found;
}

/** Refuses what the life does not allow in this status, naming what it does. */
export function requireStep({ status }: TransferRecord, action: TransferAction): void {
  if ((transferActions[action].from as readonly string[]).includes(status)) return;
  const allowed = transferActionsIn(status);
  const list = (locale: 'zh' | 'en') =>
    allowed.map((each) => actionNames[each][locale]).join(locale === 'zh' ? '、' : ', ');
  const none = { zh: '没有可做的', en: 'nothing' };
  const possible = allowed.length > 0 ? { zh: list('zh'), en: list('en') } : none;
  const params = { status: statusNames[status], action: actionNames[action], allowed: possible };
  throw conflict('action-not-possible', { allowed, params });
}

/** The two sides as rights and live changes know them. */
export function sidesOf({ from, to }: Pick<TransferRecord, 'from' | 'to'>) {
  return {
    sender: { organisationId: from.organisationId!, areaCode: from.areaCode! },
    receiver: { organisationId: to.id, areaCode: to.areaCode },
  };
}

type Told = { lineId: string; quantity: number }[];
type Change = { set?: TransferChange; told: Told; details?: Record<string, unknown>; ended?: 'released' | 'expired' };

/**
 * One version further, after the ledger was moved: fact, then row. The status follows from the figures. `told`: the quantities that
 * the fact is about, for the messages made of it.
 */
export async function writeStep(
  act: Act,
  before: TransferRecord,
  action: TransferAction,
  { set = {}, told, details = {}, ended = 'released' }: Change,
): Promise<Transfer> {
  const after = (await findTransfer(act.tx, before.id))!;
  const status = transferStanding(sumsOf(after), ended);
  const version = action === 'offer' ? 1 : before.version + 1;
  const { sender, receiver } = sidesOf(after);
  await recordFacts(act.tx, act.actor, act.actor.id === 'system' ? null : act.commandId, [
    {
      module: 'transfers',
      action,
      subjectId: after.id,
      version,
      life: TRANSFER_LIFE,
      from: action === 'offer' ? 'none' : before.status,
      to: status,
      ...receiver,
      happenedAt: iso(act.now),
      details: {
        number: after.number,
        parties: [sender, receiver],
        sender: after.from.organisationName,
        receiver: after.to.name,
        lines: told,
        goods: toldWords(after, told),
        ...details,
      },
    },
  ]);
  await updateTransfer(act.tx, after.id, { ...set, status, version });
  return viewOf((await findTransfer(act.tx, after.id))!, act.actor, act.now);
}

/** Base units over all lines: good for comparing with nothing, not for showing. */
export function sumsOf({ lines }: Pick<TransferRecord, 'lines'>): { held: number; underWay: number; sent: number } {
  const sum = (figure: 'held' | 'underWay' | 'sent') => lines.reduce((total, line) => total + line[figure], 0);
  return { held: sum('held'), underWay: sum('underWay'), sent: sum('sent') };
}

function toldWords({ lines }: TransferRecord, told: Told): Bilingual {
  return goodsWords(told.map(({ lineId, quantity }) => ({ ...lines.find(({ id }) => id === lineId)!, quantity })));
}

type Named = { lineId: string };

/** The lines named, each once, with their field in the input. */
export function namedLines<Each extends Named>(transfer: TransferRecord, named: readonly Each[]) {
  return named.map((each, index) => {
    const field = `lines[${index}]`;
    const line = transfer.lines.find(({ id }) => id === each.lineId);
    if (!line) throw conflict('unknown-line', { field: `${field}.lineId` });
    if (named.findIndex(({ lineId }) => lineId === each.lineId) < index)
      throw conflict('line-twice', { field: `${field}.lineId` });
    return { line, named: each, field };
  });
}
