import { type Lamp, type MapGround, siteLamp, type StockMap } from '@baogong/contract';
import { lampOrder } from './signs.ts';

/** A site as the map and the list show it. Times in seconds since 1970, position in degrees, east and north. */
export type MapSite = {
  id: string;
  name: string;
  areaName: string;
  position: [number, number] | null;
  stocks: number;
  unread: number;
  redAt: number | null;
  yellowAt: number | null;
  dryAt: number | null;
};
/** A site with its lamp at some moment. */
export type LitSite = MapSite & { lamp: Lamp };

/** All that was told so far: the whole once, then what changed. */
export type MapState = {
  ground: MapGround;
  sites: ReadonlyMap<string, MapSite>;
  cut: boolean;
  version: string;
  /** How far the server's clock is ahead of this device's, milliseconds. */
  ahead: number;
  /** When the whole was read, by this device's clock. */
  wholeAt: number;
};

/** Time alone moves forecasts a little without any word of it: after so long the whole is read again. */
const WHOLE_MILLISECONDS = 5 * 60_000;

/** What to ask for: what changed, as long as the whole is not old. */
export function afterOf(before: MapState | undefined, now: number): string | undefined {
  return before && now - before.wholeAt < WHOLE_MILLISECONDS ? before.version : undefined;
}

/** What is known after this answer. */
export function takeIn(before: MapState | undefined, answer: StockMap, now: number): MapState {
  const told = sitesOf(answer);
  const rest = { version: answer.version, ahead: Date.parse(answer.at) - now };
  if (answer.ground || !before) {
    const ground = answer.ground ?? { system: 'WGS-84' as const, tiles: null, districts: [] };
    return { ...rest, ground, cut: answer.cut, wholeAt: now, sites: new Map(told.map((site) => [site.id, site])) };
  }
  if (told.length === 0 && answer.gone.length === 0) return { ...before, ...rest };
  const sites = new Map(before.sites);
  for (const id of answer.gone) sites.delete(id);
  for (const site of told) sites.set(site.id, site);
  return { ...before, ...rest, sites };
}

function sitesOf({ sites: columns }: StockMap): MapSite[] {
  return columns.ids.map((id, index) => ({
    id,
    name: columns.names[index]!,
    areaName: columns.areaNames[columns.areas[index]!]!,
    position: columns.positions[index]!,
    stocks: columns.stocks[index]!,
    unread: columns.unread[index]!,
    redAt: columns.redAt[index]!,
    yellowAt: columns.yellowAt[index]!,
    dryAt: columns.dryAt[index]!,
  }));
}

/** The sites with their lamps at that moment (milliseconds, server’s clock), most pressing first. */
export function litAt({ sites }: Pick<MapState, 'sites'>, now: number): LitSite[] {
  const second = Math.floor(now / 1000);
  const never = Number.POSITIVE_INFINITY;
  return [...sites.values()]
    .map((site) => lit(site, siteLamp(site, second)))
    .sort(
      (one, other) =>
        places[one.lamp] - places[other.lamp] ||
        (one.dryAt ?? never) - (other.dryAt ?? never) ||
        (one.id < other.id ? -1 : 1),
    );
}

const places = Object.fromEntries(lampOrder.map((lamp, place) => [lamp, place])) as Record<Lamp, number>;
const lastLit = new WeakMap<MapSite, LitSite>();

/** The same object as long as nothing changed, so that screens see what did. */
function lit(site: MapSite, lamp: Lamp): LitSite {
  const last = lastLit.get(site);
  if (last?.lamp === lamp) return last;
  const fresh = { ...site, lamp };
  lastLit.set(site, fresh);
  return fresh;
}

/** Which lamps turned; and whether sites came, went or moved. */
export function changesOf(before: readonly LitSite[], after: readonly LitSite[]) {
  const known = new Map(before.map((site) => [site.id, site]));
  const turned: LitSite[] = [];
  let isMoved = before.length !== after.length;
  for (const site of after) {
    const old = known.get(site.id);
    if (old === site) continue;
    isMoved ||= old?.position?.join() !== site.position?.join();
    if (old?.lamp !== site.lamp) turned.push(site);
  }
  return { turned, isMoved };
}

/** How many of each lamp. */
export function countsOf(sites: readonly LitSite[]): Record<Lamp, number> {
  const counts = { red: 0, yellow: 0, grey: 0, green: 0 };
  for (const { lamp } of sites) counts[lamp] += 1;
  return counts;
}
