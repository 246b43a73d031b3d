/** Mean radius of the earth in metres (IUGG). */
export const EARTH_RADIUS_METRES = 6_371_008.8;

/**
 * Sine of an angle in degrees. `Math.sin` may differ between engines in the last bit; this uses only operations that IEEE 754
 * fixes, so that distances are the same everywhere. Error below 1e-15.
 */
export function sineOfDegrees(degrees: number): number {
  const turned = degrees - 360 * Math.round(degrees / 360);
  const folded = turned > 90 ? 180 - turned : turned < -90 ? -180 - turned : turned;
  return Math.abs(folded) <= 45
    ? sineSeries(folded * RADIANS)
    : Math.sign(folded) * cosineSeries((90 - Math.abs(folded)) * RADIANS);
}

export function cosineOfDegrees(degrees: number): number {
  return sineOfDegrees(90 - Math.abs(degrees - 360 * Math.round(degrees / 360)));
}

/**
 * A point of the unit sphere: x, y, z.
 * @param coordinates degrees, longitude then latitude
 */
export function pointOnSphere([longitude, latitude]: readonly [number, number]): Float64Array {
  const height = cosineOfDegrees(latitude);
  return Float64Array.of(
    height * cosineOfDegrees(longitude),
    height * sineOfDegrees(longitude),
    sineOfDegrees(latitude),
  );
}

/** Great-circle distance in metres between two points of the unit sphere, from the chord between them (haversine formula). */
export function metresBetween(from: Float64Array, to: Float64Array): number {
  const x = from[0]! - to[0]!;
  const y = from[1]! - to[1]!;
  const z = from[2]! - to[2]!;
  const squared = x * x + y * y + z * z;
  return EARTH_RADIUS_METRES * Math.sqrt(squared) * arcOverChord(squared);
}

/**
 * Length of an arc ÷ length of its chord on the unit sphere: 2 asin(√squared ÷ 2) ÷ √squared, by the first terms of its series,
 * which are exact to a micrometre up to 250 km; longer arcs are halved until they are short.
 * @param squared square of the chord, 0 … 4
 */
export function arcOverChord(squared: number): number {
  return squared <= SHORT_ARC ? 1 + squared * (1 / 24 + squared * (3 / 640)) : arcOfHalves(squared);
}

/** Squares of chords up to this are short: 250 km. */
const SHORT_ARC = 0.0016;

function arcOfHalves(squared: number): number {
  const halved = squared / (2 + Math.sqrt(4 - Math.min(4, squared)));
  return 2 * Math.sqrt(halved / squared) * arcOverChord(halved);
}

const RADIANS = 0.017453292519943295;

function sineSeries(angle: number): number {
  const s = angle * angle;
  let sum = 1;
  for (let term = 18; term >= 2; term -= 2) sum = 1 - (s / (term * (term + 1))) * sum;
  return angle * sum;
}

function cosineSeries(angle: number): number {
  const s = angle * angle;
  let sum = 1;
  for (let term = 18; term >= 2; term -= 2) sum = 1 - (s / (term * (term - 1))) * sum;
  return sum;
}
