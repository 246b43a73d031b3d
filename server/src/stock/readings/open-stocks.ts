import { mayDo, newId, type ReadingInput } from '@baogong/contract';
import { sql } from 'kysely';
import { iso } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { notFound, Refusal } from '../../platform/refusal.ts';
import { insertStocks, lockStocks, type NewStock, type StockKey, type StockRow } from '../forecast/queries.ts';
import { catalogueOf } from '../reference.ts';

export type StockFinder = {
  find(reading: ReadingInput): StockRow | undefined;
  /** The stock of the reading, or a refusal that names the field. */
  get(reading: ReadingInput, index: number): StockRow;
};

/**
 * The stocks that readings are of, their beliefs locked. One that nobody watches yet is watched from its first reading on, where
 * the actor may read there.
 */
export async function openStocks(act: Act, db: Db, readings: readonly ReadingInput[]): Promise<StockFinder> {
  const { ids, keys } = namedIn(readings);
  let rows = await lockStocks(act.tx, ids, [...keys.values()]);
  const known = new Set(rows.map(keyOf));
  const missing = [...keys.entries()].filter(([key]) => !known.has(key)).map(([, key]) => key);
  if (missing.length > 0 && (await watch(act, db, missing, readings)) > 0)
    rows = await lockStocks(act.tx, ids, [...keys.values()]);
  return finderIn(rows);
}

/** Those of them that are watched already and that nobody else is busy with; locked. */
export async function openFreeStocks(tx: Tx, readings: readonly ReadingInput[]): Promise<StockFinder> {
  const { ids, keys } = namedIn(readings);
  return finderIn(await lockStocks(tx, ids, [...keys.values()], { onlyFree: true }));
}

/** How a reading names its stock. */
export function nameOf({ stockId, organisationId, item }: ReadingInput): string {
  return stockId?.toLowerCase() ?? keyOf({ organisationId: organisationId!.toLowerCase(), item: item! });
}

function namedIn(readings: readonly ReadingInput[]): { ids: string[]; keys: Map<string, StockKey> } {
  const ids = [...new Set(readings.flatMap(({ stockId }) => stockId ?? []))];
  const keys = new Map<string, StockKey>();
  for (const { stockId, organisationId, item } of readings)
    if (stockId === undefined) addKey(keys, { organisationId: organisationId!.toLowerCase(), item: item! });
  return { ids, keys };
}

function finderIn(rows: readonly StockRow[]): StockFinder {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const find = (reading: ReadingInput) => (reading.stockId === undefined ? byKey : byId).get(nameOf(reading));
  return {
    find,
    get(reading, index) {
      const found = find(reading);
      if (found) return found;
      const field = `readings[${index}].${reading.stockId === undefined ? 'organisationId' : 'stockId'}`;
      const { code, reason, details } = notFound('这个机构或这种物资的库存', 'Stock of that organisation and item');
      throw new Refusal(code, reason, { ...details, field });
    },
  };
}

function addKey(keys: Map<string, StockKey>, key: StockKey): void {
  keys.set(keyOf(key), key);
}

function keyOf({ organisationId, item }: StockKey): string {
  return `${organisationId} ${item}`;
}

/** Watches what exists and the actor may write to; what isn't so is refused later, reading by reading. */
async function watch(
  act: Act,
  db: Db,
  missing: readonly StockKey[],
  readings: readonly ReadingInput[],
): Promise<number> {
  const items = await catalogueOf(db).items();
  const places = await findOrganisations(act.tx, [...new Set(missing.map(({ organisationId }) => organisationId))]);
  const wanted = missing.flatMap((key): (NewStock & { areaCode: string })[] => {
    const areaCode = places.get(key.organisationId);
    if (areaCode === undefined || !items.has(key.item)) return [];
    if (!mayDo(act.actor.posts, 'readings.write', { organisationId: key.organisationId, areaCode })) return [];
    return [{ ...key, id: newId(), gauge: gaugeOf(key, readings), areaCode }];
  });
  if (wanted.length === 0) return 0;
  const fresh = await insertStocks(act.tx, wanted);
  await recordFacts(
    act.tx,
    act.actor,
    act.commandId,
    fresh.map(({ id, organisationId, item }) => ({
      module: 'stock',
      action: 'watch',
      subjectId: id,
      version: 1,
      organisationId,
      areaCode: places.get(organisationId)!,
      happenedAt: iso(act.now),
      details: { item },
    })),
  );
  return wanted.length;
}

function gaugeOf({ organisationId, item }: StockKey, readings: readonly ReadingInput[]): NewStock['gauge'] {
  const first = readings.find((each) => each.organisationId === organisationId && each.item === item && each.level);
  const unit = first?.level?.unit.toLowerCase() ?? '';
  if (['percent', '%'].includes(unit)) return 'percent';
  return /^(kilo|mega)pascal|^[km]pa$|^bar$/.test(unit) ? 'pressure' : 'quantity';
}

async function findOrganisations(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; areaCode: string }>`
    select id, area_code as "areaCode" from organisation where id = any(${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, areaCode }) => [id, areaCode]));
}
