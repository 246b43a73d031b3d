import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { AreaCode, Code, Id, Instant, Name } from '../shared/schema.ts';
import { Lamp } from './readings.ts';

/** Degrees, east and north, in the map's coordinate system. */
const MapPosition = z.tuple([z.number(), z.number()]);

/** Pictures of a map under the sites, as the city set them; without any the map is drawn from the directory alone. */
export const MapTiles = z.object({
  templates: z.array(z.string()).min(1).describe('Addresses with {z}, {x}, {y}; later ones lie above earlier ones'),
  system: z.enum(['WGS-84', 'GCJ-02']),
  attribution: z.string().describe('To be shown on the map'),
});
export type MapTiles = z.infer<typeof MapTiles>;

export const MapSite = z.object({
  organisationId: Id,
  name: z.string(),
  areaName: z.string(),
  position: MapPosition.nullable().describe('null: the directory has no position'),
  stocks: z.int().min(1),
  lamp: Lamp.describe('That of its most pressing stock: red, yellow, grey, green'),
  dryAt: Instant.nullable().describe('When its first stock runs dry, most likely; null: unknown or later than 14 days'),
});
export type MapSite = z.infer<typeof MapSite>;

export const StockMap = z.object({
  system: z.enum(['WGS-84', 'GCJ-02']).describe('Of all positions here: that of the tiles'),
  tiles: MapTiles.nullable(),
  sites: z.array(MapSite).describe('Most pressing first'),
  cut: z.boolean().describe('There are more sites than the 10,000 most pressing given here'),
  districts: z
    .array(z.object({ code: z.string(), name: z.string(), points: z.array(MapPosition) }))
    .describe('Where up to 60 institutions of each district of these cities are'),
});
export type StockMap = z.infer<typeof StockMap>;

export const stockMap = {
  showStockMap: operation('readings.read')
    .route({
      method: 'GET',
      path: '/stock-map',
      summary: 'Sites with watched stocks, each with its lamp, on a map of their districts',
      tags: ['readings'],
    })
    .input(
      z.object({
        area: AreaCode.optional(),
        item: Code.optional(),
        query: Name.optional().describe('Part of the institution’s name'),
        withinHours: z.coerce.number().int().min(1).max(336).optional(),
        asked: z.stringbool().optional().describe('Only those with an open question'),
      }),
    )
    .output(StockMap),
};
