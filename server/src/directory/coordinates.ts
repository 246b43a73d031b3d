import type { coordinateSystems } from '@baogong/contract';
import gcoordModule from 'gcoord';

/** The package's types speak of a default export; what its CommonJS file exports is that object itself. */
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

export type CoordinateSystemCode = (typeof coordinateSystems)[number];

/** Degrees. */
export type Position = { readonly longitude: number; readonly latitude: number };

export type PositionResult =
  | ({ readonly ok: true } & Position)
  | {
      readonly ok: false;
      readonly reason: 'not-a-number' | 'swapped' | 'outside-china' | 'unknown-system';
      readonly detail: { readonly zh: string; readonly en: string };
    };

/** The box around China's land and sea, degrees. */
export const chinaBounds = { west: 73, east: 136, south: 3, north: 54 } as const;

const systems: Record<CoordinateSystemCode, Parameters<typeof gcoord.transform>[1]> = {
  'WGS-84': gcoord.WGS84,
  'GCJ-02': gcoord.GCJ02,
  'BD-09': gcoord.BD09,
};

const refusals = {
  'not-a-number': { zh: '经纬度应为数字（度）', en: 'Longitude and latitude must be numbers in degrees' },
  swapped: { zh: '经度和纬度写反了', en: 'Longitude and latitude are swapped' },
  'outside-china': {
    zh: '位置不在中国范围内，请核对经纬度',
    en: 'The position lies outside China: check longitude and latitude',
  },
  'unknown-system': {
    zh: '坐标系应为 WGS-84、GCJ-02 或 BD-09',
    en: 'The coordinate system must be WGS-84, GCJ-02 or BD-09',
  },
} as const;

/**
 * A position in China in any of the three systems, as WGS-84 rounded to 1e-6 degrees (0.1 m). Chinese web maps give GCJ-02
 * (AMap, Tencent) or BD-09 (Baidu), some 500 m off: whoever enters a position must say which it is.
 */
export function toWgs84(given: Position & { readonly system: CoordinateSystemCode }): PositionResult {
  const { longitude, latitude, system } = given;
  const source = Object.hasOwn(systems, system) ? systems[system] : undefined;
  if (!source) return refuse('unknown-system');
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return refuse('not-a-number');
  if (!isInChina({ longitude, latitude })) return refuse(isInChina(swapped(given)) ? 'swapped' : 'outside-china');
  const [east, north] = gcoord.transform([longitude, latitude], source, gcoord.WGS84);
  return { ok: true, longitude: rounded(east), latitude: rounded(north) };
}

/** A WGS-84 position in the system that a map needs (AMap, Tencent: GCJ-02; Baidu: BD-09). */
export function fromWgs84({ longitude, latitude }: Position, system: CoordinateSystemCode): Position {
  const [east, north] = gcoord.transform([longitude, latitude], gcoord.WGS84, systems[system]);
  return { longitude: rounded(east), latitude: rounded(north) };
}

/** Great-circle distance in metres, on a sphere of 6,371,008.8 m (IUGG mean radius); within 0.6 % of the ellipsoid. */
export function distanceMetres(from: Position, to: Position): number {
  const [fromLatitude, toLatitude] = [radians(from.latitude), radians(to.latitude)];
  const halfNorth = Math.sin((toLatitude - fromLatitude) / 2);
  const halfEast = Math.sin(radians(to.longitude - from.longitude) / 2);
  const chord = halfNorth ** 2 + Math.cos(fromLatitude) * Math.cos(toLatitude) * halfEast ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(chord));
}

function isInChina({ longitude, latitude }: Position) {
  const { west, east, south, north } = chinaBounds;
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

function swapped({ longitude, latitude }: Position): Position {
  return { longitude: latitude, latitude: longitude };
}

function refuse(reason: keyof typeof refusals): PositionResult {
  return { ok: false, reason, detail: refusals[reason] };
}

function rounded(degrees: number) {
  return Math.round(degrees * 1e6) / 1e6;
}

function radians(degrees: number) {
  return (degrees * Math.PI) / 180;
}
