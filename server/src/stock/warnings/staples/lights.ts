import type { Lamp, StapleLight, staples as routes } from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../../../platform/actor.ts';
import { iso } from '../../../platform/clock.ts';
import type { DbOrTx } from '../../../platform/db/database.ts';
import { findDays, findQuoteRecords, type QuoteRecord } from './light-queries.ts';

type Input = z.output<NonNullable<(typeof routes)['listStapleLights']['~orpc']['inputSchema']>>;
type Figure = StapleLight['price'];
export type Light = Omit<StapleLight, 'days'>;

const MOST = 300;
/** So many observations make a median that one odd quote can't move. */
const ENOUGH = { week: 2, day: 3, all: 3 } as const;
const rank: Record<Lamp, number> = { red: 3, yellow: 2, green: 1, grey: 0 };

/** One light an item and area, the worst first, with its last 14 days. */
export async function listLights(
  db: DbOrTx,
  actor: Actor,
  input: Input,
  now: Temporal.Instant,
): Promise<StapleLight[]> {
  const scope = scopeOf(actor, 'staples.read');
  const lights = (await lightsOf(db, { ...input, scope, now: iso(now) })).slice(0, MOST);
  const days = await findDays(db, lights, iso(now));
  return lights.map((light) => ({ ...light, days: days.get(`${light.item} ${light.areaCode}`) ?? [] }));
}

/** The worst source of each item and area. */
export async function lightsOf(db: DbOrTx, filter: Parameters<typeof findQuoteRecords>[1]): Promise<Light[]> {
  const lights = (await findQuoteRecords(db, filter)).map(lightOf);
  const groups = Map.groupBy(lights, ({ item, areaCode }) => `${item} ${areaCode}`);
  return [...groups.values()].map((own) => own.toSorted(worstFirst)[0]!).toSorted(worstFirst);
}

function worstFirst(left: Light, right: Light): number {
  return rank[right.lamp] - rank[left.lamp] || (right.price.percent ?? 0) - (left.price.percent ?? 0);
}

/** Price and volume of one source against the narrowest past that has enough observations. */
export function lightOf(record: QuoteRecord): Light {
  const { counts, usualPrice, usualSold, usualOnHand, rule, price, sold, onHand, ...rest } = record;
  const past = (['week', 'day', 'all'] as const).find((each) => counts[each] >= ENOUGH[each]);
  const of = (usual: typeof usualPrice) => (past ? (usual[past] ?? null) : null);
  const figures = {
    price: above(price, of(usualPrice), rule.priceYellow, rule.priceRed),
    sold: sold === null ? null : above(sold, of(usualSold), rule.soldYellow, rule.soldRed),
    onHand: onHand === null ? null : below(onHand, of(usualOnHand), rule.stockYellow, rule.stockRed),
  };
  const lamps = [figures.price, figures.sold, figures.onHand].flatMap((each) => (each ? [each.lamp] : []));
  const lamp = lamps.reduce((worst, each) => (rank[each] > rank[worst] ? each : worst));
  const basis = past ? ({ week: 'same-hour-of-week', day: 'same-hour', all: 'all' } as const)[past] : 'none';
  return { ...rest, ...figures, lamp, basis };
}

function above(now: number, usual: number | null, yellow: number, red: number): Figure {
  const percent = percentOf(now, usual);
  if (percent === null) return { now, usual, percent, lamp: 'grey' };
  return { now, usual, percent, lamp: percent >= red ? 'red' : percent >= yellow ? 'yellow' : 'green' };
}

function below(now: number, usual: number | null, yellow: number, red: number): Figure {
  const percent = percentOf(now, usual);
  if (percent === null) return { now, usual, percent, lamp: 'grey' };
  return { now, usual, percent, lamp: percent <= red ? 'red' : percent <= yellow ? 'yellow' : 'green' };
}

function percentOf(now: number, usual: number | null): number | null {
  return usual === null || usual <= 0 ? null : Math.round((now / usual) * 100);
}
