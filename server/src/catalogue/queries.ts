import type { Item } from '@baogong/contract';
import { type OnConflictBuilder, sql } from 'kysely';
import type { DbOrTx, Tx } from '../platform/db/database.ts';
import type { DB } from '../platform/db/generated.ts';
import { queryKeys, queryPatterns, searchKeys, searchText } from '../platform/text/search-keys.ts';
import { namesOf } from './names.ts';
import type { StoredItem } from './items.ts';
import type { ShippedConversion, ShippedUnit } from './shipped.ts';

export type ItemFilter = {
  query?: string;
  class?: Item['class'];
  after?: { length: number; code: string };
  limit: number;
};

/** Every item, whole, in the order of its code. */
export async function readItems(db: DbOrTx): Promise<StoredItem[]> {
  const { rows } = await sql<StoredItem>`select ${wholeItem} from item order by code`.execute(db);
  return rows;
}

/** The items with these codes; those that do not exist are left out. */
export async function findItemsByCode(db: DbOrTx, codes: readonly string[]): Promise<StoredItem[]> {
  const { rows } = await sql<StoredItem>`select ${wholeItem} from item where code = any(${codes})`.execute(db);
  return rows;
}

/** Locks and reads the item; `undefined` when there is none. */
export async function lockItem(tx: Tx, code: string): Promise<StoredItem | undefined> {
  await sql`select 1 from item where code = ${code} for update`.execute(tx);
  return (await findItemsByCode(tx, [code]))[0];
}

/** A page of items, shortest name first, so that an item of exactly the name asked for leads. */
export async function findItems(
  db: DbOrTx,
  { query, class: itemClass, after, limit }: ItemFilter,
): Promise<StoredItem[]> {
  const keys = queryKeys(query ?? '');
  const { rows } = await sql<StoredItem>`
    select ${wholeItem} from item
    where ${keys.length === 0 ? sql`true` : sql`search_keys @> ${keys}::text[] and search_text like all(${queryPatterns(query!)}::text[])`}
      and ${itemClass === undefined ? sql`true` : sql`class = ${itemClass}`}
      and ${after === undefined ? sql`true` : sql`(length(name_zh), code) > (${after.length}, ${after.code})`}
    order by length(name_zh), code
    limit ${limit}`.execute(db);
  return rows;
}

export async function readUnits(db: DbOrTx): Promise<ShippedUnit[]> {
  const rows = await db.selectFrom('unit').selectAll().orderBy('position').orderBy('code').execute();
  return rows.map((row) => ({
    code: row.code,
    name: { zh: row.name_zh, en: row.name_en },
    dimension: row.dimension as ShippedUnit['dimension'],
    synonyms: row.synonyms,
  }));
}

export async function readConversions(db: DbOrTx): Promise<ShippedConversion[]> {
  const rows = await db.selectFrom('unit_conversion').selectAll().orderBy('from_unit').orderBy('to_unit').execute();
  return rows.map((row) => ({
    from: row.from_unit,
    to: row.to_unit,
    numerator: row.numerator,
    denominator: row.denominator,
    items: row.items ?? undefined,
    exceptItems: row.except_items ?? undefined,
    exceptBecause:
      row.except_because_zh === null ? undefined : { zh: row.except_because_zh, en: row.except_because_en! },
    source: row.source ?? undefined,
  }));
}

/** Makes other writers of names wait, so that two items cannot take the same name at the same moment; readers go on. */
export async function lockItemNames(tx: Tx): Promise<void> {
  await sql`lock table item_name in share row exclusive mode`.execute(tx);
}

/** Which of these normalised names other items bear. */
export async function findNamesTaken(tx: Tx, names: readonly string[], exceptItem: string) {
  return tx
    .selectFrom('item_name')
    .innerJoin('item', 'item.code', 'item_name.item_code')
    .select(['item_name.name', 'item.name_zh as zh', 'item.name_en as en'])
    .where('item_name.name', 'in', names)
    .where('item_code', '<>', exceptItem)
    .orderBy('item_name.name')
    .execute();
}

/** Writes new items with all that belongs to them; an item whose code exists stays as it is. Returns the codes written. */
export async function insertItems(tx: Tx, items: readonly StoredItem[]): Promise<string[]> {
  if (items.length === 0) return [];
  const { rows } = await sql<{ code: string }>`
    insert into item (code, name_zh, name_en, class, base_unit, life_critical, standards, synonyms, narrower, water_millilitres,
                      filled_kilopascals, serial_kind, parameters, search_text, search_keys)
    select code, name_zh, name_en, class, base_unit, life_critical, standards, synonyms, narrower, water_millilitres,
           filled_kilopascals, serial_kind, parameters, search_text, search_keys
    from jsonb_populate_recordset(null::item, ${JSON.stringify(items.map(itemRow))}::jsonb)
    on conflict (code) do nothing returning code`.execute(tx);
  const written = new Set(rows.map((row) => row.code));
  await insertBelongings(
    tx,
    items.filter((item) => written.has(item.code)),
  );
  return [...written];
}

/** Gives shipped items of a city that was set up earlier what the catalogue has learnt since; those that somebody revised stay. */
export async function fillNewColumns(tx: Tx, items: readonly StoredItem[]): Promise<void> {
  const learnt = items
    .filter((item) => item.waterMillilitres !== null || item.serialKind !== null || item.parameters.length > 0)
    .map(itemRow);
  await sql`
    update item set water_millilitres = fresh.water_millilitres, serial_kind = fresh.serial_kind, parameters = fresh.parameters
    from jsonb_populate_recordset(null::item, ${JSON.stringify(learnt)}::jsonb) fresh
    where item.code = fresh.code and item.version = 1 and item.water_millilitres is null and item.serial_kind is null
      and item.parameters = '[]'`.execute(tx);
}

/** Writes the item over its row and replaces all that belongs to it. */
export async function updateItem(tx: Tx, item: StoredItem): Promise<void> {
  const { code, ...columns } = itemRow(item);
  await tx
    .updateTable('item')
    .set({ ...columns, parameters: JSON.stringify(columns.parameters), version: item.version })
    .where('code', '=', code)
    .execute();
  for (const table of ['item_name', 'item_unit', 'kit_part', 'substitute'] as const)
    await tx.deleteFrom(table).where('item_code', '=', code).execute();
  await insertBelongings(tx, [item]);
}

/** Units and conversions that are missing. */
export async function insertUnits(tx: Tx, units: readonly ShippedUnit[], conversions: readonly ShippedConversion[]) {
  await tx
    .insertInto('unit')
    .values(
      units.map((unit, position) => ({
        code: unit.code,
        name_zh: unit.name.zh,
        name_en: unit.name.en,
        dimension: unit.dimension,
        synonyms: unit.synonyms,
        position,
      })),
    )
    .onConflict((clash) => clash.doNothing())
    .execute();
  await tx
    .insertInto('unit_conversion')
    .values(
      conversions.map((conversion) => ({
        from_unit: conversion.from,
        to_unit: conversion.to,
        numerator: conversion.numerator,
        denominator: conversion.denominator,
        items: conversion.items ?? null,
        except_items: conversion.exceptItems ?? null,
        except_because_zh: conversion.exceptBecause?.zh ?? null,
        except_because_en: conversion.exceptBecause?.en ?? null,
        source: conversion.source ?? null,
      })),
    )
    .onConflict((clash) => clash.doNothing())
    .execute();
}

/** The row with its units, parts and substitutes, in the shape of the shipped data. */
const wholeItem = sql`
  code, jsonb_build_object('zh', name_zh, 'en', name_en) as name, class, base_unit as "baseUnit",
  life_critical as "lifeCritical", false as fractional, standards, synonyms, narrower, version,
  water_millilitres as "waterMillilitres", filled_kilopascals as "filledKilopascals", serial_kind as "serialKind", parameters,
  array(select jsonb_build_object('unit', unit_code, 'label', label, 'toBase', to_base)
        from item_unit where item_code = item.code order by to_base nulls last, unit_code, label) as units,
  array(select jsonb_build_object('item', part_code, 'name', jsonb_build_object('zh', part.name_zh, 'en', part.name_en), 'quantity', quantity)
        from kit_part join item part on part.code = part_code where item_code = item.code order by part_code) as kit,
  array(select jsonb_build_object('item', substitute_code, 'name', jsonb_build_object('zh', other.name_zh, 'en', other.name_en),
                                  'note', jsonb_build_object('zh', note_zh, 'en', note_en))
        from substitute join item other on other.code = substitute_code where item_code = item.code order by substitute_code) as substitutes`;

function itemRow(item: StoredItem) {
  const names = [item.name.en, ...item.synonyms];
  return {
    code: item.code,
    name_zh: item.name.zh,
    name_en: item.name.en,
    class: item.class,
    base_unit: item.baseUnit,
    life_critical: item.lifeCritical,
    standards: item.standards,
    synonyms: item.synonyms,
    narrower: item.narrower,
    water_millilitres: item.waterMillilitres,
    filled_kilopascals: item.filledKilopascals,
    serial_kind: item.serialKind,
    parameters: item.parameters,
    search_text: searchText(item.name.zh, names),
    search_keys: searchKeys(item.name.zh, names),
  };
}

async function insertBelongings(tx: Tx, items: readonly StoredItem[]): Promise<void> {
  const names = items.flatMap((item) => namesOf(item).map((name) => ({ name, item_code: item.code })));
  const units = items.flatMap((item) =>
    item.units.map(({ unit, label, toBase }) => ({ item_code: item.code, unit_code: unit, label, to_base: toBase })),
  );
  const parts = items.flatMap((item) =>
    item.kit.map((part) => ({ item_code: item.code, part_code: part.item, quantity: part.quantity })),
  );
  const substitutes = items.flatMap((item) =>
    item.substitutes.map(({ item: other, note }) => ({
      item_code: item.code,
      substitute_code: other,
      note_zh: note.zh,
      note_en: note.en,
    })),
  );
  if (names.length > 0) await tx.insertInto('item_name').values(names).onConflict(keepEarlier).execute();
  if (units.length > 0) await tx.insertInto('item_unit').values(units).onConflict(keepEarlier).execute();
  if (parts.length > 0) await tx.insertInto('kit_part').values(parts).onConflict(keepEarlier).execute();
  if (substitutes.length > 0) await tx.insertInto('substitute').values(substitutes).onConflict(keepEarlier).execute();
}

function keepEarlier<Table extends keyof DB>(clash: OnConflictBuilder<DB, Table>) {
  return clash.doNothing();
}
