import { newId, type Source, type supply as routes } from '@baogong/contract';
import type { z } from 'zod';
import { getCatalogueItem, toBase } from '../catalogue/index.ts';
import { getOrganisation } from '../directory/index.ts';
import { type Actor, requireRight, scopeOf } from '../platform/actor.ts';
import { iso } from '../platform/clock.ts';
import type { DbOrTx } from '../platform/db/database.ts';
import type { Act } from '../platform/http/context.ts';
import { recordFacts } from '../platform/log/record.ts';
import { idCursor } from '../platform/http/cursor.ts';
import { conflict, invalid, notFound, Refusal } from '../platform/refusal.ts';
import { addPlace, edges, openHoldings, postMovements } from '../stock/index.ts';
import { findSource, findSources, insertSource, lockSource, type SourceFields, updateSource } from './queries.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;
/** Where it comes from may be left out: local. */
type Creation = Omit<Input<'createSource'>, 'origin'> & Partial<Pick<Input<'createSource'>, 'origin'>>;

export async function listSources(db: DbOrTx, actor: Actor, { limit, after, ...filter }: Input<'listSources'>) {
  const scope = scopeOf(actor, 'supply.read');
  const found = await findSources(db, { ...filter, scope, after: idCursor(after), limit: limit + 1 });
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

export async function createSource(act: Act, input: Creation): Promise<Source> {
  const { id: organisationId, areaCode } = await getOrganisation(act.tx, input.organisationId);
  requireRight(act.actor, 'supply.write', { organisationId, areaCode });
  return addSource(act, input);
}

/** Several items of one organisation on the same terms: all of them, or none, with the row that is wrong. */
export async function offerGoods(act: Act, input: Input<'offerGoods'>): Promise<{ sources: Source[] }> {
  const { items, commandId: _commandId, ...terms } = input;
  const { id: organisationId, areaCode } = await getOrganisation(act.tx, terms.organisationId);
  requireRight(act.actor, 'supply.write', { organisationId, areaCode });
  const sources: Source[] = [];
  for (const [index, goods] of items.entries()) {
    const field = `items[${index}]`;
    if (sources.some(({ item }) => item === goods.item)) throw invalid('line-twice', { field: `${field}.item` });
    sources.push(await within(field, Object.keys(goods), () => addSource(act, { ...terms, ...goods })));
  }
  return { sources };
}

/** What is refused of a row names the row. */
async function within<Answer>(row: string, own: readonly string[], work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { field } = error.details;
    const isOwn = field === undefined || own.includes(field);
    throw new Refusal(error.code, error.reason, {
      ...error.details,
      ...(isOwn ? { field: field === undefined ? `${row}.item` : `${row}.${field}` } : {}),
    });
  }
}

/** The same for those whose rights were checked already, with an id of their own (a seed). */
export async function addSource(act: Act, input: Omit<Creation, 'commandId'>, id = newId()): Promise<Source> {
  const item = await getCatalogueItem(act.tx, input.item);
  const quantity = input.quantity === 0 ? 0 : toBase(item, input.quantity, input.unit, 'unit');
  const { organisationId, form, origin = 'local' } = input;
  const fields = checkFields({
    id,
    origin,
    leadMinutes: input.leadMinutes,
    availableFrom: input.availableFrom ?? null,
    availableUntil: input.availableUntil ?? null,
    note: input.note || null,
    version: 1,
  });
  await addPlace(act.tx, { id, kind: form === 'stock' ? 'store' : 'offer', organisationId, name: null });
  await openHoldings(act.tx, [{ placeId: id, itemCode: item.code }]);
  await insertSource(act.tx, { ...fields, organisationId, item: item.code, form });
  await postDifference(act, { id, item: item.code }, 'open', quantity);
  return record(act, 'create', id, { item: item.code, quantity });
}

/** What is left out stays; null empties. What is held for needs cannot be taken away. */
export async function reviseSource(act: Act, input: Input<'reviseSource'>): Promise<Source> {
  const { commandId: _commandId, id, version, ...given } = input;
  const before = await lockSource(act.tx, id);
  if (!before) throw notFound('货源', 'Source');
  requireRight(act.actor, 'supply.write', { organisationId: before.organisationId, areaCode: before.areaCode });
  if (before.version !== version) throw conflict('stale-version', { field: 'version' });
  // Whoever called reserve something else would have released it.
  if (before.origin === 'reserve' && given.origin !== undefined && given.origin !== 'reserve')
    requireRight(act.actor, 'supply.release', { areaCode: before.areaCode });
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const { quantity, ...fields } = { ...before, ...changes, version: version + 1 };
  if (quantity < before.reserved) throw belowReserved(before, quantity);
  await updateSource(act.tx, checkFields(fields));
  await postDifference(act, before, 'count', quantity - before.quantity);
  return record(act, 'revise', id, { item: before.item, quantity, changed: Object.keys(changes) });
}

/** Brings the book to what is said to be there. Goods that a count finds, or misses, come from or go to `lost`. */
async function postDifference(
  act: Act,
  { id, item }: Pick<Source, 'id' | 'item'>,
  kind: 'open' | 'count',
  difference: number,
): Promise<void> {
  const edge = kind === 'open' ? edges.produced : edges.lost;
  const [from, to] = difference > 0 ? [edge, id] : [id, edge];
  const posting = { postingId: id, actor: act.actor, happenedAt: iso(act.now) };
  await postMovements(act.tx, posting, [{ kind, itemCode: item, from, to, quantity: Math.abs(difference) }]);
}

function checkFields<Fields extends SourceFields>(fields: Fields): Fields {
  const { availableFrom: from, availableUntil: until } = fields;
  if (from === null || until === null) return fields;
  if (Temporal.Instant.compare(Temporal.Instant.from(from), Temporal.Instant.from(until)) < 0) return fields;
  const detail = {
    zh: 'availableUntil: 结束时间要晚于开始时间',
    en: 'availableUntil: must be later than availableFrom',
  };
  throw invalid('invalid-input', { field: 'availableUntil', params: { detail } });
}

function belowReserved(source: Source, quantity: number) {
  const detail = {
    zh: `quantity: 已为需求预留${source.reserved}${source.baseUnitName.zh}，不能改为${quantity}；请先退回需求`,
    en: `quantity: ${source.reserved} ${source.baseUnitName.en} are held for needs, so it cannot become ${quantity}; return the needs first`,
  };
  return conflict('invalid-input', { field: 'quantity', params: { detail } });
}

async function record(act: Act, action: string, id: string, details: Record<string, unknown>): Promise<Source> {
  const source = (await findSource(act.tx, id))!;
  const { version, organisationId, areaCode } = source;
  const fact = {
    module: 'supply',
    action,
    subjectId: id,
    version,
    organisationId,
    areaCode,
    happenedAt: iso(act.now),
    details,
  };
  await recordFacts(act.tx, act.actor, act.commandId, [fact]);
  return source;
}
