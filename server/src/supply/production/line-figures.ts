import { type Bilingual } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { FrozenLine } from '../rounds/queries.ts';
import type { RoundOnDay } from '../rounds/schedule.ts';
import { shareAt, stateAt, type Yielding } from './ramp.ts';

/** How far actual output has kept to plan: mean and spread of actual / planned over the last reports, and how many. */
export type Keeping = { mean: number; deviation: number; pairs: number };

/** A line with its reports, as pictures and forecasts need it. */
export type LineFigures = FrozenLine & {
  yielding: Yielding;
  /** Planned for the time that is running now, base units; null: not reported. */
  plannedNow: number | null;
  keeping: Keeping;
};

type Row = Yielding & {
  lineId: string;
  organisationId: string;
  organisationName: string;
  areaCode: string;
  item: string;
  itemName: Bilingual;
  name: string;
  reportId: string | null;
  planned: number | null;
  actual: number | null;
  stock: number | null;
  reportedAt: string | null;
  plannedBefore: number | null;
  plannedNow: number | null;
  mean: number | null;
  deviation: number | null;
  pairs: number;
};

/** As many rounds of each line say how well it keeps to its plans: a week of three a day. */
const ROUNDS_JUDGED = 21;
/** Fewer pairs of plan and actual say nothing of the line. */
const FEWEST_PAIRS = 3;
/** Until a line has shown how it keeps to its plans: 15 % off. */
const UNPROVEN: Omit<Keeping, 'pairs'> = { mean: 1, deviation: 0.15 };
const MOST_LINES = 5000;

/**
 * All lines with what was reported for the round `shown`, what is planned for the time that `running` began, and how
 * well each keeps to its plans. One statement; its cost grows with the number of lines.
 */
export async function lineFigures(
  db: DbOrTx,
  { shown, running }: { shown: RoundOnDay; running: RoundOnDay },
  now: Temporal.Instant,
  item?: string,
): Promise<LineFigures[]> {
  const { rows } = await sql<Row>`
    select line.id as "lineId", line.organisation_id as "organisationId", organisation.name as "organisationName",
           organisation.area_code as "areaCode", line.item_code as item, line.name, line.capacity,
           jsonb_build_object('hours', ramp_hours, 'shares', to_jsonb(ramp_shares)) as ramp, running,
           changed_at as "changedAt", ramped, shown.id as "reportId", shown.planned, shown.actual, shown.stock,
           shown.recorded_at as "reportedAt", before.planned as "plannedBefore", plan.planned as "plannedNow",
           keeping.mean, keeping.deviation, coalesce(keeping.pairs, 0)::integer as pairs
    from production_line line join organisation on organisation.id = line.organisation_id
    left join lateral (${current(shown.dueAt)}) shown on true
    left join lateral (${current(shown.previousAt)}) before on true
    left join lateral (${current(running.dueAt)}) plan on true
    left join lateral (
      select avg(ratio)::double precision as mean, stddev_samp(ratio)::double precision as deviation, count(ratio) as pairs
      from (select actual::double precision / nullif(lag(planned) over (order by due_at), 0) as ratio
            from (select distinct on (due_at) due_at, planned, actual from shift_report
                  where line_id = line.id and due_at <= ${String(now)}
                  order by due_at desc, version desc limit ${ROUNDS_JUDGED}) recent) kept) keeping on true
    where ${item === undefined ? sql`true` : sql`line.item_code = ${item}`}
    order by line.id limit ${MOST_LINES}`.execute(db);
  return rows.map((row) => figuresOf(row, now.epochMilliseconds, Date.parse(shown.dueAt)));
}

/** The report that counts of the line for the round due then. */
function current(dueAt: string) {
  return sql`select * from shift_report where line_id = line.id and due_at = ${dueAt} order by version desc limit 1`;
}

function figuresOf(row: Row, at: number, dueAt: number): LineFigures {
  const { ramp, running, changedAt, ramped, mean, deviation, pairs, ...line } = row;
  const yielding = { capacity: row.capacity, ramp, running, changedAt, ramped };
  const { state, fullAt } = stateAt(yielding, at);
  const proven = pairs >= FEWEST_PAIRS && mean !== null && deviation !== null;
  return {
    ...line,
    state,
    fullAt,
    share: shareAt(yielding, at),
    reported: row.reportId !== null,
    // Whoever was running when the round was due owes it a report; a line started later does not.
    owed: running && Date.parse(changedAt) <= dueAt,
    yielding,
    keeping: { ...(proven ? { mean, deviation } : UNPROVEN), pairs },
  };
}
