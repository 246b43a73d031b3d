import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { AreaCode, Code, Cursor, Id, Instant, Name } from '../shared/schema.ts';
import type { Lamp } from './run-dry.ts';

/** Degrees, east and north, in the map's coordinate system. */
const MapPosition = z.tuple([z.number(), z.number()]);
/** Seconds since 1970: a third of the length of ISO 8601, and there are three for each of thousands of sites. */
const Second = z.int().nullable();

/** Pictures of a map under the sites, as the city set them; without any the map is drawn from the directory alone. */
export const MapTiles = z.object({
  templates: z.array(z.string()).min(1).describe('Addresses with {z}, {x}, {y}; later ones lie above earlier ones'),
  system: z.enum(['WGS-84', 'GCJ-02']),
  attribution: z.string().describe('To be shown on the map'),
});
export type MapTiles = z.infer<typeof MapTiles>;

/** What changes only with the directory and the setting. */
export const MapGround = z.object({
  system: z.enum(['WGS-84', 'GCJ-02']).describe('Of all positions here: that of the tiles'),
  tiles: MapTiles.nullable(),
  districts: z
    .array(z.object({ code: z.string(), name: z.string(), points: z.array(MapPosition) }))
    .describe('Where up to 60 institutions of each district of these cities are'),
});
export type MapGround = z.infer<typeof MapGround>;

/** Sites as columns of one length: the first of each belongs to the first site, and so on. */
export const SiteColumns = z.object({
  ids: z.array(Id),
  names: z.array(z.string()),
  areas: z.array(z.int().min(0)).describe('Place in `areaNames`'),
  areaNames: z.array(z.string()),
  positions: z.array(MapPosition.nullable()).describe('null: the directory has no position'),
  stocks: z.array(z.int().min(1)),
  unread: z.array(z.int().min(0)).describe('How many of them nobody has read'),
  redAt: z.array(Second).describe('Seconds since 1970: from then on the lamp is red; null: of no stock that is known'),
  yellowAt: z.array(Second).describe('From then on yellow, unless red'),
  dryAt: z.array(Second).describe('When the first stock runs dry, most likely; null: unknown or later than 14 days'),
});
export type SiteColumns = z.infer<typeof SiteColumns>;

export const StockMap = z.object({
  at: Instant.describe('By the server’s clock'),
  version: Cursor.describe('Give as `after` for what changes from here on'),
  ground: MapGround.nullable().describe('null: only what changed since `after` is here, all else is as it was'),
  sites: SiteColumns,
  gone: z.array(Id).describe('Sites that changed and no longer match'),
  cut: z.boolean().describe('There are more sites than the 10,000 most pressing given here'),
});
export type StockMap = z.infer<typeof StockMap>;

/**
 * The lamp of a site is that of its most pressing stock: red, yellow, grey (nobody read it), green. It follows from the
 * time alone, so that a screen turns it without asking again. All in seconds since 1970.
 */
export function siteLamp(
  { redAt, yellowAt, unread }: { redAt: number | null; yellowAt: number | null; unread: number },
  second: number,
): Lamp {
  if (redAt !== null && redAt <= second) return 'red';
  if (yellowAt !== null && yellowAt <= second) return 'yellow';
  return unread > 0 ? 'grey' : 'green';
}

export const stockMap = {
  showStockMap: operation('readings.read')
    .route({
      method: 'GET',
      path: '/stock-map',
      summary:
        'Sites with watched stocks, each with the times of its lamp, on a map of their districts; or what changed',
      tags: ['readings'],
    })
    .input(
      z.object({
        area: AreaCode.optional(),
        item: Code.optional(),
        query: Name.optional().describe('Part of the institution’s name'),
        withinHours: z.coerce.number().int().min(1).max(336).optional(),
        asked: z.stringbool().optional().describe('Only those with an open question'),
        after: Cursor.optional().describe(
          '`version` of the answer before, to the same filter: only what changed since',
        ),
      }),
    )
    .output(StockMap),
};
