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

const tags = ['production'];

/** A shift of a line's capacity, in hours: three make a day. */
export const SHIFT_HOURS = 8;
/** The longest start that a line may need, in hours: a large air separation plant takes about three days. */
export const MOST_RAMP_HOURS = 240;

export const lineStates = ['stopped', 'starting', 'running'] as const;
export type LineState = (typeof lineStates)[number];

/** Calendar day in the city. */
export const ReportDay = z.iso.date();

/** What a line yields after its start: nothing for `hours`, then these shares of its capacity hour by hour, then all of it. */
export const Ramp = z.object({
  hours: z.int().min(0).max(MOST_RAMP_HOURS).describe('From start until it yields anything'),
  shares: z
    .array(z.int().min(0).max(100))
    .max(MOST_RAMP_HOURS)
    .describe('Per cent of capacity, hour by hour after that'),
});
export type Ramp = z.infer<typeof Ramp>;

/** What was reported for a line at a round. `null` is "not known", never 0. */
export const ShiftReport = z.object({
  id: Id,
  lineId: Id,
  day: ReportDay,
  round: Code,
  version: z.int().describe('Corrections are new versions; the highest counts'),
  planned: Quantity.nullable().describe('Planned output from this round to the next, base units'),
  actual: Quantity.nullable().describe('Output since the round before, base units'),
  stock: Quantity.nullable().describe('On hand at the producer, base units'),
  capacity: PositiveQuantity.describe('Capacity of a shift of 8 hours when reported, base units'),
  note: z.string().nullable(),
  reporterName: z.string(),
  recordedAt: Instant,
});
export type ShiftReport = z.infer<typeof ShiftReport>;

export const ProductionLine = z.object({
  id: Id,
  organisationId: Id,
  organisationName: z.string(),
  areaCode: AreaCode,
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  name: z.string(),
  capacity: PositiveQuantity.describe('Base units in a shift of 8 hours at full output'),
  ramp: Ramp,
  state: z.enum(lineStates),
  since: Instant.describe('Since when it is in this state'),
  fullAt: Instant.nullable().describe('When a line that is starting yields all of its capacity'),
  share: z.int().describe('Per cent of capacity that it yields now'),
  bookInto: Id.nullable().describe('Source into which its output is booked in the goods ledger; null: it is not'),
  last: ShiftReport.nullable().describe('The newest report'),
  version: z.int(),
});
export type ProductionLine = z.infer<typeof ProductionLine>;

const LineFields = z.object({
  name: Name,
  capacity: PositiveQuantity,
  ramp: Ramp,
  bookInto: Id.nullable(),
});

/** One line of the form that a producer fills in at a round, with what it holds before anything is typed. */
export const ReportFormLine = z.object({
  line: ProductionLine,
  report: ShiftReport.nullable().describe('What was reported for this round already'),
  prefilled: z.object({
    planned: Quantity.nullable(),
    actual: Quantity.nullable(),
    stock: Quantity.nullable(),
  }),
});
export type ReportFormLine = z.infer<typeof ReportFormLine>;

export const ReportForm = z.object({
  organisationId: Id,
  day: ReportDay,
  round: Code,
  roundName: Bilingual,
  dueAt: Instant,
  previousAt: Instant.describe('The round before: actual output counts from here'),
  nextAt: Instant.describe('The round after: planned output counts until here'),
  upcoming: z.object({ name: Bilingual, dueAt: Instant }).describe('The next round that is due, this one or a later'),
  lines: z.array(ReportFormLine),
});
export type ReportForm = z.infer<typeof ReportForm>;

export const production = {
  listLines: operation('supply.read')
    .route({ method: 'GET', path: '/production-lines', summary: 'Production lines with their last report', tags })
    .input(
      z.object({
        organisation: Id.optional(),
        item: Code.optional(),
        after: Cursor.optional(),
        limit: PageSize.default(100),
      }),
    )
    .output(pageOf(ProductionLine)),
  createLine: operation('supply.write')
    .route({ method: 'POST', path: '/production-lines', summary: 'Add a production line', tags })
    .input(
      LineFields.extend({
        commandId: CommandId,
        organisationId: Id,
        item: Code,
        ramp: Ramp.default({ hours: 0, shares: [] }),
        bookInto: Id.nullable().default(null),
        unit: Code.nullish().describe('Unit of `capacity`; the base unit when left out'),
        running: z.boolean().default(true).describe('Runs at full output already'),
      }),
    )
    .output(ProductionLine),
  reviseLine: operation('supply.write')
    .route({ method: 'PUT', path: '/production-lines/{id}', summary: 'Change name, capacity, ramp', tags })
    .input(LineFields.partial().extend({ commandId: CommandId, id: Id, version: z.int() }))
    .output(ProductionLine),
  setLineRunning: operation('supply.write')
    .route({ method: 'POST', path: '/production-lines/{id}/operation', summary: 'Start or stop a line', tags })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        running: z.boolean(),
        at: Instant.nullish().describe('When it was started or stopped; now when left out'),
        note: Note.nullish(),
      }),
    )
    .output(ProductionLine),
  getReportForm: operation('supply.write')
    .route({
      method: 'GET',
      path: '/shift-reports/form',
      summary: 'The form of a producer for a round, prefilled',
      tags,
    })
    .input(
      z.object({
        organisation: Id,
        day: ReportDay.optional(),
        round: Code.optional().describe('The round at hand when left out'),
      }),
    )
    .output(ReportForm),
  reportShift: operation('supply.write')
    .route({ method: 'POST', path: '/shift-reports', summary: 'Report lines of a producer for a round', tags })
    .input(
      z.object({
        commandId: CommandId,
        organisationId: Id,
        day: ReportDay,
        round: Code,
        lines: z
          .array(
            z.object({
              lineId: Id,
              replaces: z.int().nullable().describe('Version of the report that this corrects; null for the first'),
              planned: Quantity.nullable(),
              actual: Quantity.nullable(),
              stock: Quantity.nullable(),
              capacity: PositiveQuantity.nullish().describe('When it changed'),
              note: Note.nullish(),
            }),
          )
          .min(1)
          .max(100),
      }),
    )
    .output(ReportForm),
  listReports: operation('supply.read')
    .route({
      method: 'GET',
      path: '/shift-reports',
      summary: 'All reports of a line, corrections too, newest first',
      tags,
    })
    .input(z.object({ line: Id, after: Cursor.optional(), limit: PageSize.default(50) }))
    .output(pageOf(ShiftReport)),
};
