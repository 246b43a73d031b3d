import type { ReadingFlag, ReadingSource } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import type { CheckedReading } from './check-reading.ts';

export type NewReading = Omit<CheckedReading, 'index'> & {
  stockId: string;
  source: ReadingSource;
  factId: string;
  confidence: 'high' | 'medium' | 'low';
  flag: ReadingFlag | null;
};

export function timeKey(stockId: string, at: number): string {
  return `${stockId} ${at}`;
}

/** Readings of this source that are known already, by stock and time, with what they said. */
export async function findKnown(
  tx: Tx,
  source: ReadingSource,
  wanted: readonly { stockId: string; at: number }[],
): Promise<Map<string, number | null>> {
  const { rows } = await sql<{ stockId: string; at: string; quantity: number | null }>`
    select reading.stock_id as "stockId", reading.at, quantity
    from unnest(${wanted.map(({ stockId }) => stockId)}::uuid[], ${wanted.map(({ at }) => new Date(at).toISOString())}::timestamptz[])
      as wanted (stock_id, at)
    join reading on reading.stock_id = wanted.stock_id and reading.at = wanted.at and source = ${source}`.execute(tx);
  return new Map(rows.map(({ stockId, at, quantity }) => [timeKey(stockId, Date.parse(at)), quantity]));
}

export type FlaggedReading = { id: number; stockId: string; at: string; quantity: number | null; flag: ReadingFlag };

/** Appends the readings; returns those that are odd. */
export async function insertReadings(tx: Tx, readings: readonly NewReading[]): Promise<FlaggedReading[]> {
  const rows = readings.map((each) => ({
    stock_id: each.stockId,
    at: new Date(each.at).toISOString(),
    source: each.source,
    fact_id: each.factId,
    quantity: each.quantity,
    said: each.said,
    unit: each.unit,
    deviation: each.deviation,
    devices: each.devices,
    patients: each.patients,
    planned_per_hour: each.plannedPerHour,
    confidence: each.confidence,
    flag: each.flag,
  }));
  const { rows: flagged } = await sql<FlaggedReading>`
    with fresh as (
      insert into reading (stock_id, at, source, fact_id, quantity, said, unit, deviation, devices, patients, planned_per_hour,
                           confidence, flag)
      select stock_id, at, source, fact_id, quantity, said, unit, deviation, nullif(devices, 'null'), nullif(patients, 'null'),
             planned_per_hour, confidence, flag
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
        stock_id uuid, at timestamptz, source text, fact_id uuid, quantity bigint, said double precision, unit text,
        deviation bigint, devices jsonb, patients jsonb, planned_per_hour bigint, confidence text, flag text)
      returning id, stock_id, at, quantity, flag)
    select id, stock_id as "stockId", at, quantity, flag from fresh where flag is not null`.execute(tx);
  return flagged;
}

export type NewQuestion = {
  id: string;
  stockId: string;
  readingId: number;
  flag: ReadingFlag;
  at: string;
  quantity: number;
  expected: number | null;
};

/** Asks about odd readings; an older question of the same stock gives way, so that each has one at most. */
export async function askAbout(tx: Tx, questions: readonly NewQuestion[], now: string): Promise<void> {
  if (questions.length === 0) return;
  await sql`
    update reading_question set answer = 'superseded', answered_at = ${now}, answered_by = 'system', answered_by_name = 'system'
    where answer is null and stock_id = any(${questions.map(({ stockId }) => stockId)}::uuid[])`.execute(tx);
  await sql`
    insert into reading_question (id, stock_id, reading_id, flag, at, quantity, expected, asked_at)
    select id, "stockId", "readingId", flag, at, quantity, expected, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(questions)}::jsonb) as asked (
      id uuid, "stockId" uuid, "readingId" bigint, flag text, at timestamptz, quantity bigint, expected bigint)`.execute(
    tx,
  );
}

export type QuestionRow = {
  id: string;
  stockId: string;
  flag: ReadingFlag;
  at: string;
  quantity: number;
  expected: number | null;
  answer: string | null;
};

export async function findQuestion(db: DbOrTx, id: string): Promise<QuestionRow | undefined> {
  const { rows } = await sql<QuestionRow>`
    select id, stock_id as "stockId", flag, at, quantity, expected, answer from reading_question where id = ${id}`.execute(
    db,
  );
  return rows[0];
}

export type Answer = {
  id: string;
  answer: 'right' | 'wrong' | 'delivery' | 'explained';
  at: string;
  by: string;
  byName: string;
  note: string | null;
};

export async function closeQuestion(tx: Tx, { id, answer, at, by, byName, note }: Answer): Promise<void> {
  await sql`
    update reading_question set answer = ${answer}, answered_at = ${at}, answered_by = ${by}, answered_by_name = ${byName},
                                note = ${note}
    where id = ${id} and answer is null`.execute(tx);
}

/** Questions about fills that a delivery of about this amount explains. */
export async function explainFills(
  tx: Tx,
  arrivals: readonly { stockId: string; quantity: number; at: string }[],
  now: string,
): Promise<void> {
  await sql`
    update reading_question set answer = 'explained', answered_at = ${now}, answered_by = 'system', answered_by_name = 'system'
    from jsonb_to_recordset(${JSON.stringify(arrivals)}::jsonb) as arrived ("stockId" uuid, quantity bigint, at timestamptz)
    where answer is null and stock_id = "stockId" and flag = 'fills-without-delivery'
      and reading_question.at between arrived.at - interval '6 hours' and arrived.at + interval '6 hours'
      and abs(reading_question.quantity - coalesce(expected, 0) - arrived.quantity) <= 0.35 * arrived.quantity`.execute(
    tx,
  );
}
