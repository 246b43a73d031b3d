import { z } from 'zod';
import { operation } from '../shared/base.ts';
import {
  AreaCode,
  Code,
  CommandId,
  Cursor,
  Id,
  Instant,
  Name,
  Note,
  PageSize,
  pageOf,
  PositiveQuantity,
  Quantity,
} from '../shared/schema.ts';
import { Band, Devices, Gauge, Patients, ReadingFlag, ReadingSource, RunDryCounts, RunDryRow } from './run-dry.ts';
import { SheetInput, SheetReport } from './sheet.ts';

const tags = ['readings'];

/**
 * One look at a stock: its level, the devices in use, the patients, or several of these. Name the stock by `stockId`, or by
 * organisation and item. Bounds of quantities are checked one by one, so that a bad reading harms no other.
 */
export const ReadingInput = z.object({
  stockId: Id.optional(),
  organisationId: Id.optional(),
  item: Code.optional(),
  at: Instant.optional().describe('When it was read; now when left out. At most 10 minutes ahead, at most 7 days ago'),
  level: z
    .object({
      value: z.number(),
      unit: z
        .string()
        .max(40)
        .describe('percent, kilopascal, megapascal, or a unit of the item such as tonne; words too'),
    })
    .optional(),
  devices: Devices.optional(),
  patients: Patients.optional(),
  isEstimate: z.boolean().optional().describe('Guessed rather than read off'),
});
export type ReadingInput = z.infer<typeof ReadingInput>;

const Refused = z.object({
  index: z.int().describe('Place in the request, from 0'),
  field: z.string(),
  reason: z.string(),
  message: z.string(),
});
export type RefusedReading = z.infer<typeof Refused>;

export const TakenReadings = z.object({
  taken: z.int(),
  repeated: z.int().describe('Known already: same stock, time and source'),
  flagged: z.int().describe('Taken, and asked about'),
  refused: z.array(Refused),
  stocks: z.array(RunDryRow).describe('What is forecast now, for up to 20 stocks'),
});
export type TakenReadings = z.infer<typeof TakenReadings>;

const settings = {
  gauge: Gauge.optional(),
  capacity: PositiveQuantity.nullish(),
  deadStock: Quantity.optional(),
  flowLimitPerHour: PositiveQuantity.nullish().describe('What vaporiser and pipe let through'),
  fullKilopascal: z.int().min(1).max(100_000).nullish().describe('What a pressure gauge shows when full'),
  tankCount: z.int().min(1).max(10_000).optional(),
  resupplyMinutes: z.int().min(0).max(20_160).nullish(),
  usualPerHour: PositiveQuantity.nullish().describe('Usual use, where somebody knows it'),
};

export const CurvePoint = z.object({
  at: Instant,
  quantity: Quantity,
  source: ReadingSource,
  flag: ReadingFlag.nullable(),
  void: z.boolean().describe('The site said that it was wrong'),
});
const CurveHours = z.array(z.object({ at: Instant, stock: Band, used: Band }));
export const StockCurve = z.object({
  stock: RunDryRow,
  readings: z.array(CurvePoint).describe('At most 1,500, thinned evenly'),
  deliveries: z.array(z.object({ at: Instant, quantity: Quantity })),
  hours: CurveHours.describe('At the end of each hour ahead, without help'),
  hoursWithArrivals: CurveHours.describe('The same with what is on its way and expected; empty: nothing is'),
});
export type StockCurve = z.infer<typeof StockCurve>;

const runDryFilter = {
  area: AreaCode.optional(),
  item: Code.optional(),
  organisation: Id.optional(),
  query: Name.optional().describe('Part of the institution’s name'),
  withinHours: z.coerce.number().int().min(1).max(336).optional(),
  asked: z.stringbool().optional().describe('Only those with an open question'),
  underWay: z
    .enum(['any', 'overdue', 'none'])
    .optional()
    .describe('Only those to which something is on its way, should have come, or nothing is on its way'),
};

export const readings = {
  takeReadings: operation('readings.write')
    .route({
      method: 'POST',
      path: '/readings',
      summary: 'Readings of stocks, one or thousands; each that can’t be taken says which field is wrong',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        source: ReadingSource.exclude(['spreadsheet']).optional(),
        readings: z.array(ReadingInput).min(1).max(5000),
      }),
    )
    .output(TakenReadings),
  importReadings: operation('readings.write')
    .route({
      method: 'POST',
      path: '/readings/import',
      summary: 'Readings from a spreadsheet or from pasted rows, with the cell that is wrong',
      tags,
    })
    .input(SheetInput)
    .output(SheetReport.extend({ flagged: z.int() })),
  listRunDry: operation('readings.read')
    .route({ method: 'GET', path: '/run-dry', summary: 'Stocks in the order in which they run dry', tags })
    .input(
      z.object({
        ...runDryFilter,
        after: Cursor.optional(),
        limit: PageSize.default(50),
      }),
    )
    .output(pageOf(RunDryRow)),
  countRunDry: operation('readings.read')
    .route({
      method: 'GET',
      path: '/run-dry/counts',
      summary: 'How many stocks may run dry within 72 hours, and why the others have no time',
      tags,
    })
    .input(z.object(runDryFilter))
    .output(RunDryCounts),
  siteStocks: operation('readings.read')
    .route({ method: 'GET', path: '/sites/{organisationId}/stocks', summary: 'All watched stocks of a site', tags })
    .input(z.object({ organisationId: Id }))
    .output(z.object({ organisationId: Id, name: z.string(), areaName: z.string(), stocks: z.array(RunDryRow) })),
  stockCurve: operation('readings.read')
    .route({
      method: 'GET',
      path: '/stocks/{id}/curve',
      summary: 'Readings, deliveries, and the forecast hour by hour as a band',
      tags,
    })
    .input(
      z.object({
        id: Id,
        back: z.coerce.number().int().min(1).max(744).default(72).describe('Hours of history'),
        ahead: z.coerce.number().int().min(1).max(168).default(48).describe('Hours of forecast'),
      }),
    )
    .output(StockCurve),
  watchStock: operation('readings.watch')
    .route({ method: 'POST', path: '/stocks', summary: 'Watch a stock: tank or store, gauge, limits', tags })
    .input(z.object({ commandId: CommandId, organisationId: Id, item: Code, ...settings }))
    .output(RunDryRow),
  reviseStock: operation('readings.watch')
    .route({ method: 'PUT', path: '/stocks/{id}', summary: 'Correct what is known of a watched stock', tags })
    .input(z.object({ commandId: CommandId, id: Id, version: z.int(), ...settings }))
    .output(RunDryRow),
  answerQuestion: operation('readings.write')
    .route({
      method: 'POST',
      path: '/reading-questions/{id}/answer',
      summary: 'Say what an odd reading was: right, wrong, or a delivery that nobody booked',
      tags,
    })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        answer: z.enum(['right', 'wrong', 'delivery']),
        quantity: PositiveQuantity.optional().describe('What the delivery brought; the rise when left out'),
        at: Instant.optional().describe('When it came; the time of the reading when left out'),
        note: Note.optional(),
      }),
    )
    .output(RunDryRow),
};
