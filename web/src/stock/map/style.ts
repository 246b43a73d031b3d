import type { MapSite, StockMap } from '@baogong/contract';
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { colours } from '../../shared/tokens.ts';
import { type Point, shapesOf } from './cells.ts';
import { lampOrder } from './signs.ts';

/** Soft tints for neighbouring districts. */
const tints = [colours['accent-soft'], '#eaf1e6', '#f3ecdf', '#e9e9f4', '#f4e8ec'];

/** What lies on the map. Districts are tinted only where no tiles lie below. */
export function styleOf({ tiles, districts, sites }: StockMap): StyleSpecification {
  const shapes = shapesOf(districts);
  const rasters = (tiles?.templates ?? []).map((template, index) => ({ id: `tiles-${index}`, template }));
  const cells = shapes.map(({ cells: rings }, index) => ({
    type: 'Feature' as const,
    properties: { tint: tints[index % tints.length]! },
    geometry: { type: 'MultiPolygon' as const, coordinates: rings.map((ring) => [ring.map(pair)]) },
  }));
  const borders = shapes.map(({ borders: lines }) => ({
    type: 'Feature' as const,
    properties: {},
    geometry: { type: 'MultiLineString' as const, coordinates: lines.map((line) => line.map(pair)) },
  }));
  const names = shapes.map(({ name, label }) => pointAt(pair(label), { image: `name:${name}` }));
  const pictures = rasters.map(({ id, template }): [string, SourceSpecification] => [
    id,
    { type: 'raster', tiles: [template], tileSize: 256, maxzoom: 18 },
  ]);
  const ground: LayerSpecification[] = tiles
    ? rasters.map(({ id }) => ({ id, type: 'raster', source: id }))
    : [
        {
          id: 'districts',
          type: 'fill',
          source: 'districts',
          paint: { 'fill-color': ['get', 'tint'], 'fill-antialias': false },
        },
      ];
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(pictures),
      districts: { type: 'geojson', data: collection(cells) },
      borders: { type: 'geojson', data: collection(borders) },
      names: { type: 'geojson', data: collection(names) },
      chosen: { type: 'geojson', data: collection<never>([]) },
      sites: {
        type: 'geojson',
        data: pointsOf(sites),
        cluster: true,
        clusterRadius: 44,
        clusterMaxZoom: 13,
        clusterProperties: { worst: ['min', ['get', 'place']] },
      },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colours.page } },
      ...ground,
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        layout: { 'line-cap': 'round', visibility: tiles ? 'none' : 'visible' },
        paint: { 'line-color': colours.edge, 'line-width': 1.5, 'line-opacity': 0.8 },
      },
      ...(tiles ? [] : [namesLayer]),
      ...siteLayers,
    ],
  };
}

/** Below the sites: these must stay readable. */
const namesLayer: LayerSpecification = {
  id: 'names',
  type: 'symbol',
  source: 'names',
  layout: {
    'icon-image': ['get', 'image'],
    'icon-offset': [0, -22],
    'icon-allow-overlap': true,
    'icon-ignore-placement': true,
  },
};

const siteLayers: LayerSpecification[] = [
  {
    id: 'chosen',
    type: 'circle',
    source: 'chosen',
    paint: {
      'circle-radius': 22,
      'circle-color': colours.surface,
      'circle-opacity': 0.6,
      'circle-stroke-width': 3,
      'circle-stroke-color': colours.accent,
    },
  },
  {
    id: 'clusters',
    type: 'symbol',
    source: 'sites',
    filter: ['has', 'point_count'],
    layout: {
      'icon-image': [
        'concat',
        ['at', ['get', 'worst'], ['literal', [...lampOrder]]],
        ':',
        ['to-string', ['get', 'point_count_abbreviated']],
      ],
      'icon-allow-overlap': true,
      'symbol-sort-key': ['-', ['get', 'worst']],
    },
  },
  {
    id: 'sites',
    type: 'symbol',
    source: 'sites',
    filter: ['!', ['has', 'point_count']],
    layout: {
      'icon-image': ['get', 'lamp'],
      'icon-allow-overlap': true,
      'symbol-sort-key': ['-', ['get', 'place']],
    },
  },
];

export function pointsOf(sites: readonly MapSite[]) {
  return collection(
    sites.flatMap(({ organisationId, lamp, position }) =>
      position ? [pointAt(position, { id: organisationId, lamp, place: lampOrder.indexOf(lamp) })] : [],
    ),
  );
}

/** Around the site that was chosen. */
export function ringAt(place: [number, number]) {
  return collection([pointAt(place, {})]);
}

function pointAt(coordinates: [number, number], properties: Record<string, string | number>) {
  return { type: 'Feature' as const, properties, geometry: { type: 'Point' as const, coordinates } };
}

function collection<Feature>(features: Feature[]) {
  return { type: 'FeatureCollection' as const, features };
}

function pair([east, north]: Point): [number, number] {
  return [east, north];
}
