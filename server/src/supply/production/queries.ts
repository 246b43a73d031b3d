import type { Bilingual, ShiftReport } from '@baogong/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

/** A line as the database has it; what it yields follows from it (`ramp.ts`). */
export type LineRow = {
  id: string;
  organisationId: string;
  organisationName: string;
  areaCode: string;
  item: string;
  itemName: Bilingual;
  baseUnitName: Bilingual;
  name: string;
  capacity: number;
  ramp: { hours: number; shares: number[] };
  running: boolean;
  changedAt: string;
  ramped: boolean;
  bookInto: string | null;
  last: ShiftReport | null;
  version: number;
};

export type LineFilter = {
  organisation?: string;
  item?: string;
  /** Organisations and areas (prefixes) that the reader may see; `everywhere` lifts both. */
  scope: { everywhere: boolean; areas: readonly string[]; own: readonly string[] };
  after?: string;
  limit: number;
};

/** A page of lines in the order of their creation. */
export async function findLines(db: DbOrTx, { organisation, item, scope, after, limit }: LineFilter) {
  return readLines(
    db,
    sql`${organisation === undefined ? sql`true` : sql`line.organisation_id = ${organisation}`}
      and ${item === undefined ? sql`true` : sql`line.item_code = ${item}`}
      and ${after === undefined ? sql`true` : sql`line.id > ${after}`}
      and (${scope.everywhere} or line.organisation_id = any(${scope.own}::uuid[])
           or organisation.area_code like any(${scope.areas.map((area) => `${area}%`)}::text[]))`,
    limit,
  );
}

export async function findLine(db: DbOrTx, id: string): Promise<LineRow | undefined> {
  return (await readLines(db, sql`line.id = ${id}`, 1))[0];
}

/** Locks and reads the line; `undefined` when there is none. */
export async function lockLine(tx: Tx, id: string): Promise<LineRow | undefined> {
  await sql`select 1 from production_line where id = ${id} for no key update`.execute(tx);
  return findLine(tx, id);
}

/** Locks and reads all lines of the producer, in the order of their ids. */
export async function lockLinesOf(tx: Tx, organisationId: string, limit: number): Promise<LineRow[]> {
  await sql`select 1 from production_line where organisation_id = ${organisationId} order by id for no key update`.execute(
    tx,
  );
  return readLines(tx, sql`line.organisation_id = ${organisationId}`, limit);
}

export type LineFields = Pick<
  LineRow,
  'id' | 'name' | 'capacity' | 'ramp' | 'running' | 'changedAt' | 'ramped' | 'bookInto' | 'version'
>;

export async function insertLine(tx: Tx, line: LineFields & { organisationId: string; item: string }): Promise<void> {
  const { organisationId, item, ...fields } = line;
  await tx
    .insertInto('production_line')
    .values({ ...lineColumns(fields), organisation_id: organisationId, item_code: item })
    .execute();
}

export async function updateLine(tx: Tx, line: LineFields): Promise<void> {
  const { id, ...columns } = lineColumns(line);
  await tx.updateTable('production_line').set(columns).where('id', '=', id).execute();
}

function lineColumns(line: LineFields) {
  return {
    id: line.id,
    name: line.name,
    capacity: line.capacity,
    ramp_hours: line.ramp.hours,
    ramp_shares: line.ramp.shares,
    running: line.running,
    changed_at: line.changedAt,
    ramped: line.ramped,
    source_id: line.bookInto,
    version: line.version,
  };
}

async function readLines(db: DbOrTx, condition: RawBuilder<unknown>, limit: number): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select line.id, line.organisation_id as "organisationId", organisation.name as "organisationName",
           organisation.area_code as "areaCode", line.item_code as item,
           jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName",
           jsonb_build_object('zh', unit.name_zh, 'en', unit.name_en) as "baseUnitName", line.name, line.capacity,
           jsonb_build_object('hours', ramp_hours, 'shares', to_jsonb(ramp_shares)) as ramp, running,
           changed_at as "changedAt", ramped, source_id as "bookInto", line.version,
           (select to_jsonb(newest) from (select ${reportColumns} from shift_report
            where line_id = line.id order by due_at desc, version desc limit 1) newest) as last
    from production_line line join organisation on organisation.id = line.organisation_id
    join item on item.code = line.item_code join unit on unit.code = item.base_unit
    where ${condition} order by line.id limit ${limit}`.execute(db);
  return rows;
}

/** Instants as text: the same inside JSON and outside. */
const reportColumns = sql`
  shift_report.id, line_id as "lineId", to_char(day, 'YYYY-MM-DD') as day, round_code as round, version, planned, actual, stock,
  capacity, note, reporter_name as "reporterName",
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt"`;

/** All reports of the line, newest round first, corrections before what they correct. `after`: instant of the round and version. */
export async function findReports(
  db: DbOrTx,
  lineId: string,
  after: { dueAt: string; version: number } | undefined,
  limit: number,
): Promise<(ShiftReport & { dueAt: string })[]> {
  const { rows } = await sql<ShiftReport & { dueAt: string }>`
    select ${reportColumns}, due_at as "dueAt" from shift_report
    where line_id = ${lineId}
      and ${after ? sql`(due_at, version) < (${after.dueAt}, ${after.version})` : sql`true`}
    order by due_at desc, version desc limit ${limit}`.execute(db);
  return rows;
}

/** The current report of each line at each of its last `rounds` rounds up to the instant, newest first. */
export async function lastReports(
  db: DbOrTx,
  lineIds: readonly string[],
  until: string,
  rounds: number,
): Promise<(ShiftReport & { dueAt: string })[]> {
  const { rows } = await sql<ShiftReport & { dueAt: string }>`
    select report.* from unnest(${lineIds}::uuid[]) wanted (id)
    cross join lateral (
      select * from (
        select distinct on (due_at) ${reportColumns}, due_at as "dueAt" from shift_report
        where line_id = wanted.id and due_at <= ${until} order by due_at desc, version desc) current
      order by "dueAt" desc limit ${rounds}) report`.execute(db);
  return rows;
}

export type NewReport = Omit<ShiftReport, 'recordedAt' | 'round'> & { round: string; reporter: string };

export async function insertReports(
  tx: Tx,
  reports: readonly NewReport[],
  recordedAt: string,
  dueAt: string,
): Promise<void> {
  await sql`
    insert into shift_report (id, line_id, day, round_code, version, planned, actual, stock, capacity, note, reporter,
                              reporter_name, recorded_at, due_at)
    select id, "lineId", day, round, version, planned, actual, stock, capacity, note, reporter, "reporterName",
           ${recordedAt}, ${dueAt}
    from jsonb_to_recordset(${JSON.stringify(reports)}::jsonb) as fresh (
      id uuid, "lineId" uuid, day date, round text, version integer, planned bigint, actual bigint, stock bigint,
      capacity bigint, note text, reporter text, "reporterName" text)`.execute(tx);
}

/** Gives each line its next version, and the capacity reported. */
export async function touchLines(tx: Tx, lines: readonly { id: string; capacity: number }[]): Promise<void> {
  await sql`
    update production_line set version = version + 1, capacity = fresh.capacity
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as fresh (id uuid, capacity bigint)
    where production_line.id = fresh.id`.execute(tx);
}
