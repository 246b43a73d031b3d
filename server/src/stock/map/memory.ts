import type { Db } from '../../platform/db/database.ts';
import { currentPosition, type Position, type RecordedEvent, readEvents } from '../../platform/log/read.ts';
import { findDistricts, findSiteMarks, type SiteMarks } from './queries.ts';

/** Facts of these change the sites that they bear; of the others below, all of them. */
const OF_SITES = 'stock';
const OF_ALL: ReadonlySet<string> = new Set(['warning-rules', 'directory', 'catalogue']);
/** Time alone moves forecasts a little without a fact, and ways to suppliers change: after so long all is read anew. */
const FRESH_MILLISECONDS = 5 * 60_000;
const BATCH = 2000;
/** With more changed sites than this, reading all is quicker. */
const MOST_CHANGED = 1000;
/** Enough to tell where a district lies. */
const MOST_POINTS = 60;

export type KeptSite = SiteMarks & { changedAt: Position };
type District = Awaited<ReturnType<typeof findDistricts>>[number];

/**
 * Every site with its stocks as of a place in the log. Summing up a hundred thousand stocks takes the database most of a second,
 * and the map asks for it on every change that anybody makes; here only the sites that the log names are read again.
 */
export type SiteMemory = {
  sites: ReadonlyMap<string, KeptSite>;
  districts: readonly District[];
  position: Position;
  /** What changed after this place is known site by site. */
  since: Position;
};

type Loaded = SiteMemory & { sites: Map<string, KeptSite>; loadedAt: number };
type Keeper = { memory: Loaded | null; running: Promise<SiteMemory> | null; next: Promise<SiteMemory> | null };

const keepers = new WeakMap<Db, Keeper>();

/** The sites as the log has them now. Those who ask while one looks wait for the next look, all together. */
export function sitesNow(db: Db): Promise<SiteMemory> {
  const keeper = keepers.get(db) ?? { memory: null, running: null, next: null };
  keepers.set(db, keeper);
  keeper.next ??= (keeper.running ?? Promise.resolve())
    .catch(() => undefined)
    .then(() => {
      keeper.running = keeper.next;
      keeper.next = null;
      return look(db, keeper);
    });
  return keeper.next;
}

/** Reads all of it before anybody asks, so that the first who does need not wait for it. */
export function readSitesAhead(db: Db): void {
  // The database is away, or closed again: whoever asks is told, or finds it back.
  sitesNow(db).catch(() => undefined);
}

async function look(db: Db, keeper: Keeper): Promise<SiteMemory> {
  const { memory } = keeper;
  if (memory === null) return (keeper.memory = await load(db));
  const changed = new Set<string>();
  let { position } = memory;
  for (let events = await readEvents(db, position, BATCH); events.length > 0;) {
    position = events.at(-1)!.position;
    const isTooMuch = events.some(({ module }) => OF_ALL.has(module)) || changed.size > MOST_CHANGED;
    if (isTooMuch) return (keeper.memory = await load(db));
    for (const id of sitesOf(events)) changed.add(id);
    events = events.length < BATCH ? [] : await readEvents(db, position, BATCH);
  }
  if (changed.size > 0) await readAgain(db, memory, [...changed], position);
  memory.position = position;
  if (performance.now() - memory.loadedAt > FRESH_MILLISECONDS) reload(db, keeper, memory);
  return memory;
}

function sitesOf(events: readonly RecordedEvent[]): string[] {
  return events.flatMap(({ module, organisationId }) => (module === OF_SITES && organisationId ? organisationId : []));
}

async function readAgain(db: Db, memory: Loaded, ids: readonly string[], changedAt: Position): Promise<void> {
  const found = await findSiteMarks(db, ids);
  for (const id of ids) memory.sites.delete(id);
  for (const site of found) memory.sites.set(site.id, { ...site, changedAt });
}

async function load(db: Db): Promise<Loaded> {
  const position = await currentPosition(db);
  const [sites, districts] = await Promise.all([findSiteMarks(db), findDistricts(db, { most: MOST_POINTS })]);
  return {
    sites: new Map(sites.map((site) => [site.id, { ...site, changedAt: position }])),
    districts,
    position,
    since: position,
    loadedAt: performance.now(),
  };
}

/** Nobody waits for it: it is put in place when it is there, and what the log says since then is taken in at the next look. */
function reload(db: Db, keeper: Keeper, before: Loaded): void {
  before.loadedAt = performance.now();
  void load(db).then(
    (fresh) => {
      if (keeper.memory !== before) return;
      for (const site of fresh.sites.values()) site.changedAt = before.sites.get(site.id)?.changedAt ?? site.changedAt;
      keeper.memory = { ...fresh, since: before.since };
    },
    // The database is away: whoever asks next is told, or finds it back.
    () => undefined,
  );
}
