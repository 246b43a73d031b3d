import { z } from 'zod';
import {
  AreaCode,
  Bilingual,
  Code,
  Id,
  Instant,
  Name,
  Note,
  PositiveQuantity,
  Quantity,
  QuantityOrUnknown,
} from '../shared/schema.ts';
import { Desk, Priority } from './kinds.ts';
import { needActionCodes, needLifeCodes, needStatuses } from './life.ts';

export const NeedStatus = z.enum(needStatuses);

/** One item asked for. Quantities are integers in the item's base unit; `requested` null = the asker does not know. */
export const NeedLine = z.object({
  id: Id,
  item: Code,
  itemName: Bilingual,
  baseUnit: Code,
  baseUnitName: Bilingual,
  specification: z.string().nullable(),
  said: z.string().nullable().describe('The quantity in the words it came in'),
  requested: QuantityOrUnknown,
  approved: Quantity.nullable().describe('null until a dispatcher approves'),
  reserved: Quantity,
  inTransit: Quantity,
  delivered: Quantity,
  accepted: Quantity,
  rejected: Quantity,
  waived: Quantity,
});
export type NeedLine = z.infer<typeof NeedLine>;

/** What a person may do with the need now; `blocked` says why not, in the person's language. */
export const ActionOffer = z.object({
  action: z.enum([...needActionCodes, 'undo']),
  blocked: z.string().nullable(),
});

export const NeedSummary = z.object({
  id: Id,
  number: z.string().describe('Short: day and count at the institution, such as 0201-03'),
  kind: Code,
  kindName: Bilingual,
  life: z.enum(needLifeCodes),
  status: NeedStatus,
  priority: Priority,
  priorityReason: z.string().nullable(),
  organisationId: Id,
  organisationName: z.string(),
  areaCode: AreaCode,
  areaName: z.string(),
  headline: z.string().describe('What is asked, in one line'),
  lines: z.array(NeedLine),
  neededBy: Instant.nullable(),
  runsDryAt: Instant.nullable(),
  hurtsAt: Instant.describe('What the queue is ordered by: the soonest of runs dry, needed by, limit for its age'),
  dueAt: Instant.nullable().describe('Past it the need climbs'),
  escalation: z.int().describe('0 desk, 1 district, 2 city'),
  desk: Desk,
  claimedBy: z.object({ personId: Id.nullable(), name: z.string(), until: Instant }).nullable(),
  collectedAt: Instant,
  version: z.int(),
});
export type NeedSummary = z.infer<typeof NeedSummary>;

export const HistoryEntry = z.object({
  version: z.int(),
  action: z.string(),
  from: z.string(),
  to: z.string(),
  by: z.string(),
  onBehalf: z.boolean(),
  happenedAt: Instant,
  recordedAt: Instant,
  details: z.record(z.string(), z.unknown()),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** A source's share of a line: reserved, then shipped and received bit by bit. */
export const LineSource = z.object({
  reservationId: Id,
  lineId: Id,
  sourceId: Id,
  supplierId: Id,
  supplierName: z.string(),
  quantity: PositiveQuantity,
  shipped: Quantity,
  delivered: Quantity,
  expiresAt: Instant.nullable(),
  state: z.enum(['reserved', 'partly-shipped', 'shipped', 'released', 'expired']),
});
export type LineSource = z.infer<typeof LineSource>;

export const DeliverySummary = z.object({
  id: Id,
  supplierId: Id,
  supplierName: z.string(),
  status: z.enum(['in-transit', 'arrived', 'received']),
  departedAt: Instant,
  expectedAt: Instant.nullable(),
  wasExpectedAt: Instant.nullable().describe('What was said before, where the sender corrected it'),
  arrivedAt: Instant.nullable(),
  note: z.string().nullable(),
  lines: z.array(
    z.object({
      id: Id,
      needId: Id,
      needNumber: z.string(),
      organisationName: z.string(),
      lineId: Id,
      item: Code,
      itemName: Bilingual,
      baseUnitName: Bilingual,
      quantity: PositiveQuantity,
      accepted: Quantity,
      rejected: Quantity,
    }),
  ),
});
export type DeliverySummary = z.infer<typeof DeliverySummary>;

export const Need = NeedSummary.extend({
  kindVersion: z.int(),
  form: z.record(z.string(), z.unknown()).describe('The kind’s fields; sensitive ones are masked without the right'),
  contact: z.string().nullable().describe('null when there is none or it is not yours to see'),
  contactHidden: z.boolean(),
  description: z.string().nullable(),
  enteredBy: z.string(),
  onBehalf: z.boolean(),
  channel: z.string(),
  mergedInto: z.object({ id: Id, number: z.string() }).nullable(),
  mergedFrom: z.array(z.object({ id: Id, number: z.string(), organisationName: z.string() })),
  closing: z.object({ reason: z.string().nullable(), note: z.string().nullable(), at: Instant }).nullable(),
  sources: z.array(LineSource),
  deliveries: z.array(DeliverySummary),
  history: z.array(HistoryEntry),
  attachments: z.array(z.object({ id: Id, name: z.string(), mediaType: z.string(), bytes: z.int() })),
  actions: z.array(ActionOffer),
  undoUntil: Instant.nullable(),
});
export type Need = z.infer<typeof Need>;

export const NeedLineInput = z.object({
  item: Code,
  quantity: PositiveQuantity.nullable().describe('null: unknown'),
  unit: Code.nullish().describe('Defaults to the item’s base unit; must convert exactly'),
  specification: Note.nullish(),
  said: z.string().trim().max(200).nullish(),
});
export type NeedLineInput = z.infer<typeof NeedLineInput>;

export const channels = ['screen', 'officer', 'hotline', 'api', 'file', 'text', 'replay'] as const;

export const NeedInput = z.object({
  kind: Code.default('goods'),
  organisationId: Id.describe('Who asks'),
  lines: z.array(NeedLineInput).max(100).default([]),
  form: z.record(z.string(), z.unknown()).default({}),
  priority: Priority.default('normal'),
  priorityReason: Reason().nullish(),
  neededBy: Instant.nullish(),
  runsDryAt: Instant.nullish(),
  description: Note.nullish(),
  contact: Name.nullish().describe('Hidden by default'),
  channel: z.enum(channels).default('api'),
  happenedAt: Instant.nullish().describe('When the need arose, if not now'),
});
export type NeedInput = z.infer<typeof NeedInput>;

function Reason() {
  return z.string().trim().min(1).max(500);
}
