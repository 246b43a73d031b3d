import type { HistoryEntry, Need, NeedLine } from '@baogong/contract';
import type { IconName } from '../../shared/plain/icon.tsx';
import { goodsInDelivery, type Goods } from '../standing.ts';

/** One thing that happened: which sentence tells it, with what in it, and the words that people left. */
export type Moment = {
  word: MomentWord;
  goods: Goods[];
  /** Second amount of the sentence: what was sent back. */
  rejected: Goods[];
  /** A name in the sentence: an assignee, a file, the number of another need. */
  name: string;
  /** Code in the sentence that the screen says in words: a priority, a closing reason, an action. */
  code: string;
  /** A moment in the sentence. */
  at: string | null;
  note: string | null;
};
export type MomentWord = keyof typeof icons;

/** Every sentence and its icon. */
export const icons = {
  collect: 'plus',
  'collect-behalf': 'plus',
  revise: 'list',
  claim: 'hand',
  release: 'return',
  prioritise: 'up',
  comment: 'person',
  attach: 'clip',
  dispatch: 'truck',
  'dispatch-to': 'person',
  'add-sources': 'truck',
  'reservation-expired': 'clock',
  return: 'return',
  ship: 'truck',
  'ship-until': 'truck',
  arrive: 'box',
  fulfil: 'check',
  receive: 'check',
  'receive-partly': 'check',
  dispute: 'alert',
  waive: 'minus',
  'close-receipt': 'double-check',
  'close-reason': 'double-check',
  withdraw: 'slash',
  merge: 'merge',
  absorb: 'merge',
  reopen: 'return',
  escalate: 'siren',
  undo: 'return',
  other: 'dash',
} as const satisfies Record<string, IconName>;

type Details = Record<string, unknown>;
type Told = Partial<Moment> & { word: MomentWord };
type Teller = (details: Details, need: Need, entry: HistoryEntry) => Told;

/** What the entry says in the timeline. Facts of a kind not known here are told by their bare fact. */
export function momentOf(entry: HistoryEntry, need: Need): Moment {
  const told = tellers[entry.action]?.(entry.details, need, entry) ?? { word: wordOf(entry.action) };
  const note = told.note ?? textIn(entry.details, 'reason') ?? textIn(entry.details, 'note');
  return { goods: [], rejected: [], name: '', code: '', at: null, ...told, note };
}

/** Facts whose sentence needs more than who did it. */
const tellers: Record<string, Teller> = {
  collect: (_, __, { onBehalf }) => ({ word: onBehalf ? 'collect-behalf' : 'collect' }),
  prioritise: (details) => ({ word: 'prioritise', code: textIn(details, 'priority') ?? '' }),
  comment: (details) => ({ word: 'comment', note: textIn(details, 'text') }),
  attach: (details) => ({ word: 'attach', name: textIn(details, 'name') ?? '' }),
  dispatch: (details, need) => {
    const name = textIn(details, 'assignee') ?? '';
    if (name) return { word: 'dispatch-to', name };
    return { word: 'dispatch', goods: goodsIn(details, 'approved', need.lines, 'quantity') };
  },
  ship: (details, need) => {
    const at = textIn(details, 'expectedAt');
    return { word: at ? 'ship-until' : 'ship', at, goods: broughtBy(details, need) };
  },
  arrive: (details, need) => ({ word: 'arrive', goods: broughtBy(details, need) }),
  receive: (details, need) => {
    const rejected = goodsIn(details, 'lines', need.lines, 'rejected');
    const goods = goodsIn(details, 'lines', need.lines, 'accepted');
    return { word: rejected.length > 0 ? 'receive-partly' : 'receive', goods, rejected, note: reasonsIn(details) };
  },
  waive: (details, need) => ({ word: 'waive', goods: goodsIn(details, 'lines', need.lines, 'quantity') }),
  close: (details) => {
    if (details['receipt']) return { word: 'close-receipt' };
    return { word: 'close-reason', code: textIn(details, 'reason') ?? '', note: textIn(details, 'note') ?? '' };
  },
  escalate: (details) => ({ word: 'escalate', code: String(details['level'] ?? '') }),
  undo: (details) => ({ word: 'undo', code: textIn(details, 'undone') ?? '' }),
};

function wordOf(action: string): MomentWord {
  return action in icons ? (action as MomentWord) : 'other';
}

function textIn(details: Details, name: string): string | null {
  const value = details[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function broughtBy(details: Details, need: Need): Goods[] {
  const delivery = need.deliveries.find(({ id }) => id === details['deliveryId']);
  return delivery ? goodsInDelivery(delivery, need.id) : [];
}

function goodsIn(details: Details, list: string, lines: readonly NeedLine[], amount: string): Goods[] {
  return rowsIn(details, list).flatMap((row) => {
    const line = lines.find(({ id }) => id === row['lineId']);
    const quantity = row[amount];
    if (!line || typeof quantity !== 'number' || quantity === 0) return [];
    return [{ name: line.itemName, unit: line.baseUnitName, quantity }];
  });
}

function reasonsIn(details: Details): string {
  return rowsIn(details, 'lines')
    .flatMap((row) => textIn(row, 'reason') ?? [])
    .join(' ');
}

function rowsIn(details: Details, list: string): Details[] {
  const rows = details[list];
  return Array.isArray(rows) ? (rows as Details[]) : [];
}
