import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { AreaCode, Bilingual, Code, CommandId, Instant } from '../shared/schema.ts';
import { Lamp } from './run-dry.ts';
import { SheetInput, SheetReport } from './sheet.ts';

const tags = ['staples'];

/** Price in fen for one base unit of 10³ or as counted: see `unit`. */
const Fen = z.int().min(1).max(1_000_000_000);

/** What somebody saw at a market: price, what was sold that day, what is there. */
export const StapleQuote = z.object({
  item: Code,
  area: AreaCode,
  unit: Code.optional().describe('The unit that price and volumes are for; the base unit when left out'),
  priceFen: Fen.describe('Fen for one unit'),
  sold: z.number().min(0).max(1_000_000_000).optional().describe('Units sold since the last such quote'),
  onHand: z.number().min(0).max(1_000_000_000).optional().describe('Units there'),
  source: z.string().trim().min(1).max(120).describe('Who says so: a market, a chain, a price bureau'),
  at: Instant.optional().describe('Now when left out'),
});
export type StapleQuote = z.infer<typeof StapleQuote>;

/** A figure against the moving median of the last 14 days at the same hour. */
export const StapleFigure = z.object({
  now: z.number(),
  usual: z.number().nullable().describe('null: too few observations'),
  percent: z.int().nullable().describe('100 = as usual'),
  lamp: Lamp,
});

export const StapleLight = z.object({
  item: Code,
  itemName: Bilingual,
  unitName: Bilingual,
  areaCode: AreaCode,
  areaName: z.string(),
  lamp: Lamp.describe('The worse of price and volume'),
  price: StapleFigure.describe('Fen for one unit'),
  sold: StapleFigure.nullable(),
  onHand: StapleFigure.nullable(),
  basis: z
    .enum(['same-hour-of-week', 'same-hour', 'all', 'none'])
    .describe('What the usual is a median of: enough quotes of the same hour and weekday, of the same hour, or all'),
  at: Instant,
  source: z.string(),
  days: z
    .array(z.object({ at: Instant, priceFen: z.number(), sold: z.number().nullable() }))
    .describe('The last 14 days, at most 60 points, oldest first'),
});
export type StapleLight = z.infer<typeof StapleLight>;

/** Per cent of the usual. `default` holds for items without a rule of their own. */
export const StapleRule = z.object({
  item: z.union([z.literal('default'), Code]),
  priceYellow: z.int().min(101).max(1000),
  priceRed: z.int().min(101).max(1000),
  soldYellow: z.int().min(101).max(1000).describe('People buy so much more than usual'),
  soldRed: z.int().min(101).max(1000),
  stockYellow: z.int().min(1).max(100).describe('So little is left of the usual'),
  stockRed: z.int().min(1).max(100),
  version: z.int(),
});
export type StapleRule = z.infer<typeof StapleRule>;

export const staples = {
  postQuotes: operation('staples.write')
    .route({ method: 'POST', path: '/staple-quotes', summary: 'Prices and volumes of staples, up to 5,000 rows', tags })
    .input(z.object({ commandId: CommandId, quotes: z.array(StapleQuote).min(1).max(5000) }))
    .output(
      z.object({
        taken: z.int(),
        repeated: z.int().describe('Known already: same item, area, source and time'),
        refused: z.array(z.object({ index: z.int(), field: z.string(), reason: z.string(), message: z.string() })),
      }),
    ),
  importQuotes: operation('staples.write')
    .route({
      method: 'POST',
      path: '/staple-quotes/import',
      summary: 'Prices and volumes from a spreadsheet or from pasted rows, with the cell that is wrong',
      tags,
    })
    .input(SheetInput)
    .output(SheetReport),
  listStapleLights: operation('staples.read')
    .route({ method: 'GET', path: '/staples', summary: 'Lights of staples by item and area, the worst first', tags })
    .input(z.object({ area: AreaCode.optional(), item: Code.optional() }))
    .output(z.array(StapleLight).describe('At most 300')),
  listStapleRules: operation('staples.read')
    .route({ method: 'GET', path: '/staple-rules', summary: 'Thresholds of price and volume', tags })
    .input(z.object({}))
    .output(z.array(StapleRule)),
  reviseStapleRule: operation('warnings.rules')
    .route({ method: 'PUT', path: '/staple-rules/{item}', summary: 'Change thresholds, of one item or of all', tags })
    .input(StapleRule.extend({ commandId: CommandId, version: z.int().min(0).describe('0: a new rule') }))
    .output(StapleRule),
};
