import type { PictureLine, PicturePart, Round } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import type { RoundOnDay } from './schedule.ts';

/** One part of the picture: of an item, in a district. Base units. */
export type Figure = {
  item: string;
  areaCode: string;
  part: PicturePart;
  quantity: number;
  low: number;
  high: number;
  unknown: number;
};

/** A line as the picture shows it, with the report that counts and whether one was owed. */
export type FrozenLine = PictureLine & { reportId: string | null };

/** False when another process has frozen the round already. */
export async function insertRound(tx: Tx, id: string, round: RoundOnDay, frozenAt: string): Promise<boolean> {
  const { day, code, name, dueAt, nextAt } = round;
  const row = {
    id,
    day,
    code,
    name_zh: name.zh,
    name_en: name.en,
    due_at: dueAt,
    next_at: nextAt,
    frozen_at: frozenAt,
  };
  const inserted = await tx
    .insertInto('round')
    .values(row)
    .onConflict((clash) => clash.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function isFrozen(db: DbOrTx, id: string): Promise<boolean> {
  return (await db.selectFrom('round').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

export async function insertFigures(tx: Tx, roundId: string, figures: readonly Figure[]): Promise<void> {
  await sql`
    insert into round_figure (round_id, item_code, area_code, part, quantity, low, high, unknown)
    select ${roundId}, item, "areaCode", part, quantity, low, high, unknown
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb) as fresh (
      item text, "areaCode" text, part text, quantity bigint, low bigint, high bigint, unknown integer)`.execute(tx);
}

export async function insertRoundLines(tx: Tx, roundId: string, lines: readonly FrozenLine[]): Promise<void> {
  await sql`
    insert into round_line (round_id, line_id, item_code, name, state, share, full_at, capacity, report_id, planned_before, owed)
    select ${roundId}, "lineId", item, name, state, share, "fullAt", capacity, "reportId", "plannedBefore", owed
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as fresh (
      "lineId" uuid, item text, name text, state text, share smallint, "fullAt" timestamptz, capacity bigint,
      "reportId" uuid, "plannedBefore" bigint, owed boolean)`.execute(tx);
}

/** Gives each line its next version and tells which that is: a report that did not come is a fact of the line. */
export async function nextLineVersions(tx: Tx, lineIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`
    update production_line set version = version + 1 where id in (
      select id from production_line where id = any(${lineIds}::uuid[]) order by id for no key update)
    returning id, version`.execute(tx);
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** Frozen rounds, newest first; `short` counts items whose gap within these areas is above zero. */
export async function findRounds(
  db: DbOrTx,
  areas: readonly string[],
  after: string | undefined,
  limit: number,
): Promise<Round[]> {
  const { rows } = await sql<Round>`
    select ${roundColumns},
      (select count(*) from round_line line join production_line on production_line.id = line_id
       join organisation on organisation.id = organisation_id
       where round_id = round.id and report_id is not null and ${within(areas)}) as reported,
      (select count(*) from round_line line join production_line on production_line.id = line_id
       join organisation on organisation.id = organisation_id
       where round_id = round.id and report_id is null and owed and ${within(areas)}) as missing,
      (select count(*) from (
         select item_code from round_figure where round_id = round.id and ${within(areas)}
         group by item_code
         having sum(case when part in ('consumption', 'needs') then quantity when part = 'reserve-locked' then 0 else -quantity end) > 0
       ) gap) as short
    from round
    where ${after === undefined ? sql`true` : sql`(due_at, id) < (select due_at, id from round where id = ${after})`}
    order by due_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

export async function findRound(
  db: DbOrTx,
  id: string,
): Promise<Omit<Round, 'reported' | 'missing' | 'short'> | undefined> {
  const { rows } = await sql<Omit<Round, 'reported' | 'missing' | 'short'>>`
    select ${roundColumns} from round where id = ${id}`.execute(db);
  return rows[0];
}

const roundColumns = sql`
  round.id, to_char(round.day, 'YYYY-MM-DD') as day, round.code, jsonb_build_object('zh', round.name_zh, 'en', round.name_en) as name,
  round.due_at as "dueAt", round.next_at as "nextAt", round.frozen_at as "frozenAt"`;

export async function readFigures(
  db: DbOrTx,
  roundId: string,
  areas: readonly string[],
  item: string | undefined,
): Promise<Figure[]> {
  const { rows } = await sql<Figure>`
    select item_code as item, area_code as "areaCode", part, quantity, low, high, unknown from round_figure
    where round_id = ${roundId} and ${within(areas)} and ${item === undefined ? sql`true` : sql`item_code = ${item}`}`.execute(
    db,
  );
  return rows;
}

export async function readRoundLines(
  db: DbOrTx,
  roundId: string,
  areas: readonly string[],
  item: string | undefined,
): Promise<FrozenLine[]> {
  const { rows } = await sql<FrozenLine>`
    select line.line_id as "lineId", organisation_id as "organisationId", organisation.name as "organisationName",
           area_code as "areaCode", line.item_code as item, line.name, line.state, line.share, full_at as "fullAt",
           line.capacity, report_id is not null as reported, planned, actual, stock, planned_before as "plannedBefore",
           recorded_at as "reportedAt", report_id as "reportId", owed
    from round_line line join production_line on production_line.id = line.line_id
    join organisation on organisation.id = organisation_id left join shift_report on shift_report.id = report_id
    where round_id = ${roundId} and ${within(areas)} and ${item === undefined ? sql`true` : sql`line.item_code = ${item}`}
    order by line.item_code, organisation.name, line.name limit 2000`.execute(db);
  return rows;
}

/** '' is the whole country: whoever reads everything. */
function within(areas: readonly string[]) {
  return sql`area_code like any(${areas.map((area) => `${area}%`)}::text[])`;
}

/** The last day of which a round is reported or frozen; null before the first. */
export async function lastUsedDay(db: DbOrTx): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select to_char(greatest((select max(day) from shift_report), (select max(day) from round)), 'YYYY-MM-DD') as day`.execute(
    db,
  );
  return rows[0]!.day;
}
