import type { readings as routes } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { newId } from '@baogong/contract';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import { refold } from '../forecast/fold.ts';
import { insertStocks, lockStocks, saveBeliefs, type StockRow } from '../forecast/queries.ts';
import { catalogueOf } from '../reference.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

/** Begins to watch a stock, or corrects what is known of one that is watched already. Returns its id. */
export async function watchStock(act: Act, db: Db, input: Input<'watchStock'>): Promise<string> {
  const { commandId: _commandId, organisationId, item, ...settings } = input;
  const place = await act.tx
    .selectFrom('organisation')
    .select('area_code')
    .where('id', '=', organisationId)
    .executeTakeFirst();
  if (!place) throw notFound('机构', 'Organisation');
  requireRight(act.actor, 'readings.watch', { organisationId, areaCode: place.area_code });
  await catalogueOf(db).getItem(item, 'item');
  const key = { organisationId, item };
  const [fresh] = await insertStocks(act.tx, [{ ...key, id: newId(), gauge: settings.gauge ?? 'quantity' }]);
  const [stock] = await lockStocks(act.tx, fresh ? [fresh.id] : [], fresh ? [] : [key]);
  await change(act, stock!, settings, fresh ? 'watch' : 'revise');
  return stock!.id;
}

export async function reviseStock(act: Act, input: Input<'reviseStock'>): Promise<string> {
  const { commandId: _commandId, id, version, ...settings } = input;
  const [stock] = await lockStocks(act.tx, [id], []);
  if (!stock) throw notFound('监测的库存', 'Watched stock');
  requireRight(act.actor, 'readings.watch', stock);
  if (stock.version !== version) throw conflict('stale-version', { field: 'version' });
  await change(act, stock, settings, 'revise');
  return id;
}

type Settings = Omit<Input<'reviseStock'>, 'commandId' | 'id' | 'version'>;

/** What is left out stays; null empties. The forecast is made anew of all facts, since they now mean something else. */
async function change(act: Act, before: StockRow, settings: Settings, action: 'watch' | 'revise'): Promise<void> {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Settings;
  const version = action === 'watch' ? 1 : before.version + 1;
  const stock = { ...before, ...given, version } as StockRow;
  if (stock.capacity !== null && stock.deadStock >= stock.capacity) throw deadStockTooHigh(stock.capacity);
  await updateStock(act.tx, stock);
  const [changed] = await lockStocks(act.tx, [stock.id], []);
  await saveBeliefs(act.tx, [await refold(act.tx, changed!, act.now)], act.now);
  const { organisationId, areaCode, item } = stock;
  const fact = {
    module: 'stock',
    action,
    subjectId: stock.id,
    version,
    organisationId,
    areaCode,
    happenedAt: iso(act.now),
    details: { item, ...given },
  };
  await recordFacts(act.tx, act.actor, act.commandId, [fact]);
}

function deadStockTooHigh(capacity: number) {
  const detail = {
    zh: `deadStock: 取不出的量要小于容量（${capacity}）`,
    en: `deadStock: what can’t be drawn must be less than the capacity (${capacity})`,
  };
  return invalid('invalid-input', { field: 'deadStock', params: { detail } });
}

async function updateStock(tx: Tx, stock: StockRow): Promise<void> {
  await sql`
    update monitored_stock set gauge = ${stock.gauge}, capacity = ${stock.capacity}, dead_stock = ${stock.deadStock},
      flow_limit_per_hour = ${stock.flowLimitPerHour}, full_kilopascal = ${stock.fullKilopascal},
      tank_count = ${stock.tankCount}, resupply_minutes = ${stock.resupplyMinutes}, usual_per_hour = ${stock.usualPerHour},
      version = ${stock.version}
    where id = ${stock.id}`.execute(tx);
}
