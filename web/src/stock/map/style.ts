import type { Lamp, MapGround } from '@baogong/contract';
import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { colours } from '../../shared/tokens.ts';
import { type Point, shapesOf } from './cells.ts';
import { lampOrder } from './signs.ts';
import type { LitSite } from './sites.ts';

/** Soft tints for neighbouring districts. */
const tints = [colours['accent-soft'], '#eaf1e6', '#f3ecdf', '#e9e9f4', '#f4e8ec'];

/** Nearer than this each site stands by itself. */
export const MOST_CLUSTER_ZOOM = 13;

/** What lies on the map. Districts are tinted only where no tiles lie below. */
export function styleOf({ tiles, districts }: MapGround, sites: readonly LitSite[]): StyleSpecification {
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
  const names = shapes.map(({ name, label }) => pointAt(pair(label), { name }));
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
        promoteId: 'id',
        cluster: true,
        clusterRadius: 56,
        clusterMaxZoom: MOST_CLUSTER_ZOOM,
        clusterProperties: {
          worst: ['min', ['get', 'place']],
          ...Object.fromEntries(lampOrder.map((lamp) => [lamp, ['+', ['case', ['==', ['get', 'lamp'], lamp], 1, 0]]])),
        },
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

/** A family that no device has: its own sans-serif is taken, in the weight that the name ends in; no server of letters is asked. */
const lettering = { 'text-font': ['Sans Bold'], 'text-size': 13 };

/** Each stands where the signs leave it room: they are placed first. */
const namesLayer: LayerSpecification = {
  id: 'names',
  type: 'symbol',
  source: 'names',
  layout: {
    ...lettering,
    'text-field': ['get', 'name'],
    'text-variable-anchor': [
      'center',
      'bottom',
      'top',
      'left',
      'right',
      'bottom-left',
      'bottom-right',
      'top-left',
      'top-right',
    ],
    'text-radial-offset': 1.5,
    'text-padding': 1,
    'text-max-width': 20,
  },
  paint: { 'text-color': colours.secondary, 'text-halo-color': colours.surface, 'text-halo-width': 2 },
};

const worstLamp: ExpressionSpecification = ['at', ['get', 'worst'], ['literal', [...lampOrder]]];
/** How many have the worst lamp, of how many: `3/120`; all of them: `120`. */
const countText: ExpressionSpecification = [
  'let',
  'worst',
  ['get', worstLamp],
  [
    'case',
    ['==', ['var', 'worst'], ['get', 'point_count']],
    ['to-string', ['var', 'worst']],
    ['concat', ['to-string', ['var', 'worst']], '/', ['to-string', ['get', 'point_count']]],
  ],
];
/** Room for the sign at the left of the numbers, pixels. */
const SIGN_ROOM = 30;

/** The worst lies above the others. */
const fromBest = lampOrder.toReversed();
/** A layer a lamp, each with all sites, of which it shows its own: so one that turns is shown with the next picture. */
const signLayers: LayerSpecification[] = fromBest.map((lamp) => ({
  id: signLayerOf(lamp),
  type: 'symbol',
  source: 'sites',
  filter: ['!', ['has', 'point_count']],
  layout: { 'icon-image': lamp, 'icon-allow-overlap': true },
  paint: { 'icon-opacity': ['case', ['==', ['coalesce', ['feature-state', 'lamp'], ['get', 'lamp']], lamp], 1, 0] },
}));
export const signLayerIds = fromBest.map(signLayerOf);

function signLayerOf(lamp: Lamp): string {
  return `sites-${lamp}`;
}

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
      ...lettering,
      'icon-image': 'pill',
      'icon-text-fit': 'both',
      'icon-text-fit-padding': [5, 9, 5, SIGN_ROOM],
      'text-field': countText,
      'text-anchor': 'left',
      'icon-allow-overlap': true,
      'text-allow-overlap': true,
      'symbol-sort-key': ['-', ['get', 'worst']],
    },
    paint: { 'text-color': colours.text },
  },
  {
    id: 'cluster-signs',
    type: 'symbol',
    source: 'sites',
    filter: ['has', 'point_count'],
    layout: {
      'icon-image': ['to-string', worstLamp],
      'icon-offset': [-SIGN_ROOM / 2, 0],
      'icon-allow-overlap': true,
      'symbol-sort-key': ['-', ['get', 'worst']],
    },
  },
  ...signLayers,
];

export function pointsOf(sites: readonly LitSite[]) {
  return collection(
    sites.flatMap(({ id, lamp, position }) =>
      position ? [pointAt(position, { id, lamp, place: lampOrder.indexOf(lamp) })] : [],
    ),
  );
}

/** Around the site that was chosen. */
export function ringAt(place: [number, number] | null) {
  return collection(place ? [pointAt(place, {})] : []);
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
