import type { Bilingual, Item, Kind, NeedInput, NeedLineInput, Priority, ProposedLine } from '@baogong/contract';
import { newCommandId } from '../../shared/command-id.ts';
import { readQuantity } from './quantity.ts';

/** What a line keeps of its item, so that it shows without asking the server again. */
export type DraftItem = Pick<Item, 'code' | 'name' | 'baseUnit' | 'baseUnitName'> & { units: Item['units'] };

/** How a line was read out of a pasted text. */
export type Reading = { named: string; confidence: number; question: string | null };

/** One thing asked for. `unknown` is said, not left blank: a blank is a mistake, "I don't know" is an answer. */
export type DraftLine = {
  key: string;
  item: DraftItem | null;
  typed: string;
  unknown: boolean;
  unit: string | null;
  said: string | null;
  reading: Reading | null;
};

/** A need being written. Its command id stays until the server has answered: however often it is sent, it is one need. */
export type Draft = {
  commandId: string;
  organisationId: string | null;
  kind: string;
  lines: DraftLine[];
  form: Record<string, unknown>;
  neededBy: string | null;
  priority: Priority;
  priorityReason: string;
  description: string;
  contact: string;
  pasted: boolean;
  /** When it was first sent off; said to the server as the moment at which the need arose. */
  sealedAt: string | null;
};

export const goodsKind = 'goods';

export function blankDraft(organisationId: string | null): Draft {
  return {
    commandId: newCommandId(),
    organisationId,
    kind: goodsKind,
    lines: [],
    form: {},
    neededBy: null,
    priority: 'normal',
    priorityReason: '',
    description: '',
    contact: '',
    pasted: false,
    sealedAt: null,
  };
}

export function lineOf(item: DraftItem): DraftLine {
  return { ...openLine(), item, unit: item.baseUnit };
}

/**
 * A line as the text said it. A quantity counts only when it follows in the item's base unit without a guess; otherwise
 * it stays open and is asked.
 */
export function lineOfProposal(proposal: ProposedLine, item: DraftItem | null, text: string): DraftLine {
  const { baseQuantity, quantity, range, confidence, question } = proposal;
  return {
    ...openLine(),
    item,
    typed: item && baseQuantity !== null ? String(baseQuantity) : '',
    unknown: quantity === null && range === undefined,
    unit: item?.baseUnit ?? null,
    said: text.slice(...proposal.span),
    reading: { named: proposal.item, confidence, question },
  };
}

export type Fault = {
  word: 'organisation' | 'lines' | 'item' | 'quantity' | 'reason' | 'field';
  /** Key of the line, or name of the kind's field, at which to look. */
  at: string | null;
  label: Bilingual | null;
};

/** The first thing that keeps the draft from being sent; null when it can go. */
export function faultOf(draft: Draft, kind: Kind): Fault | null {
  if (!draft.organisationId) return fault('organisation');
  if (kind.life === 'supply') {
    if (draft.lines.length === 0) return fault('lines');
    const nameless = draft.lines.find((line) => line.item === null);
    if (nameless) return fault('item', nameless.key);
    const open = draft.lines.find((line) => !line.unknown && readQuantity(line.typed) === null);
    if (open) return fault('quantity', open.key, open.item!.name);
  }
  const missing = kind.fields.find(({ name, required }) => required && isBlank(draft.form[name]));
  if (missing) return fault('field', missing.name, missing.label);
  const mute = draft.priority === 'life-critical' && draft.priorityReason.trim() === '';
  return mute ? fault('reason') : null;
}

/** The command's body. The same draft always gives the same body, so that sending it again repeats the command. */
export function bodyOf(draft: Draft, kind: Kind, channel: 'screen' | 'officer'): NeedInput & { commandId: string } {
  const fields = new Set(kind.fields.map(({ name }) => name));
  return {
    commandId: draft.commandId,
    kind: draft.kind,
    organisationId: draft.organisationId!,
    lines: kind.life === 'supply' ? lineInputs(draft.lines) : [],
    form: Object.fromEntries(Object.entries(draft.form).filter(([name, value]) => fields.has(name) && !isBlank(value))),
    priority: draft.priority,
    priorityReason: draft.priorityReason.trim() || null,
    neededBy: draft.neededBy,
    description: draft.description.trim() || null,
    contact: draft.contact.trim() || null,
    channel: draft.pasted ? 'text' : channel,
    happenedAt: draft.sealedAt,
  };
}

export function lineInputs(lines: readonly DraftLine[]): NeedLineInput[] {
  return lines.flatMap(({ item, typed, unknown, unit, said }) => {
    const quantity = unknown ? null : readQuantity(typed);
    if (!item || (quantity === null && !unknown)) return [];
    return [{ item: item.code, quantity, unit: unit ?? item.baseUnit, said: said?.slice(0, 200) ?? null }];
  });
}

/** True when nothing would be lost by throwing it away. */
export function isUntouched(draft: Draft): boolean {
  return draft.lines.length === 0 && draft.description === '' && Object.keys(draft.form).length === 0;
}

function openLine(): DraftLine {
  return { key: newCommandId(), item: null, typed: '', unknown: false, unit: null, said: null, reading: null };
}

function fault(word: Fault['word'], at: string | null = null, label: Bilingual | null = null): Fault {
  return { word, at, label };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
