import { type Lamp, type MapGround, type MapTiles, type SiteColumns, siteLamp, type StockMap } from '@baogong/contract';
import type { stockMap } from '@baogong/contract';
import type { z } from 'zod';
import { fromWgs84 } from '../../directory/index.ts';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { unknownCursor } from '../../platform/http/cursor.ts';
import { comparePositions, formatPosition, parsePosition, type Position } from '../../platform/log/read.ts';
import { type KeptSite, type SiteMemory, sitesNow } from './memory.ts';
import type { StockMark } from './queries.ts';

type Input = z.output<NonNullable<(typeof stockMap)['showStockMap']['~orpc']['inputSchema']>>;
type Scope = ReturnType<typeof scopeOf>;
type Shown = { site: KeptSite; stocks: number; unread: number } & Record<'redAt' | 'yellowAt' | 'dryAt', number | null>;

const MOST_SITES = 10_000;
/** A metre. */
const DECIMALS = 1e5;

/** The sites that the actor may see and that match, or those of them that changed; in the coordinate system of the tiles. */
export async function showStockMap(
  db: Db,
  actor: Actor,
  { after, ...filter }: Input,
  { now, tiles }: { now: Temporal.Instant; tiles: MapTiles | null },
): Promise<StockMap> {
  const from = readVersion(after);
  const memory = await sitesNow(db);
  const scope = scopeOf(actor, 'readings.read');
  const isPart = from !== null && isKnownSince(memory, from);
  const visible = [...memory.sites.values()].filter(
    (site) => isVisible(site, scope) && !(isPart && comparePositions(site.changedAt, from) <= 0),
  );
  const second = Math.floor(now.epochMilliseconds / 1000);
  const matching = visible.flatMap((site) => shownOf(site, filter, second) ?? []);
  const sites = mostPressing(matching, second);
  const system = tiles?.system ?? 'WGS-84';
  return {
    at: iso(now),
    version: formatPosition(memory.position),
    ground: isPart ? null : groundOf(memory, sites, tiles),
    sites: columnsOf(sites, system),
    gone: isPart ? goneOf(visible, matching) : [],
    cut: matching.length > MOST_SITES,
  };
}

function readVersion(text: string | undefined): Position | null {
  if (text === undefined) return null;
  const position = parsePosition(text);
  if (!position) throw unknownCursor(text);
  return position;
}

/** Another process may be further on; then all is told. */
function isKnownSince({ since, position }: SiteMemory, from: Position): boolean {
  return comparePositions(from, since) >= 0 && comparePositions(from, position) <= 0;
}

function isVisible({ id, areaCode }: KeptSite, { everywhere, areas, own }: Scope): boolean {
  return everywhere || areas.some((area) => areaCode.startsWith(area)) || own.includes(id);
}

/** The site with those of its stocks that match; null: none does. */
function shownOf(site: KeptSite, filter: Omit<Input, 'after'>, second: number): Shown | null {
  const { area = '', query = '', item, asked, withinHours } = filter;
  if (!site.areaCode.startsWith(area) || !site.name.includes(query)) return null;
  const before = withinHours === undefined ? null : second + withinHours * 3600;
  const shown: Shown = { site, stocks: 0, unread: 0, redAt: null, yellowAt: null, dryAt: null };
  for (const [code, isKnown, isAsked, early, dryAt, redAt, yellowAt] of site.stocks satisfies StockMark[]) {
    const fits = (item === undefined || item === code) && (asked === undefined || asked === isAsked);
    if (!fits || (before !== null && !(early !== null && early < before))) continue;
    shown.stocks += 1;
    if (!isKnown) shown.unread += 1;
    shown.redAt = earlier(shown.redAt, redAt);
    shown.yellowAt = earlier(shown.yellowAt, yellowAt);
    shown.dryAt = earlier(shown.dryAt, dryAt);
  }
  return shown.stocks > 0 ? shown : null;
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

const order: Record<Lamp, number> = { red: 0, yellow: 1, grey: 2, green: 3 };

/** All of them unless there are too many; screens put them in order themselves, since time changes it. */
function mostPressing(shown: Shown[], second: number): Shown[] {
  if (shown.length <= MOST_SITES) return shown;
  const last = Number.POSITIVE_INFINITY;
  const rank = (each: Shown) => order[siteLamp(each, second)];
  return shown
    .toSorted((one, other) => rank(one) - rank(other) || (one.dryAt ?? last) - (other.dryAt ?? last))
    .slice(0, MOST_SITES);
}

function goneOf(changed: readonly KeptSite[], matching: readonly Shown[]): string[] {
  const kept = new Set(matching.map(({ site }) => site.id));
  return changed.flatMap(({ id }) => (kept.has(id) ? [] : id));
}

function groundOf({ districts }: SiteMemory, sites: readonly Shown[], tiles: MapTiles | null): MapGround {
  const system = tiles?.system ?? 'WGS-84';
  const cities = new Set(sites.map(({ site }) => site.areaCode.slice(0, 4)));
  const own = districts.filter(({ code }) => cities.has(code.slice(0, 4)));
  return {
    system,
    tiles,
    districts: own.map(({ points, ...district }) => ({
      ...district,
      points: points.map(([longitude, latitude]) => placed(longitude, latitude, system)),
    })),
  };
}

function columnsOf(shown: readonly Shown[], system: MapGround['system']): SiteColumns {
  const areaNames = [...new Set(shown.map(({ site }) => site.areaName))];
  const areas = new Map(areaNames.map((name, index) => [name, index]));
  return {
    ids: shown.map(({ site }) => site.id),
    names: shown.map(({ site }) => site.name),
    areas: shown.map(({ site }) => areas.get(site.areaName)!),
    areaNames,
    positions: shown.map(({ site: { longitude, latitude } }) =>
      longitude === null || latitude === null ? null : placed(longitude, latitude, system),
    ),
    stocks: shown.map(({ stocks }) => stocks),
    unread: shown.map(({ unread }) => unread),
    redAt: shown.map(({ redAt }) => redAt),
    yellowAt: shown.map(({ yellowAt }) => yellowAt),
    dryAt: shown.map(({ dryAt }) => dryAt),
  };
}

function placed(longitude: number, latitude: number, system: MapGround['system']): [number, number] {
  const place = fromWgs84({ longitude, latitude }, system);
  return [Math.round(place.longitude * DECIMALS) / DECIMALS, Math.round(place.latitude * DECIMALS) / DECIMALS];
}
