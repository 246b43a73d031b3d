import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { itemFinder, shippedItems } from '../../catalogue/index.ts';
import { areaFinder, shippedAreas } from '../../directory/index.ts';
import { readWuhan2020, type ReplayEvent, type ReplayHospital } from '../../needs/index.ts';
import { repositoryFolder } from '../../platform/config.ts';

/** The province of the stream. */
export const HUBEI = '42';

/** A hospital as the platform knows it. `key` is area and name. */
export type Place = { readonly key: string; readonly name: string; readonly areaCode: string };
export type Moment = { readonly at: Temporal.Instant; readonly events: readonly PlacedEvent[] };
export type PlacedEvent = { readonly index: number; readonly place: Place; readonly event: ReplayEvent };

export type Stream = {
  readonly places: readonly Place[];
  readonly moments: readonly Moment[];
  readonly events: number;
};

/**
 * The real stream, by moments of publication, oldest first; `before` (an instant) leaves out what came from then on.
 * `oneHospitalIn` keeps every n-th hospital. What the file calls a district and is none (高新区) stands in its city.
 */
export function readStream(before?: Temporal.Instant, oneHospitalIn = 1): Stream {
  const csv = readFileSync(join(repositoryFolder, 'data', 'wuhan2020', 'hospital_need_changes.csv'), 'utf8');
  const all = readWuhan2020(csv, itemFinder(shippedItems));
  const wanted = before ? all.filter(({ at }) => Temporal.Instant.compare(at, before) < 0) : all;
  const placeOf = placeFinder();
  const placed = wanted.map((event, index) => ({ index, event, place: placeOf(event.hospital) }));
  const keys = [...new Set(placed.map(({ place }) => place.key))];
  const kept = new Set(keys.filter((_, index) => index % oneHospitalIn === 0));
  const events = placed.filter(({ place }) => kept.has(place.key));
  const moments = Map.groupBy(events, ({ event }) => event.at.epochMilliseconds);
  return {
    places: [...new Map(events.map(({ place }) => [place.key, place])).values()],
    moments: [...moments.values()].map((each) => ({ at: each[0]!.event.at, events: each })),
    events: events.length,
  };
}

function placeFinder() {
  const findArea = areaFinder(shippedAreas);
  const known = new Map<string, Place>();
  return (hospital: ReplayHospital): Place => {
    const said = `${hospital.city}/${hospital.district}/${hospital.name}`;
    const found = known.get(said);
    if (found) return found;
    const areaCode = findArea(hospital)?.code ?? HUBEI;
    const place = { key: `${areaCode} ${hospital.name}`, name: hospital.name, areaCode };
    known.set(said, place);
    return place;
  };
}
