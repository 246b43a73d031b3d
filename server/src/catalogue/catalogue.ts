import type { catalogue as routes, Item } from '@baogong/contract';
import type { z } from 'zod';
import { systemActor } from '../platform/actor.ts';
import { iso } from '../platform/clock.ts';
import type { DbOrTx, Tx } from '../platform/db/database.ts';
import type { Act } from '../platform/http/context.ts';
import { recordFacts } from '../platform/log/record.ts';
import { conflict, invalid, notFound } from '../platform/refusal.ts';
import { stableId } from '../platform/stable-id.ts';
import { readMeasures } from './cache.ts';
import { equivalentsOf } from './equivalents.ts';
import {
  type CatalogueItem,
  exactUnits,
  itemView,
  nameOfUnit,
  type Measures,
  type StoredItem,
  withMeasures,
} from './items.ts';
import { namesOf } from './names.ts';
import {
  findItems,
  findItemsByCode,
  fillNewColumns,
  findNamesTaken,
  insertItems,
  insertUnits,
  lockItem,
  lockItemNames,
  readItems,
  readUnits,
  updateItem,
} from './queries.ts';
import { shippedConversions, shippedItems, shippedUnits, type ShippedItem } from './shipped.ts';

type Input<Route extends 'createItem' | 'reviseItem' | 'listItems' | 'listEquivalents'> = z.output<
  NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>
>;
type ItemFields = Omit<Input<'createItem'>, 'commandId'>;

export async function listItems(db: DbOrTx, { after, limit, ...filter }: Input<'listItems'>) {
  const found = await findItems(db, { ...filter, after: readCursor(after), limit: limit + 1 });
  const measures = await readMeasures(db);
  const rows = found.slice(0, limit).map((item) => itemView(withMeasures(item, measures)));
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last ? `${Array.from(last.name.zh).length}.${last.code}` : null };
}

export async function getItem(db: DbOrTx, code: string): Promise<Item> {
  return itemView(await getCatalogueItem(db, code));
}

/** The item as the transaction sees it, ready for conversions. */
export async function getCatalogueItem(db: DbOrTx, code: string): Promise<CatalogueItem> {
  const [item] = await findItemsByCode(db, [code]);
  if (!item) throw notFound(`物资“${code}”`, `Item "${code}"`);
  return withMeasures(item, await readMeasures(db));
}

/** The quantity in every unit that follows exactly; oxygen also as liquid, gas and cylinders. */
export async function listEquivalents(db: DbOrTx, { code, ...asked }: Input<'listEquivalents'>) {
  const measures = await readMeasures(db);
  const items = await readItems(db);
  const known = new Map(items.map((each) => [each.code, withMeasures(each, measures)]));
  const item = known.get(code);
  if (!item) throw notFound(`物资“${code}”`, `Item "${code}"`);
  return equivalentsOf({ item, ...asked }, known);
}

export async function listUnits(db: DbOrTx) {
  const units = await readUnits(db);
  return units.map(({ code, name, synonyms }) => ({ code, name, synonyms }));
}

export async function createItem(act: Act, input: Input<'createItem'>): Promise<Item> {
  const { commandId: _commandId, ...fields } = input;
  if ((await findItemsByCode(act.tx, [input.code])).length > 0) throw alreadyExists(input.code, input.code, 'code');
  const measures = await readMeasures(act.tx);
  const item = newItem(fields, measures);
  await checkItem(act.tx, item, fields.units, measures);
  await insertItems(act.tx, [item]);
  await record(act, 'create', item, { name: item.name });
  return getItem(act.tx, item.code);
}

/** Its base unit stays, since quantities are kept in it. */
export async function reviseItem(act: Act, input: Input<'reviseItem'>): Promise<Item> {
  const { commandId: _commandId, version, code, units, ...changes } = input;
  const before = await lockItem(act.tx, code);
  if (!before) throw notFound(`物资“${code}”`, `Item "${code}"`);
  if (before.version !== version) throw conflict('stale-version', { field: 'version' });
  const measures = await readMeasures(act.tx);
  const fields: ItemFields = { ...before, ...changes, units: units ?? exactUnits(before, measures) };
  const item = { ...newItem(fields, measures, before), version: version + 1 };
  await checkItem(act.tx, item, fields.units, measures);
  await updateItem(act.tx, item);
  await record(act, 'revise', item, { changed: Object.keys({ ...changes, ...(units && { units }) }) });
  return getItem(act.tx, code);
}

/** Adds what is shipped and missing; what exists stays as administrators made it. Returns the codes of new items. */
export async function seedCatalogue(tx: Tx, now: Temporal.Instant): Promise<string[]> {
  await insertUnits(tx, shippedUnits, shippedConversions);
  const items = shippedItems.map(fromShipped);
  const written = await insertItems(tx, items);
  await fillNewColumns(tx, items);
  const facts = written.map((code) => factOf('create', { code, version: 1 }, now, { shipped: true }));
  await recordFacts(tx, systemActor, null, facts);
  return written;
}

/** A shipped item as the database would hold it. */
export function fromShipped(item: ShippedItem): StoredItem {
  const unnamed = { zh: '', en: '' };
  return {
    ...item,
    version: 1,
    kit: (item.kit ?? []).map((part) => ({ ...part, name: unnamed })),
    substitutes: (item.substitutes ?? []).map((other) => ({ ...other, name: unnamed })),
    narrower: item.narrower ?? [],
    waterMillilitres: item.waterMillilitres ?? null,
    filledKilopascals: null,
    serialKind: item.serialKind ?? null,
    parameters: item.parameters ?? [],
  };
}

/** The fields as an item. Of the units only those are kept as its own that do not follow from the general conversions. */
function newItem(
  { units, kit, substitutes, ...fields }: ItemFields,
  measures: Measures,
  before?: StoredItem,
): StoredItem {
  const unnamed = { zh: '', en: '' };
  const bare: StoredItem = {
    ...fields,
    fractional: false,
    version: 1,
    units: [],
    kit: kit.map((part) => ({ ...part, name: unnamed })),
    substitutes: substitutes.map((other) => ({ ...other, name: unnamed })),
    narrower: before?.narrower ?? [],
  };
  const general = new Set(exactUnits(bare, measures).map((each) => each.unit));
  const own = units.filter(({ unit }) => unit !== bare.baseUnit && !general.has(unit));
  return { ...bare, units: labelledUnits(own, measures, before?.units ?? []) };
}

/** Keeps the words under which the item's units were known, and the packs whose content varies. */
function labelledUnits(own: ItemFields['units'], measures: Measures, before: StoredItem['units']): StoredItem['units'] {
  const given = new Map(own.map(({ unit, toBase }) => [unit, toBase]));
  const kept = before.filter(({ unit, toBase }) => (toBase === null ? !given.has(unit) : given.get(unit) === toBase));
  const labelled = new Set(kept.map(({ unit }) => unit));
  const added = own.filter(({ unit }) => !labelled.has(unit));
  return [...kept, ...added.map((each) => ({ ...each, label: nameOfUnit(each.unit, measures).zh }))];
}

async function checkItem(tx: Tx, item: StoredItem, units: ItemFields['units'], measures: Measures): Promise<void> {
  checkUnits(item, units, measures);
  checkParameters(item);
  checkCylinder(item);
  await checkOthers(tx, item);
  await lockItemNames(tx);
  const [taken] = await findNamesTaken(tx, namesOf(item), item.code);
  if (!taken) return;
  throw conflict('already-exists', {
    field: 'synonyms',
    params: { what: { zh: `名称“${taken.name}”（${taken.zh}）`, en: `The name "${taken.name}" (${taken.en})` } },
  });
}

/** Every unit is known, named once, and agrees with what follows from the general conversions. */
function checkUnits(item: StoredItem, units: ItemFields['units'], measures: Measures): void {
  if (!measures.units.has(item.baseUnit)) throw unknownValue('baseUnit', item.baseUnit);
  const exact = new Map(exactUnits(item, measures).map((each) => [each.unit, each.toBase]));
  const seen = new Set<string>();
  for (const [index, { unit, toBase }] of units.entries()) {
    if (!measures.units.has(unit)) throw unknownValue(`units[${index}].unit`, unit);
    if (exact.get(unit) === toBase && !seen.has(unit)) seen.add(unit);
    else throw disagreeingUnit(`units[${index}].toBase`, nameOfUnit(unit, measures), exact.get(unit));
  }
}

/** Each parameter and each of its options is named once. */
function checkParameters({ parameters }: StoredItem): void {
  const repeats = (codes: readonly string[]) => codes.findIndex((code, index) => codes.indexOf(code) < index);
  const again = repeats(parameters.map(({ code }) => code));
  if (again >= 0) throw unknownValue(`parameters[${again}].code`, parameters[again]!.code);
  for (const [index, { options }] of parameters.entries()) {
    const twice = repeats(options.map(({ code }) => code));
    if (twice >= 0) throw unknownValue(`parameters[${index}].options[${twice}].code`, options[twice]!.code);
  }
}

/** A pressure says something only of a cylinder whose volume is known. */
function checkCylinder({ waterMillilitres, filledKilopascals }: StoredItem): void {
  if (filledKilopascals === null || waterMillilitres !== null) return;
  const detail = {
    zh: 'waterMillilitres: 填了充装压力，也要填水容积',
    en: 'waterMillilitres: with a filling pressure also give the volume of water',
  };
  throw invalid('invalid-input', { field: 'waterMillilitres', params: { detail } });
}

function disagreeingUnit(field: string, unit: { zh: string; en: string }, expected: number | undefined) {
  const detail =
    expected === undefined
      ? { zh: `“${unit.zh}”与其他单位矛盾`, en: `"${unit.en}" contradicts the other units` }
      : {
          zh: `1${unit.zh}等于${expected}个基本单位，只填一次`,
          en: `1 ${unit.en} is ${expected} base units; name it once`,
        };
  return invalid('invalid-input', {
    field,
    params: { detail: { zh: `${field}: ${detail.zh}`, en: `${field}: ${detail.en}` } },
  });
}

/** Parts and substitutes exist, are named once, and are not the item itself. */
async function checkOthers(tx: Tx, item: StoredItem): Promise<void> {
  const lists = { kit: item.kit, substitutes: item.substitutes };
  const codes = Object.values(lists).flatMap((list) => list.map((other) => other.item));
  const known = new Set((await findItemsByCode(tx, codes)).map((other) => other.code));
  for (const [field, list] of Object.entries(lists)) {
    for (const [index, { item: code }] of list.entries()) {
      const repeated = list.findIndex((other) => other.item === code) < index;
      if (!known.has(code) || code === item.code || repeated) throw unknownValue(`${field}[${index}].item`, code);
    }
  }
}

function record(act: Act, action: string, item: StoredItem, details: Record<string, unknown>): Promise<void> {
  return recordFacts(act.tx, act.actor, act.commandId, [factOf(action, item, act.now, details)]);
}

function factOf(action: string, item: { code: string; version: number }, now: Temporal.Instant, details: object) {
  return {
    module: 'catalogue',
    action,
    subjectId: stableId('catalogue', item.code),
    version: item.version,
    happenedAt: iso(now),
    details: { code: item.code, ...details },
  };
}

function unknownValue(field: string, value: string) {
  return invalid('unknown-field-value', { field, params: { field, value } });
}

function alreadyExists(zh: string, en: string, field: string) {
  return conflict('already-exists', { field, params: { what: { zh: `“${zh}”`, en: `"${en}"` } } });
}

/** `8.oxygen-bag`: length of the name and code of the last item. */
function readCursor(text: string | undefined) {
  if (text === undefined) return undefined;
  const match = /^(\d{1,4})\.([a-z0-9-]{1,80})$/.exec(text);
  if (!match) throw unknownValue('after', text);
  return { length: Number(match[1]), code: match[2]! };
}
