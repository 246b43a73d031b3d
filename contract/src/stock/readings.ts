import { z } from 'zod';
import { operation } from '../shared/base.ts';
import {
  AreaCode,
  Bilingual,
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
import { SheetInput, SheetReport } from './sheet.ts';

const tags = ['readings'];

/** How a stock is read: a share of its capacity, a pressure, or a quantity (weighed, counted). */
export const Gauge = z.enum(['percent', 'pressure', 'quantity']);
export type Gauge = z.infer<typeof Gauge>;

/** Where a reading came from. `on-behalf`: an officer, a desk or a hotline wrote down what the site said. */
export const ReadingSource = z.enum(['phone', 'on-behalf', 'spreadsheet', 'telemetry']);
export type ReadingSource = z.infer<typeof ReadingSource>;

/** What is odd about a reading that was taken all the same. */
export const ReadingFlag = z.enum([
  'fills-without-delivery',
  'drops-unexplained',
  'delivery-not-seen',
  'empty-while-in-use',
  'above-capacity',
]);
export type ReadingFlag = z.infer<typeof ReadingFlag>;

export const Confidence = z.enum(['high', 'medium', 'low', 'none']);
export type Confidence = z.infer<typeof Confidence>;

const Count = z.int().min(0).max(20_000);
/** Devices in use at the moment. */
export const Devices = z.object({
  invasiveVentilator: Count.optional(),
  nonInvasiveVentilator: Count.optional(),
  highFlow: Count.optional(),
  maskOrCannula: Count.optional(),
});
export type Devices = z.infer<typeof Devices>;
/** Patients on oxygen at the moment; used where devices are not counted. */
export const Patients = z.object({ critical: Count.optional(), severe: Count.optional() });
export type Patients = z.infer<typeof Patients>;

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

const Band = z.object({ p10: Quantity, p50: Quantity, p90: Quantity });
/** `null` within: later than 14 days from now. The truth lies between p10 and p90 four times out of five. */
export const EmptyAt = z.object({ p10: Instant.nullable(), p50: Instant.nullable(), p90: Instant.nullable() });
export type EmptyAt = z.infer<typeof EmptyAt>;

/** One cause of a range's width, with its figure: minutes, readings, base units or per cent. */
export const ForecastReason = z.object({
  code: z.enum([
    'no-reading',
    'old-reading',
    'few-readings',
    'doubtful-reading',
    'coarse-gauge',
    'surge',
    'usage-ratio',
  ]),
  figure: z.number().nullable(),
});
export type ForecastReason = z.infer<typeof ForecastReason>;

/** Red: may be dry before help could arrive. Yellow: before twice that time. Grey: nothing known. */
export const Lamp = z.enum(['red', 'yellow', 'green', 'grey']);
export type Lamp = z.infer<typeof Lamp>;

/** An odd reading that waits for an answer by the site. */
export const ReadingQuestion = z.object({
  id: Id,
  stockId: Id,
  flag: ReadingFlag,
  at: Instant.describe('When it was read'),
  quantity: Quantity.describe('What it said, base units'),
  expected: Quantity.nullable().describe('What was expected then'),
  askedAt: Instant,
});
export type ReadingQuestion = z.infer<typeof ReadingQuestion>;

/** What was sent to a site and has not come yet: part of a need's delivery, or of a transfer. Base units. */
export const Shipment = z.object({
  from: z.string().describe('Who sent it'),
  reference: z.string().nullable().describe('Number of the need or transfer'),
  needId: Id.nullable(),
  transferId: Id.nullable(),
  quantity: PositiveQuantity.describe('Sent, less what arrived or got lost'),
  shippedAt: Instant,
  expectedAt: Instant.nullable(),
  standing: z
    .enum(['expected', 'overdue', 'unscheduled'])
    .describe('overdue: it should have come; unscheduled: nobody said when. Neither is counted on'),
});
export type Shipment = z.infer<typeof Shipment>;
export const UnderWay = z.object({
  quantity: PositiveQuantity.describe('All that is on its way'),
  counted: Quantity.describe('Of it expected, so that `emptyAfter` counts on it'),
  overdue: Quantity,
  shipments: z.array(Shipment).describe('At most 20, in the order in which they should come'),
  emptyAfter: EmptyAt.nullable().describe('When it is empty again after all that is counted; null: nothing is'),
});
export type UnderWay = z.infer<typeof UnderWay>;

/** Base units throughout. */
export const RunDryRow = z.object({
  stockId: Id,
  organisationId: Id,
  organisationName: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  gauge: Gauge,
  capacity: PositiveQuantity.nullable(),
  deadStock: Quantity,
  flowLimitPerHour: PositiveQuantity.nullable(),
  fullKilopascal: z.int().nullable(),
  tankCount: z.int(),
  resupplyMinutes: z.int().nullable().describe('As the site says; null: from the nearest supplier. 30 minutes on top'),
  version: z.int(),
  emptyAt: EmptyAt.nullable().describe('Without help; null: nothing was read yet'),
  underWay: UnderWay.nullable().describe('What is on its way to it. Lamp and warning go by what is there'),
  stockNow: Band.nullable(),
  usePerHour: Band.nullable(),
  flow: z
    .enum(['within', 'possible', 'exceeded'])
    .nullable()
    .describe('Use against what vaporiser and pipe let through; null: no limit is known'),
  lastReading: z
    .object({
      at: Instant,
      quantity: Quantity,
      source: ReadingSource,
      devices: Devices.nullable(),
      patients: Patients.nullable(),
    })
    .nullable(),
  confidence: Confidence,
  why: z.array(ForecastReason),
  lamp: Lamp,
  question: ReadingQuestion.nullable(),
});
export type RunDryRow = z.infer<typeof RunDryRow>;

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
        after: Cursor.optional(),
        limit: PageSize.default(50),
      }),
    )
    .output(pageOf(RunDryRow)),
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
