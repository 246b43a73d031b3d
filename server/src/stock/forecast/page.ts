import type { Band } from '@baogong/solver/forecast';
import { sql } from 'kysely';
import { iso } from '../../platform/clock.ts';
import { copyOut } from '../../platform/db/copy-out.ts';
import type { Db } from '../../platform/db/database.ts';
import { BELIEF_BYTES, MODEL } from './belief.ts';

/** So many stocks are read, reckoned and written at once. */
const SIZE = 2000;
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Stocks from one id up to before another; `all`: whether due or not. */
export type Range = { from: string; to: string; all: boolean };

/** What one page holds, as bytes; read with `rowAt`. */
export type Page = { count: number; view: DataView; doubts: string[] };

/** A stock to be reckoned anew: what its forecast says now, minutes since the epoch, and what is believed of it. */
export type PageRow = {
  rowVersion: number;
  earlier: Band<number | null>;
  doubt: string | null;
  numbers: Float64Array;
};

/** Stocks to be reckoned anew, in ranges that can be worked on apart. */
export async function listRanges(db: Db, now: Temporal.Instant, all: boolean): Promise<Range[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select id, row_number() over (order by id) as place from ${
      all ? sql`monitored_stock` : sql`(select stock_id as id from stock_forecast where stale_at <= ${iso(now)}) due`
    }) listed where place % ${SIZE} = 1 order by id`.execute(db);
  return rows.map(({ id }, index) => ({ from: id, to: rows[index + 1]?.id ?? LAST, all }));
}

/** Of each row: id, version, three times; then the belief. */
const ID_BYTES = 16;
const VERSION_AT = 16;
const TIMES_AT = 24;
const HEAD_BYTES = 48;
const ROW_BYTES = HEAD_BYTES + BELIEF_BYTES;

/**
 * Reads whole pages, each as one block of bytes, which costs a tenth of as many rows: both sides only copy. Times are PostgreSQL's own,
 * microseconds since 2000. A page is good until the next but one is read: it goes into the same memory.
 */
export function pageReader(db: Db, now: Temporal.Instant): (range: Range) => Promise<Page> {
  const memories = [Buffer.alloc(0), Buffer.alloc(0)];
  let turn = 0;
  return (range) => {
    turn = 1 - turn;
    const own = turn;
    return copyOut(db, pageQuery(range, now), ([block, doubts]) => {
      if (!block) return { count: 0, view: new DataView(new ArrayBuffer(0)), doubts: [] };
      // Numbers are read where they lie, so it begins at a multiple of eight.
      if (memories[own]!.length < block.length) memories[own] = Buffer.allocUnsafeSlow(block.length);
      const bytes = memories[own]!;
      block.copy(bytes);
      const count = Math.floor(block.length / ROW_BYTES);
      return { count, view: new DataView(bytes.buffer), doubts: doubts!.toString().split(',') };
    });
  };
}

function pageQuery({ from, to, all }: Range, now: Temporal.Instant) {
  const time = (column: string) => sql`timestamptz_send(coalesce(${sql.ref(column)}, 'infinity'))`;
  return sql`
    with wanted as materialized (
      select stock_id, doubt, uuid_send(stock_id) || int8send(xmin::text::bigint) || ${time('dry_early')} || ${time('dry_at')} ||
             ${time('dry_late')} as head
      from stock_forecast
      where stock_id >= ${from} and stock_id < ${to} and ${all ? sql`is_known` : sql`stale_at <= ${iso(now)}`})
    select string_agg(head || numbers, '') as block, string_agg(coalesce(doubt, ''), ',') as doubts
    from wanted join stock_belief belief on belief.stock_id = wanted.stock_id
    where belief.stock_id >= ${from} and belief.stock_id < ${to} and model = ${MODEL} and length(numbers) = ${BELIEF_BYTES}`;
}

/** 32 hexadecimal digits. */
export function idAt({ view }: Page, index: number): string {
  return Buffer.from(view.buffer as ArrayBuffer, index * ROW_BYTES, ID_BYTES).toString('hex');
}

export function rowAt({ view, doubts }: Page, index: number): PageRow {
  const start = index * ROW_BYTES;
  return {
    rowVersion: view.getUint32(start + VERSION_AT + 4),
    earlier: {
      p10: minutesAt(view, start + TIMES_AT),
      p50: minutesAt(view, start + TIMES_AT + 8),
      p90: minutesAt(view, start + TIMES_AT + 16),
    },
    doubt: doubts[index] || null,
    numbers: new Float64Array(view.buffer as ArrayBuffer, start + HEAD_BYTES, BELIEF_BYTES / 8),
  };
}

const INFINITE = 0x7fffffff;
const MINUTES_TO_2000 = 946_684_800 / 60;

function minutesAt(view: DataView, at: number): number | null {
  const upper = view.getInt32(at);
  if (upper === INFINITE) return null;
  return (upper * 2 ** 32 + view.getUint32(at + 4)) / 60_000_000 + MINUTES_TO_2000;
}
