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
  PageSize,
  pageOf,
  PositiveQuantity,
  Quantity,
} from '../shared/schema.ts';
import { ReportDay, lineStates } from './production.ts';

const tags = ['rounds'];

/** When the city meets: its rounds of a day, in order. */
export const RoundTime = z.object({
  code: Code.max(40),
  name: Bilingual,
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'clock-time' })
    .describe('HH:MM in the city'),
});
export type RoundTime = z.infer<typeof RoundTime>;
export const RoundTimes = z.array(RoundTime).min(1).max(12);

/** 早、中、晚: three rounds a day, as Beijing held them (domain.md §1). */
export const usualRounds: readonly RoundTime[] = [
  { code: 'morning', name: { zh: '早', en: 'Morning' }, time: '07:30' },
  { code: 'noon', name: { zh: '中', en: 'Noon' }, time: '12:30' },
  { code: 'evening', name: { zh: '晚', en: 'Evening' }, time: '18:30' },
];

/**
 * What a picture is made of. Supply: stock by origin (of the reserve only what is released), offers, goods under way,
 * planned output until the next round. Demand: what monitored sites use until then, and what needs still wait for
 * (of a monitored site only what goes beyond its use, so that nothing counts twice). `reserve-locked` counts as neither.
 */
export const pictureParts = {
  'stock-local': 'supply',
  'stock-province': 'supply',
  'stock-donation': 'supply',
  'stock-reserve': 'supply',
  offer: 'supply',
  'in-transit': 'supply',
  production: 'supply',
  'reserve-locked': 'aside',
  consumption: 'demand',
  needs: 'demand',
} as const;
export type PicturePart = keyof typeof pictureParts;
export const picturePartCodes = Object.keys(pictureParts) as [PicturePart, ...PicturePart[]];

/** A quantity with its range, and how many things of unknown quantity are *not* in it. */
export const Amount = z.object({
  quantity: z.int(),
  low: z.int(),
  high: z.int(),
  unknown: z.int().describe('Lines without a report, needs without a quantity: not in the figures, never taken as 0'),
});
export type Amount = z.infer<typeof Amount>;

export const PictureLine = z.object({
  lineId: Id,
  organisationId: Id,
  organisationName: z.string(),
  areaCode: AreaCode,
  item: Code,
  name: z.string(),
  state: z.enum(lineStates),
  share: z.int().describe('Per cent of capacity that it yielded then'),
  fullAt: Instant.nullable(),
  capacity: PositiveQuantity.describe('Base units in a shift of 8 hours'),
  owed: z.boolean().describe('It was running when the round was due, so a report was owed'),
  reported: z.boolean(),
  planned: Quantity.nullable(),
  actual: Quantity.nullable(),
  stock: Quantity.nullable(),
  plannedBefore: Quantity.nullable().describe('What had been planned for the time of `actual`'),
  reportedAt: Instant.nullable(),
});
export type PictureLine = z.infer<typeof PictureLine>;

/** A round that is to come. */
export const NextRound = z.object({ code: Code, name: Bilingual, day: ReportDay, dueAt: Instant });
export type NextRound = z.infer<typeof NextRound>;

/** The city's rounds, those set for later days, and the next one due. */
export const RoundSchedule = z.object({
  rounds: RoundTimes.describe('As set last'),
  from: ReportDay.nullable().describe('Day from which they hold; null: they hold today'),
  today: RoundTimes.describe('What holds today'),
  next: NextRound,
});
export type RoundSchedule = z.infer<typeof RoundSchedule>;

const DistrictFigures = z.object({
  areaCode: AreaCode,
  areaName: z.string(),
  supply: Amount,
  demand: Amount,
  gap: Amount.describe('Demand − supply: what must come from outside; negative: what it could give'),
});

export const PictureItem = z.object({
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  lifeCritical: z.boolean(),
  parts: z.partialRecord(z.enum(picturePartCodes), Amount),
  supply: Amount,
  demand: Amount,
  gap: Amount.describe('Demand − supply; negative is surplus'),
  districts: z.array(DistrictFigures),
});
export type PictureItem = z.infer<typeof PictureItem>;

export const Round = z.object({
  id: Id,
  day: ReportDay,
  code: Code,
  name: Bilingual,
  dueAt: Instant,
  nextAt: Instant.describe('Until when its planned output and use count'),
  frozenAt: Instant,
  reported: z.int(),
  missing: z.int().describe('Lines that should have reported and did not'),
  short: z.int().describe('Items with a gap'),
});
export type Round = z.infer<typeof Round>;

/** Supply, demand and gap by item and district, with the lines behind them. Frozen when `round` is there, else as of now. */
export const Picture = z.object({
  round: Round.nullable(),
  asOf: Instant,
  until: Instant.describe('Planned output and use are counted to here'),
  items: z.array(PictureItem),
  moreItems: z.int().describe('Items left out of `items`: those with nothing asked for'),
  lines: z.array(PictureLine),
});
export type Picture = z.infer<typeof Picture>;

export const PictureFilter = {
  area: AreaCode.optional(),
  item: Code.optional(),
  limit: PageSize.default(100),
};

export const rounds = {
  getSchedule: operation('rounds.read')
    .route({ method: 'GET', path: '/rounds/schedule', summary: 'Names and times of the rounds', tags })
    .output(RoundSchedule),
  reviseSchedule: operation('rounds.write')
    .route({
      method: 'PUT',
      path: '/rounds/schedule',
      summary: 'Change names and times of the rounds, from the first day of which nothing is reported or frozen yet',
      tags,
    })
    .input(z.object({ commandId: CommandId, rounds: RoundTimes }))
    .output(RoundSchedule),
  listRounds: operation('rounds.read')
    .route({ method: 'GET', path: '/rounds', summary: 'Frozen rounds, newest first', tags })
    .input(z.object({ after: Cursor.optional(), limit: PageSize.default(30) }))
    .output(pageOf(Round)),
  getRound: operation('rounds.read')
    .route({ method: 'GET', path: '/rounds/{id}', summary: 'A round as it was frozen', tags })
    .input(z.object({ id: Id, ...PictureFilter }))
    .output(Picture),
};
