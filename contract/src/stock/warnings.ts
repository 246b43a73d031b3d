import { z } from 'zod';
import { itemClasses } from '../catalogue/routes.ts';
import { operation } from '../shared/base.ts';
import {
  AreaCode,
  Bilingual,
  Code,
  CommandId,
  Cursor,
  Id,
  Instant,
  Note,
  PageSize,
  pageOf,
  Quantity,
} from '../shared/schema.ts';
import { Confidence, EmptyAt, Lamp, UnderWay } from './run-dry.ts';
import { warningActionCodes, warningStatuses } from './warning-life.ts';

const tags = ['warnings'];

/** What a warning is about: a stock that runs dry, a report that did not come, a staple that is scarce or dear. */
export const warningKinds = ['run-dry', 'missing-report', 'staple'] as const;
export const WarningKind = z.enum(warningKinds);
export type WarningKind = z.infer<typeof WarningKind>;

export const WarningStatus = z.enum(warningStatuses);
export const WarningLamp = z.enum(['red', 'yellow']);
export type WarningLamp = z.infer<typeof WarningLamp>;

/** Why somebody says that a warning is over. */
export const warningAnswers = ['mistaken', 'help-comes', 'not-used', 'accepted'] as const;
export const WarningAnswer = z.enum(warningAnswers);
export type WarningAnswer = z.infer<typeof WarningAnswer>;

/** Why a warning ended: the lamp has been green for long enough, a delivery came, the report came, or an answer. */
export const warningEndings = ['green', 'delivery', 'reported', ...warningAnswers] as const;

export const WarningOffer = z.object({
  action: z.enum([...warningActionCodes, 'undo']),
  blocked: z.string().nullable().describe('Why not, in the reader’s language'),
});

/** One site and one item at most once while it is open. */
export const Warning = z.object({
  id: Id,
  kind: WarningKind,
  status: WarningStatus,
  lamp: WarningLamp,
  lampNow: Lamp.describe('What the figures say this moment; the warning follows when that has lasted'),
  organisationId: Id.nullable(),
  organisationName: z.string().nullable(),
  areaCode: AreaCode,
  areaName: z.string(),
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  lifeCritical: z.boolean(),
  stockId: Id.nullable(),
  emptyAt: EmptyAt.nullable().describe('The forecast of this moment; null: not about a stock, or nothing known'),
  underWay: UnderWay.nullable().describe('What is on its way to the stock. The warning goes by what is there'),
  confidence: Confidence,
  stockNow: Quantity.nullable(),
  usePerHour: Quantity.nullable(),
  resupply: z
    .object({
      minutes: z.int().describe('Travel, loading and 30 minutes'),
      supplierId: Id.nullable().describe('The nearest that has or makes the item; null: none is known'),
      supplierName: z.string().nullable(),
      metres: z.int().nullable().describe('Great circle'),
    })
    .nullable(),
  details: z.record(z.string(), z.unknown()).describe('Figures that raised it: round and line, or price and volume'),
  raisedAt: Instant,
  lampSince: Instant,
  takenBy: z.object({ name: z.string(), at: Instant }).nullable(),
  escalation: z.int().describe('0 desk, 1 district, 2 city'),
  dueAt: Instant.nullable().describe('Past it the warning climbs'),
  needId: Id.nullable(),
  needNumber: z.string().nullable(),
  clearedAt: Instant.nullable(),
  clearedBecause: z.enum(warningEndings).nullable(),
  version: z.int(),
  actions: z.array(WarningOffer),
});
export type Warning = z.infer<typeof Warning>;

const Percent = z.int().min(1).max(1000);
const Minutes = z.int().min(0).max(20_160);

/**
 * How warnings of a class of items behave. `life-critical` goes before the item's class. The time to resupply is travel
 * (great circle × detour ÷ speed from the nearest supplier) + loading + 30 minutes.
 */
export const WarningRule = z.object({
  scope: z.enum(['life-critical', ...itemClasses]),
  by: z.enum(['p10', 'p50']).describe('Which end of the forecast counts: the early one or the middle'),
  redPercent: Percent.describe('Red: fewer hours left than this share of the time to resupply'),
  yellowPercent: Percent,
  travelMinutes: Minutes.describe('Where the way is not known'),
  loadingMinutes: Minutes,
  speedKmPerHour: z.int().min(1).max(120),
  detourPercent: z.int().min(100).max(400),
  holdMinutes: Minutes.describe('A better lamp counts after so long, so that nothing flaps'),
  needMinutes: Minutes.nullable().describe('A red one that nobody takes opens a need after so long; null: never'),
  takeMinutes: Minutes.describe('Climbs when nobody takes it within this time'),
  climbMinutes: z.int().min(1).max(20_160).describe('From one level to the next, and for whoever took it'),
  quietMinutes: Minutes.describe('Not raised again for so long after an answer, unless it gets worse'),
  version: z.int(),
});
export type WarningRule = z.infer<typeof WarningRule>;

const step = { commandId: CommandId, id: Id, version: z.int() };

export const warnings = {
  listWarnings: operation('warnings.read')
    .route({ method: 'GET', path: '/warnings', summary: 'Warnings: red before yellow, the longest first', tags })
    .input(
      z.object({
        open: z.stringbool().default(true),
        lamp: WarningLamp.optional(),
        kind: WarningKind.optional(),
        area: AreaCode.optional(),
        organisation: Id.optional(),
        item: Code.optional(),
        need: Id.optional(),
        after: Cursor.optional(),
        limit: PageSize.default(100),
      }),
    )
    .output(pageOf(Warning)),
  getWarning: operation('warnings.read')
    .route({ method: 'GET', path: '/warnings/{id}', summary: 'One warning', tags })
    .input(z.object({ id: Id }))
    .output(Warning),
  takeWarning: operation('warnings.take')
    .route({ method: 'POST', path: '/warnings/{id}/taking', summary: 'I’m on it', tags })
    .input(z.object(step))
    .output(Warning),
  undoWarning: operation('warnings.take')
    .route({ method: 'POST', path: '/warnings/{id}/undoing', summary: 'Take back the taking, within 10 s', tags })
    .input(z.object(step))
    .output(Warning),
  askForNeed: operation('warnings.take')
    .route({ method: 'POST', path: '/warnings/{id}/need', summary: 'Open the need for it now', tags })
    .input(z.object(step))
    .output(Warning),
  answerWarning: operation('warnings.answer')
    .route({
      method: 'POST',
      path: '/warnings/{id}/answer',
      summary: 'Say why it is over; it stays quiet for a while',
      tags,
    })
    .input(z.object({ ...step, answer: WarningAnswer, note: Note.optional() }))
    .output(Warning),
  listWarningRules: operation('warnings.read')
    .route({ method: 'GET', path: '/warning-rules', summary: 'Thresholds by class of items', tags })
    .input(z.object({}))
    .output(z.array(WarningRule)),
  reviseWarningRule: operation('warnings.rules')
    .route({ method: 'PUT', path: '/warning-rules/{scope}', summary: 'Change thresholds', tags })
    .input(WarningRule.extend({ commandId: CommandId }))
    .output(WarningRule),
  capFeed: operation('warnings.read')
    .route({ method: 'GET', path: '/warnings.cap', summary: 'Atom feed of warnings as CAP 1.2 alerts', tags })
    .input(z.object({}))
    .output(z.file()),
  capAlert: operation('warnings.read')
    .route({ method: 'GET', path: '/warnings/{id}/cap', summary: 'The warning’s newest step as a CAP 1.2 alert', tags })
    .input(z.object({ id: Id }))
    .output(z.file()),
};
