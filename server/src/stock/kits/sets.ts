import type { kits as routes, SiteSets } from '@baogong/contract';
import type { z } from 'zod';
import { type CatalogueItem, getCatalogueItem, openCatalogue } from '../../catalogue/index.ts';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import { cityDay } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { invalid } from '../../platform/refusal.ts';
import { fittingsOf, usableStock, type UsableStock } from './queries.ts';

type Input = z.output<NonNullable<(typeof routes)['listSets']['~orpc']['inputSchema']>>;
type Fittings = ReadonlyMap<string, Record<string, string>>;

/**
 * How many sets are usable (bottle, regulator, flowmeter, adapter, trolley together) and what is missing so that every
 * bottle becomes usable. Of one site all kits of which it has something; of one kit all sites; or wherever parts are missing.
 * Each kit is counted as if it had all of the site's parts: sites with bottles of several sizes share them.
 */
export async function listSets(db: DbOrTx, actor: Actor, now: Temporal.Instant, input: Input): Promise<SiteSets[]> {
  if (!input.organisation && !input.kit && !input.short)
    throw invalid('unknown-field-value', { field: 'kit', params: { field: 'kit', value: '' } });
  if (input.kit) await getCatalogueItem(db, input.kit);
  const items = await openCatalogue(db).items();
  const kits = [...items.values()].filter(({ code, kit }) => kit.length > 0 && (!input.kit || code === input.kit));
  const parts = [...new Set(kits.flatMap(({ kit }) => kit.map(({ item }) => item)))];
  const stock = await usableStock(db, parts, cityDay(now), scopeOf(actor, 'assets.read'), {
    organisation: input.organisation,
    area: input.area,
    users: !input.organisation,
  });
  const fittings = await fittingsOf(db, [...new Set(stock.map(({ organisationId }) => organisationId))]);
  return [...Map.groupBy(stock, ({ organisationId }) => organisationId).values()]
    .flatMap((own) => kits.flatMap((kit) => setsAt(kit, own, items, fittings) ?? []))
    .filter(({ usable, possible }) => !input.short || usable < possible)
    .toSorted((left, right) => right.possible - right.usable - (left.possible - left.usable))
    .slice(0, input.limit);
}

/** The kit at one site; nothing where the site has none of what drives it (the bottle). */
function setsAt(
  kit: CatalogueItem,
  own: readonly UsableStock[],
  items: ReadonlyMap<string, CatalogueItem>,
  fittings: Fittings,
): SiteSets | undefined {
  const [{ organisationId, organisationName }] = own as [UsableStock, ...UsableStock[]];
  const stockOf = new Map(own.map((each) => [each.item, each]));
  const counted = kit.kit.map((part) => ({ part, stock: stockOf.get(part.item), item: items.get(part.item)! }));
  const sets = ({ part, stock }: (typeof counted)[number]) => Math.floor(Math.max(0, stock?.have ?? 0) / part.quantity);
  const bottles = counted.filter(({ item }) => item.waterMillilitres !== null);
  const possible = Math.max(0, ...(bottles.length > 0 ? bottles : counted).map(sets));
  if (possible === 0 && !bottles.some(({ stock }) => stock)) return undefined;
  return {
    organisation: { id: organisationId, name: organisationName },
    kit: kit.code,
    name: kit.name,
    bottles: bottles.map(({ item }) => item.code),
    usable: Math.min(...counted.map(sets)),
    possible,
    parts: counted.map((each) => ({
      item: each.item.code,
      name: each.item.name,
      unit: each.item.baseUnitName,
      perSet: each.part.quantity,
      have: Math.max(0, each.stock?.have ?? 0),
      counted: each.stock?.counted ?? 'book',
      sets: sets(each),
      missing: Math.max(0, possible * each.part.quantity - Math.max(0, each.stock?.have ?? 0)),
      fitting: fittings.get(`${organisationId} ${each.item.code}`) ?? {},
    })),
  };
}
