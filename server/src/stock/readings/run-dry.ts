import type { Beyond, ForecastReason, readings as routes, RunDryCounts, RunDryRow } from '@baogong/contract';
import { RUN_DRY_HOURS } from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, requireRight, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { isId, unknownCursor } from '../../platform/http/cursor.ts';
import { notFound } from '../../platform/refusal.ts';
import { type Coming, findUnderWay, underWayOf } from '../shipments/under-way.ts';
import { lampOf } from './lamp.ts';
import { countRunDryRecords, findRunDryRecords, listRunDryRecords, type RunDryRecord } from './run-dry-queries.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

/** A page of what the actor may see, soonest dry first. */
export async function listRunDry(db: DbOrTx, actor: Actor, input: Input<'listRunDry'>, now: Temporal.Instant) {
  const { after, limit, withinHours, ...filter } = input;
  const before = withinHours === undefined ? undefined : iso(now.add({ hours: withinHours }));
  const scope = scopeOf(actor, 'readings.read');
  const match = { ...filter, scope, before, now: iso(now) };
  const found = await listRunDryRecords(db, { ...match, after: readCursor(after), limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return { rows: await viewAll(db, page, now), next: last ? `${last.dryAt}_${last.stockId}` : null };
}

/** How many of those that the actor may see and that match may run dry within the horizon, and why the others have no time. */
export async function countRunDry(
  db: DbOrTx,
  actor: Actor,
  { withinHours, ...filter }: Input<'countRunDry'>,
  now: Temporal.Instant,
): Promise<RunDryCounts> {
  const before = withinHours === undefined ? undefined : iso(now.add({ hours: withinHours }));
  return countRunDryRecords(
    db,
    { ...filter, scope: scopeOf(actor, 'readings.read'), before, now: iso(now) },
    horizon(now),
  );
}

export async function siteStocks(db: DbOrTx, actor: Actor, organisationId: string, now: Temporal.Instant) {
  const place = await findPlace(db, organisationId);
  requireRight(actor, 'readings.read', { organisationId, areaCode: place.areaCode });
  const records = await findRunDryRecords(db, { organisationId });
  return {
    organisationId,
    name: place.name,
    areaName: place.areaName,
    stocks: await viewAll(db, records, now),
  };
}

/** What is forecast for these stocks, in the order in which they run dry. */
export async function viewStocks(db: DbOrTx, ids: readonly string[], now: Temporal.Instant): Promise<RunDryRow[]> {
  if (ids.length === 0) return [];
  return viewAll(db, await findRunDryRecords(db, { ids }), now);
}

/** One stock that the actor may see. */
export async function getStock(db: DbOrTx, actor: Actor, id: string, now: Temporal.Instant): Promise<RunDryRow> {
  const [found] = await viewStocks(db, [id], now);
  if (!found) throw notFound('监测的库存', 'Watched stock');
  requireRight(actor, 'readings.read', found);
  return found;
}

async function viewAll(db: DbOrTx, records: readonly RunDryRecord[], now: Temporal.Instant): Promise<RunDryRow[]> {
  const ids = records.map(({ stockId }) => stockId);
  const coming = await findUnderWay(db, ids, now);
  return records.map((record) => viewOf(record, coming.get(record.stockId), now));
}

function viewOf(record: RunDryRecord, coming: Coming | undefined, now: Temporal.Instant): RunDryRow {
  const { isKnown, dryAt, emptyEarly, emptyLate, stock, use, why, lastReading, question, ...more } = record;
  const { lampAt: _lampAt, redMinutes: _red, yellowMinutes: _yellow, ...rest } = more;
  const read = lastReading && { ...lastReading, at: iso(Temporal.Instant.from(lastReading.at)) };
  return {
    ...rest,
    emptyAt: isKnown ? { p10: emptyEarly, p50: dryAt === 'infinity' ? null : dryAt, p90: emptyLate } : null,
    beyond: beyondOf(record, now),
    underWay: coming ? underWayOf(coming) : null,
    stockNow: stock,
    usePerHour: use,
    flow: flowOf(record),
    lastReading: read,
    why: reasonsOf(why, read?.at ?? null, now),
    lamp: lampOf(record, now),
    question: question && {
      ...question,
      at: iso(Temporal.Instant.from(question.at)),
      askedAt: iso(Temporal.Instant.from(question.askedAt)),
    },
  };
}

function horizon(now: Temporal.Instant): string {
  return iso(now.add({ hours: RUN_DRY_HOURS }));
}

/** Why there is no time to be told; as `countRunDryRecords` has it. */
function beyondOf({ isKnown, emptyEarly, dryAt, use }: RunDryRecord, now: Temporal.Instant): Beyond | null {
  if (!isKnown) return 'no-reading';
  if (emptyEarly !== null && Date.parse(emptyEarly) <= Date.parse(horizon(now))) return null;
  return dryAt === 'infinity' && use?.p90 === 0 ? 'no-use' : 'lasts';
}

/** What a site draws in an hour against what its vaporiser and pipe let through: stock alone doesn't help there. */
function flowOf({ flowLimitPerHour, use }: RunDryRecord): RunDryRow['flow'] {
  if (flowLimitPerHour === null || use === null) return null;
  if (use.p50 > flowLimitPerHour) return 'exceeded';
  return use.p90 > flowLimitPerHour ? 'possible' : 'within';
}

const OLD_MINUTES = 6 * 60;

/** The solver's reasons with one figure each; the age of the last reading is that of this moment. */
function reasonsOf(why: RunDryRecord['why'], readAt: string | null, now: Temporal.Instant): ForecastReason[] {
  const age = readAt === null ? null : Math.round((now.epochMilliseconds - Date.parse(readAt)) / 60_000);
  const others = why.filter(({ code }) => code !== 'old-reading');
  const old = age !== null && age >= OLD_MINUTES ? [{ code: 'old-reading', minutes: age }] : [];
  return [...old, ...others].map(({ code, ...figures }) => {
    const figure = Object.values(figures).find((value) => typeof value === 'number');
    return { code: code as ForecastReason['code'], figure: figure ?? null };
  });
}

async function findPlace(db: DbOrTx, id: string): Promise<{ name: string; areaCode: string; areaName: string }> {
  const found = await db
    .selectFrom('organisation')
    .innerJoin('area', 'area.code', 'organisation.area_code')
    .select(['organisation.name', 'organisation.area_code as areaCode', 'area.name as areaName'])
    .where('organisation.id', '=', id)
    .executeTakeFirst();
  if (!found) throw notFound('机构', 'Organisation');
  return found;
}

/** `<instant>_<id>` as given out as `next`; what runs dry at no known time has `infinity`. */
function readCursor(text: string | undefined): { at: string; id: string } | null {
  if (!text) return null;
  const match = /^(infinity|\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/.exec(text);
  if (!match || !isId(match[2])) throw unknownCursor(text);
  return { at: match[1]!, id: match[2]! };
}
