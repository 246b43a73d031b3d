import { z } from 'zod';
import { SerialKind } from '../catalogue/routes.ts';
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
  SearchText,
} from '../shared/schema.ts';
import { assetActionCodes, assetStates } from './asset-life.ts';

const tags = ['assets'];
export const REGISTRATION_ROWS = 5000;

/** Number stamped on the thing or printed under its code. Case, width and spaces don't matter. */
export const AssetNumber = z.string().trim().min(1).max(60);
/** What a scanner reads off it: the number itself, or a longer text such as an address. */
export const ScannedCode = z.string().trim().min(1).max(300);
const StateEnum = z.enum(assetStates);
const ActionEnum = z.enum(assetActionCodes);
/** ISO date of the city's calendar. */
export const Day = z.iso.date();

const Party = z.object({ id: Id, name: z.string() });

export const AssetPlace = z.object({
  kind: z.enum(['site', 'on-the-way', 'nowhere']),
  organisation: Party.nullable().describe('Where it is, or whose transport has it'),
  boundFor: Party.nullable().describe('On the way: to whom'),
});

export const Asset = z.object({
  id: Id,
  number: AssetNumber,
  code: z.string().nullable().describe('What its code says when that is not the number'),
  item: Code,
  itemName: Bilingual,
  kind: SerialKind,
  owner: Party,
  maker: z.string().nullable(),
  inspectBy: Day.nullable().describe('Day of its next inspection; past it, it is neither filled nor sent to users'),
  overdue: z.boolean().describe('That day is past'),
  state: StateEnum,
  place: AssetPlace,
  lentBy: Party.nullable(),
  dueOn: Day.nullable().describe('When a loan is to be back'),
  repairNeedId: Id.nullable().describe('The open need for its repair'),
  movedAt: Instant,
  actions: z.array(ActionEnum).describe('What may happen to it next (rights apart)'),
  version: z.int(),
});
export type Asset = z.infer<typeof Asset>;

/** What is written on a thing or about it, besides its state and place. */
export const writtenFields = ['number', 'code', 'maker', 'inspectBy', 'owner'] as const;
export const WrittenChange = z.object({
  field: z.enum(writtenFields),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type WrittenChange = z.infer<typeof WrittenChange>;

/** One hand that had it. `unexpected`: the book had it elsewhere. `late`: seen then, told later; it moved nothing. */
export const AssetTraceEntry = z.object({
  version: z.int().nullable(),
  corrects: z.int().nullable().describe('A correction: the version of the entry that was wrong'),
  correctedBy: z.int().nullable().describe('It was wrong: the version of the entry that says what is right'),
  changes: z.array(WrittenChange).describe('What it changed of what is written on the thing'),
  action: ActionEnum,
  from: z.string(),
  to: z.string(),
  fromPlace: AssetPlace.nullable(),
  toPlace: AssetPlace,
  by: z.string(),
  note: z.string().nullable(),
  unexpected: z.boolean(),
  late: z.boolean(),
  dueOn: Day.nullable(),
  happenedAt: Instant,
  recordedAt: Instant,
});
export type AssetTraceEntry = z.infer<typeof AssetTraceEntry>;

export const RegistrationRow = z.object({
  number: z.string().max(200),
  code: z.string().max(400).nullish(),
  inspectBy: z.string().max(40).nullish().describe('2027-03-01, 2027/3/1 or 2027.3'),
  maker: z.string().max(200).nullish(),
});
export type RegistrationRow = z.infer<typeof RegistrationRow>;

export const RegistrationResult = z.object({
  registered: z.int(),
  faults: z.array(z.object({ row: z.int().describe('From 1'), number: z.string(), message: z.string() })),
});

const Filter = z.object({
  query: SearchText.optional(),
  kind: SerialKind.optional(),
  item: Code.optional(),
  state: StateEnum.optional(),
  organisation: Id.optional().describe('Where it is'),
  owner: Id.optional(),
  area: AreaCode.optional(),
  due: z.enum(['overdue', 'soon']).optional().describe('Inspection past, or within 30 days'),
  loans: z.enum(['all', 'overdue']).optional(),
});

const Count = z.int().min(0);

export const AssetFigures = z.object({
  total: Count,
  states: z.array(z.object({ kind: SerialKind, state: StateEnum, count: Count })),
  overdue: Count,
  soon: Count,
  onTheWay: Count,
  lent: Count,
  lentOverdue: Count,
});
export type AssetFigures = z.infer<typeof AssetFigures>;

/** How a fleet of cylinders goes round. A round: from one filling to the next. */
export const Turnover = z.object({
  days: z.int(),
  fleet: Count.describe('Cylinders in the area that are neither lost nor scrapped'),
  fills: Count,
  roundsPerDay: z.number().describe('Fillings a day of the whole fleet'),
  meanRoundDays: z.number().nullable().describe('Mean time between two fillings of one cylinder; null: too few'),
  perDay: z.array(z.object({ day: Day, fills: Count })),
  idleDays: z.int(),
  idle: z
    .array(
      z.object({ organisation: Party.nullable(), full: Count, empty: Count, inspection: Count, longestDays: Count }),
    )
    .describe('Where cylinders stand that nobody moved for so many days, most first'),
});
export type Turnover = z.infer<typeof Turnover>;

export const Coverage = z.object({
  goal: z.int(),
  centres: Count,
  covered: Count,
  devices: Count,
  rows: z.array(
    z.object({
      organisation: Party,
      areaName: z.string(),
      working: Count,
      faulty: Count,
      counted: Count.describe('In the book and not numbered'),
      covered: z.boolean(),
      missing: Count,
    }),
  ),
});
export type Coverage = z.infer<typeof Coverage>;

export const assets = {
  listAssets: operation('assets.read')
    .route({ method: 'GET', path: '/assets', summary: 'Serial things by number, kind, state, place, due date', tags })
    .input(Filter.extend({ after: Cursor.optional(), limit: PageSize.default(50) }))
    .output(pageOf(Asset)),
  assetFigures: operation('assets.read')
    .route({ method: 'GET', path: '/asset-figures', summary: 'How many of them in which state', tags })
    .input(Filter)
    .output(AssetFigures),
  getAsset: operation('assets.read')
    .route({ method: 'GET', path: '/assets/{id}', summary: 'One serial thing', tags })
    .input(z.object({ id: Id }))
    .output(Asset),
  findAsset: operation('assets.read')
    .route({ method: 'GET', path: '/asset-codes', summary: 'The thing that bears this number or code', tags })
    .input(z.object({ code: ScannedCode }))
    .output(Asset),
  traceAsset: operation('assets.read')
    .route({ method: 'GET', path: '/assets/{id}/trace', summary: 'Every hand that had it, newest first', tags })
    .input(z.object({ id: Id, before: Cursor.optional(), limit: PageSize.default(100) }))
    .output(pageOf(AssetTraceEntry)),
  registerAssets: operation('assets.register')
    .route({
      method: 'POST',
      path: '/asset-registrations',
      summary: 'Up to 5,000 of one item; bad rows come back',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        item: Code,
        ownerId: Id,
        organisationId: Id.describe('Where they are'),
        state: z.enum(['full', 'empty', 'working', 'faulty']),
        rows: z.array(RegistrationRow).min(1).max(REGISTRATION_ROWS),
      }),
    )
    .output(RegistrationResult),
  moveAsset: operation('assets.move')
    .route({ method: 'POST', path: '/asset-moves', summary: 'One scan: one thing, one step', tags })
    .input(
      z.object({
        commandId: CommandId,
        code: ScannedCode.describe('Number or code of the thing'),
        action: ActionEnum,
        organisationId: Id.describe('Where the scan happens'),
        toOrganisationId: Id.nullish().describe('Sent or lent to'),
        dueOn: Day.nullish().describe('Lent until'),
        inspectBy: Day.nullish().describe('After a passed inspection: day of the next'),
        happenedAt: Instant.nullish().describe('When it was scanned, for what waited on a phone without network'),
        note: Note.nullish(),
        patientDepends: z.boolean().nullish().describe('With a reported fault: somebody breathes through it now'),
      }),
    )
    .output(z.object({ asset: Asset, unexpected: z.boolean(), late: z.boolean() })),
  correctAsset: operation('assets.move')
    .route({
      method: 'POST',
      path: '/assets/{id}/corrections',
      summary: 'Say what is right, with the reason; the wrong entry stays in the trace',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        version: z.int(),
        reason: z.string().trim().min(2).max(2000),
        corrects: z.int().min(1).optional().describe('Version of the entry that was wrong'),
        state: StateEnum.optional(),
        organisationId: Id.optional().describe('Where it is'),
        boundForId: Id.nullish().describe('With the organisation: it is on the way from there to this one'),
        number: AssetNumber.optional(),
        code: ScannedCode.nullish(),
        maker: z.string().trim().max(100).nullish(),
        inspectBy: Day.nullish(),
        ownerId: Id.optional(),
      }),
    )
    .output(Asset),
  turnover: operation('assets.read')
    .route({ method: 'GET', path: '/cylinder-turnover', summary: 'Rounds a day, days a round, who stands idle', tags })
    .input(
      z.object({
        area: AreaCode.optional(),
        owner: Id.optional(),
        item: Code.optional(),
        days: z.coerce.number().int().min(1).max(92).default(14),
        idleDays: z.coerce.number().int().min(1).max(92).default(3),
      }),
    )
    .output(Turnover),
  coverage: operation('assets.read')
    .route({
      method: 'GET',
      path: '/concentrator-coverage',
      summary: 'Community centres with concentrators enough',
      tags,
    })
    .input(z.object({ area: AreaCode.optional(), goal: z.coerce.number().int().min(1).max(200).default(1) }))
    .output(Coverage),
};
