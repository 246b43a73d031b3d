import type { EmptyAt, Shipment, UnderWay } from '@baogong/contract';
import { emptyAfter, type ExpectedDelivery } from '@baogong/solver/forecast';
import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import { BELIEF_BYTES, beliefIn, instantOf, minutesOf, MODEL } from '../forecast/belief.ts';
import { tripInIso } from './queries.ts';

/** More of one stock are counted in the sum alone. */
const MOST_COUNTED = 50;
const MOST_SHOWN = 20;

type Row = {
  stockId: string;
  total: number;
  shipments: Omit<Shipment, 'standing'>[];
  numbers: Buffer | null;
};
/** What is on its way to a stock, and when it is empty after that. */
export type Coming = UnderWay & { expected: ExpectedDelivery[] };

/**
 * What is on its way to each of these stocks; those to which nothing is are left out. What is overdue or due at no known time is shown,
 * and not counted on.
 */
export async function findUnderWay(
  db: DbOrTx,
  stockIds: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, Coming>> {
  if (stockIds.length === 0) return new Map();
  const { rows } = await sql<Row>`
    with listed as (
      select stock.id as stock_id, sent - arrived - lost as quantity, shipment.*, name, area_code,
             sum(sent - arrived - lost) over of_stock as total,
             row_number() over (partition by stock.id order by expected_at nulls last, shipped_at, shipment.id) as place
      from monitored_stock stock
      join shipment on shipment.organisation_id = stock.organisation_id and shipment.item_code = stock.item_code
      join organisation on organisation.id = from_organisation_id
      where stock.id = any(${[...stockIds]}::uuid[]) and arrived + lost < sent
      window of_stock as (partition by stock.id))
    select listed.stock_id as "stockId", max(total)::bigint as total,
           json_agg(json_build_object('tripId', trip_id, 'from', name,
             'sender', json_build_object('organisationId', from_organisation_id, 'areaCode', area_code), 'reference', reference,
             'needId', need_id, 'transferId', transfer_id,
             'quantity', listed.quantity, 'shippedAt', shipped_at, 'expectedAt', listed.expected_at,
             'wasExpectedAt', expected_before) order by place) as shipments,
           case when model = ${MODEL} and length(numbers) = ${BELIEF_BYTES} then numbers end as numbers
    from listed join reservation on reservation.id = reservation_id join stock_belief belief on belief.stock_id = listed.stock_id
    where place <= ${MOST_COUNTED} group by listed.stock_id, model, numbers`.execute(db);
  return new Map(rows.map((row) => [row.stockId, comingOf(row, now)]));
}

/** Without what only the forecast needs. */
export function underWayOf({ expected: _expected, ...underWay }: Coming): UnderWay {
  return underWay;
}

function comingOf({ total, shipments, numbers }: Row, now: Temporal.Instant): Coming {
  const told = shipments.map((each): Shipment => {
    const load = tripInIso(each);
    return { ...load, standing: standingOf(load.expectedAt, now) };
  });
  const expected = told
    .filter(({ standing }) => standing === 'expected')
    .map(({ expectedAt, quantity }) => ({ at: minutesOf(expectedAt!), quantity }));
  const sum = (standing: Shipment['standing']) =>
    told.reduce((all, each) => all + (each.standing === standing ? each.quantity : 0), 0);
  return {
    quantity: total,
    counted: sum('expected'),
    overdue: sum('overdue'),
    shipments: told.slice(0, MOST_SHOWN),
    emptyAfter: numbers && expected.length > 0 ? afterArrival(numbers, expected, now) : null,
    expected,
  };
}

function standingOf(expectedAt: string | null, now: Temporal.Instant): Shipment['standing'] {
  if (expectedAt === null) return 'unscheduled';
  return Date.parse(expectedAt) < now.epochMilliseconds ? 'overdue' : 'expected';
}

function afterArrival(numbers: Buffer, expected: readonly ExpectedDelivery[], now: Temporal.Instant): EmptyAt | null {
  const bytes = new Uint8Array(numbers);
  const found = emptyAfter(beliefIn(new Float64Array(bytes.buffer)), now.epochMilliseconds / 60_000, expected);
  const instant = (minutes: number | null) => (minutes === null ? null : instantOf(minutes));
  return found && { p10: instant(found.p10), p50: instant(found.p50), p90: instant(found.p90) };
}
