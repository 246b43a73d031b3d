import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { AreaCode, Bilingual, Code, Instant } from '../shared/schema.ts';
import { Amount, Picture, PictureFilter } from '../supply/rounds.ts';

const tags = ['situation'];

/** How far the gap is foretold, in hours. */
export const GAP_HOURS = 72;
/** How far back its history goes, in days. */
export const MOST_GAP_DAYS = 30;

export const GapPoint = z.object({
  at: Instant,
  demand: Amount.describe('What is asked for and not there yet; ahead of now with what will be used'),
  supply: Amount.describe('What is there or on its way; ahead of now with what will be made'),
  gap: Amount.describe('Demand − supply; negative is surplus'),
});
export type GapPoint = z.infer<typeof GapPoint>;

/** When the gap is gone. `expectedBetween`: earliest and latest hour of the 80 % range; a null end lies beyond the 72 h. */
export const GapZero = z.object({
  state: z
    .enum(['zero', 'closing', 'open', 'opening', 'unknown'])
    .describe(
      'zero: none · closing: gone within 72 h · open: still there then · opening: none now, one expected · unknown: no figures',
    ),
  since: Instant.nullable().describe('zero, opening: since when there is none, as far as history goes'),
  expectedAt: Instant.nullable().describe('closing: when it is gone; opening: when it begins'),
  expectedBetween: z.object({ earliest: Instant.nullable(), latest: Instant.nullable() }).nullable(),
});
export type GapZero = z.infer<typeof GapZero>;

export const Gap = z.object({
  item: Code,
  itemName: Bilingual,
  baseUnitName: Bilingual,
  area: AreaCode.nullable(),
  asOf: Instant,
  history: z.array(GapPoint).describe('Hour by hour where it changed, oldest first'),
  forecast: z.array(GapPoint).describe('Now and each of the next 72 hours'),
  zero: GapZero,
});
export type Gap = z.infer<typeof Gap>;

export const gapRoutes = {
  getPicture: operation('rounds.read')
    .route({ method: 'GET', path: '/supply-picture', summary: 'Supply, demand and gap as of now', tags })
    .input(z.object(PictureFilter))
    .output(Picture),
  getGap: operation('rounds.read')
    .route({ method: 'GET', path: '/gap', summary: 'Gap of an item: history and 72 hours ahead', tags })
    .input(
      z.object({
        item: Code,
        area: AreaCode.optional(),
        days: z.coerce.number().int().min(1).max(MOST_GAP_DAYS).default(7),
      }),
    )
    .output(Gap),
};
