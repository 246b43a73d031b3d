import { z } from 'zod';
import { Bilingual, Code, Id, Instant, PositiveQuantity, Quantity } from '../shared/schema.ts';

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

export const Band = z.object({ p10: Quantity, p50: Quantity, p90: Quantity });
/** `null` within: later than 14 days from now. The truth lies between p10 and p90 four times out of five. */
export const EmptyAt = z.object({ p10: Instant.nullable(), p50: Instant.nullable(), p90: Instant.nullable() });
export type EmptyAt = z.infer<typeof EmptyAt>;

/** How far lists look ahead: what lasts longer is said to, without a time that nobody could rely on. */
export const RUN_DRY_HOURS = 72;
/** Why a stock has no time within the horizon: it was never read, next to nothing of it is used, or it lasts longer. */
export const Beyond = z.enum(['no-reading', 'no-use', 'lasts']);
export type Beyond = z.infer<typeof Beyond>;

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
  tripId: Id,
  from: z.string().describe('Who sent it'),
  sender: z.object({ organisationId: Id, areaCode: z.string() }),
  reference: z.string().nullable().describe('Number of the need or transfer'),
  needId: Id.nullable(),
  transferId: Id.nullable(),
  quantity: PositiveQuantity.describe('Sent, less what arrived or got lost'),
  shippedAt: Instant,
  expectedAt: Instant.nullable(),
  wasExpectedAt: Instant.nullable().describe('What was said before, where the sender corrected it'),
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
  beyond: Beyond.nullable().describe(
    'Not dry within 72 hours even at the early end, or unknown, and why; null: it may be',
  ),
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

export const RunDryCounts = z.object({
  within: z.int().describe('Stocks that may be dry within 72 hours'),
  beyond: z.record(Beyond, z.int()).describe('The others, by why there is no time'),
  underWay: z.int().describe('Stocks to which something is on its way'),
  overdue: z.int().describe('Of these, with something that should have come'),
});
export type RunDryCounts = z.infer<typeof RunDryCounts>;
