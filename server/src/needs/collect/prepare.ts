import {
  type Kind,
  type NeedInput,
  type NeedLineInput,
  type NeedSummary,
  newId,
  PositiveQuantity,
  type Priority,
} from '@baogong/contract';
import type { CatalogueItem } from '../../catalogue/index.ts';
import { toBase } from '../../catalogue/index.ts';
import type { OrganisationReference } from '../../directory/index.ts';
import type { Actor } from '../../platform/actor.ts';
import { cityDay, iso } from '../../platform/clock.ts';
import { factRow } from '../../platform/log/record.ts';
import { invalid } from '../../platform/refusal.ts';
import { validateForm } from '../kinds/index.ts';
import type { CollectedRow, CountKey } from '../queries/collect.ts';
import { dueAt, hurtsAt } from '../urgency.ts';

/** What a draft is checked against; all of it from memory, so that intake reads nothing per request. */
export type DraftReference = {
  kind: Kind;
  organisation: OrganisationReference;
  items: ReadonlyMap<string, CatalogueItem>;
};

/** A need checked and ready, but for its number. */
export type PreparedNeed = {
  id: string;
  key: CountKey;
  /** Fills in the number; gives the rows to write and the answer to send. */
  finish(dayNumber: number): { row: Omit<CollectedRow, 'command'>; summary: NeedSummary };
};

type Line = {
  id: string;
  item: CatalogueItem;
  requested: number | null;
  said: string | null;
  specification: string | null;
};

/** Checks a draft and works out everything that follows from it. Refusals name the field. */
export function prepareNeed(
  input: NeedInput,
  reference: DraftReference,
  actor: Actor,
  now: Temporal.Instant,
  commandId: string | null,
): PreparedNeed {
  const { kind } = reference;
  if (kind.retired) throw invalid('kind-retired', { field: 'kind' });
  const form = validateForm(kind, input.form, actor.locale);
  const lines = checkLines(input, reference);
  const at = iso(now);
  const neededBy = input.neededBy ? iso(Temporal.Instant.from(input.neededBy)) : null;
  const runsDryAt = input.runsDryAt ? iso(Temporal.Instant.from(input.runsDryAt)) : null;
  if (neededBy && neededBy < iso(now.subtract({ hours: 1 }))) throw invalid('needed-by-past', { field: 'neededBy' });
  const clock = { kind, priority: input.priority, status: 'collected' as const, since: now };
  const id = newId(now.epochMilliseconds);
  const base = {
    id,
    priority: input.priority,
    neededBy,
    runsDryAt,
    hurtsAt: hurtsAt({ ...clock, neededBy, runsDryAt }),
    dueAt: dueAt(clock),
    headline: headlineOf(lines, kind, input.description ?? null),
    onBehalf: isOnBehalf(actor, input.organisationId),
    happenedAt: input.happenedAt ? iso(Temporal.Instant.from(input.happenedAt)) : at,
    at,
  };
  const day = cityDay(now);
  return {
    id,
    key: { organisationId: input.organisationId, day },
    finish: (dayNumber) => ({
      row: {
        need: needRow(base, input, reference, actor, form, day, dayNumber, lines),
        lines: lines.map((line, position) => lineRow(line, id, position)),
        event: factRow(collectFact(base, input, reference, lines), actor, commandId),
      },
      summary: summaryOf(base, input, reference, lines, numberOf(day, dayNumber)),
    }),
  };
}

/** Short number that people say on the phone: month, day and count at the institution. */
export function numberOf(day: string, dayNumber: number): string {
  return `${day.slice(5, 7)}${day.slice(8, 10)}-${String(dayNumber).padStart(2, '0')}`;
}

type Base = {
  id: string;
  priority: Priority;
  neededBy: string | null;
  runsDryAt: string | null;
  hurtsAt: string;
  dueAt: string | null;
  headline: string;
  onBehalf: boolean;
  happenedAt: string;
  at: string;
};

function checkLines(input: NeedInput, { kind, items }: DraftReference): Line[] {
  const takesLines = kind.life === 'supply';
  if (takesLines && input.lines.length === 0) throw invalid('no-lines', { field: 'lines' });
  if (!takesLines && input.lines.length > 0) throw invalid('lines-not-allowed', { field: 'lines' });
  return input.lines.map((line, index) => {
    const item = items.get(line.item);
    if (!item) {
      throw invalid('unknown-field-value', {
        field: `lines[${index}].item`,
        params: { field: `lines[${index}].item`, value: line.item },
      });
    }
    const requested = requestedOf(item, line, `lines[${index}]`);
    return { id: newId(), item, requested, said: line.said ?? null, specification: line.specification ?? null };
  });
}

const grouped = new Intl.NumberFormat('en-US');

/** The quantity in base units, or null for unknown; one that its unit makes too large for the ledger is refused. */
export function requestedOf(item: CatalogueItem, line: NeedLineInput, field: string): number | null {
  if (line.quantity === null) return null;
  const requested = toBase(item, line.quantity, line.unit ?? item.baseUnit, `${field}.unit`);
  if (PositiveQuantity.safeParse(requested).success) return requested;
  const detail = { zh: '数量太大', en: 'the quantity is too large' };
  throw invalid('invalid-input', { field: `${field}.quantity`, params: { detail } });
}

function headlineOf(lines: readonly Line[], kind: Kind, description: string | null): string {
  if (lines.length === 0) return (description ? `${kind.name.zh}：${description}` : kind.name.zh).slice(0, 200);
  return headlineOfLines(lines);
}

/** The first items in Chinese, as the queue shows them: 医用防护口罩 2,000 只、防护服 数量未知. */
export function headlineOfLines(lines: readonly Pick<Line, 'item' | 'requested'>[]): string {
  const words = lines.slice(0, 4).map(({ item, requested }) => {
    const quantity = requested === null ? '数量未知' : `${grouped.format(requested)} ${item.baseUnitName.zh}`;
    return `${item.name.zh} ${quantity}`;
  });
  return (words.join('、') + (lines.length > 4 ? ` 等 ${lines.length} 种` : '')).slice(0, 400);
}

function isOnBehalf(actor: Actor, organisationId: string): boolean {
  return !actor.posts.some((post) => post.organisationId === organisationId && post.role === 'institution');
}

function needRow(
  base: Base,
  input: NeedInput,
  { kind, organisation }: DraftReference,
  actor: Actor,
  form: object,
  day: string,
  dayNumber: number,
  lines: readonly Line[],
) {
  return {
    id: base.id,
    day,
    day_number: dayNumber,
    kind_code: kind.code,
    kind_version: kind.version,
    life: kind.life,
    status: 'collected',
    organisation_id: input.organisationId,
    area_code: organisation.areaCode,
    entered_by: actor.id,
    entered_by_name: actor.name,
    on_behalf: base.onBehalf,
    channel: input.channel,
    priority: base.priority,
    priority_reason: input.priorityReason ?? null,
    headline: base.headline,
    description: input.description ?? null,
    contact: input.contact ?? null,
    form,
    needed_by: base.neededBy,
    runs_dry_at: base.runsDryAt,
    hurts_at: base.hurtsAt,
    due_at: base.dueAt,
    desk: kind.desk,
    collected_at: base.at,
    search_text: [organisation.name, numberOf(day, dayNumber), ...lines.map((line) => line.item.name.zh)]
      .join(' ')
      .toLowerCase(),
    version: 1,
  };
}

function lineRow(line: Line, needId: string, position: number) {
  return {
    id: line.id,
    need_id: needId,
    position,
    item_code: line.item.code,
    specification: line.specification,
    said: line.said,
    requested: line.requested,
  };
}

function collectFact(base: Base, input: NeedInput, { kind, organisation }: DraftReference, lines: readonly Line[]) {
  return {
    module: 'needs',
    action: 'collect',
    subjectId: base.id,
    version: 1,
    life: kind.life,
    from: 'none',
    to: 'collected',
    organisationId: input.organisationId,
    areaCode: organisation.areaCode,
    onBehalf: base.onBehalf,
    happenedAt: base.happenedAt,
    details: {
      priority: base.priority,
      channel: input.channel,
      lines: lines.map((line) => ({ item: line.item.code, requested: line.requested })),
    },
  };
}

function summaryOf(
  base: Base,
  input: NeedInput,
  { kind, organisation }: DraftReference,
  lines: readonly Line[],
  number: string,
): NeedSummary {
  return {
    id: base.id,
    number,
    kind: kind.code,
    kindName: kind.name,
    life: kind.life,
    status: 'collected',
    priority: base.priority,
    priorityReason: input.priorityReason ?? null,
    organisationId: input.organisationId,
    organisationName: organisation.name,
    areaCode: organisation.areaCode,
    areaName: organisation.areaName,
    headline: base.headline,
    lines: lines.map((line) => ({
      id: line.id,
      item: line.item.code,
      itemName: line.item.name,
      baseUnit: line.item.baseUnit,
      baseUnitName: line.item.baseUnitName,
      specification: line.specification,
      said: line.said,
      requested: line.requested,
      approved: null,
      reserved: 0,
      inTransit: 0,
      delivered: 0,
      accepted: 0,
      rejected: 0,
      waived: 0,
    })),
    neededBy: base.neededBy,
    runsDryAt: base.runsDryAt,
    hurtsAt: base.hurtsAt,
    dueAt: base.dueAt,
    escalation: 0,
    desk: kind.desk,
    claimedBy: null,
    collectedAt: base.at,
    version: 1,
  };
}
