import type { kits as routes, SiteSets } from '@baogong/contract';
import type { z } from 'zod';
import { type CatalogueItem, getCatalogueItem, openCatalogue } from '../../catalogue/index.ts';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import { cityDay } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { invalid } from '../../platform/refusal.ts';
import { fittingsOf, usableStock, type UsableStock } from './queries.ts';
import { shareParts } from './share-parts.ts';

type Input = z.output<NonNullable<(typeof routes)['listSets']['~orpc']['inputSchema']>>;
type Fittings = ReadonlyMap<string, Record<string, string>>;

/**
 * How many sets are usable (bottle, regulator, flowmeter, adapter, trolley together) and what is missing so that every
 * bottle becomes usable. Of one site all kits of which it has something; of one kit all sites; or wherever parts are missing.
 * Kits that share parts at a site are counted together, as many sets in all as there are parts for.
 */
export async function listSets(db: DbOrTx, actor: Actor, now: Temporal.Instant, input: Input): Promise<SiteSets[]> {
  if (!input.organisation && !input.kit && !input.short)
    throw invalid('unknown-field-value', { field: 'kit', params: { field: 'kit', value: '' } });
  if (input.kit) await getCatalogueItem(db, input.kit);
  const items = await openCatalogue(db).items();
  const kits = largestFirst(
    [...items.values()].filter(({ kit }) => kit.length > 0),
    items,
  );
  const parts = [...new Set(kits.flatMap(({ kit }) => kit.map(({ item }) => item)))];
  const stock = await usableStock(db, parts, cityDay(now), scopeOf(actor, 'assets.read'), {
    organisation: input.organisation,
    area: input.area,
    users: !input.organisation,
  });
  const fittings = await fittingsOf(db, [...new Set(stock.map(({ organisationId }) => organisationId))]);
  return [...Map.groupBy(stock, ({ organisationId }) => organisationId).values()]
    .flatMap((own) => setsAt(kits, own, items, fittings))
    .filter(({ kit, usable, possible }) => (!input.kit || kit === input.kit) && (!input.short || usable < possible))
    .toSorted((left, right) => right.possible - right.usable - (left.possible - left.usable))
    .slice(0, input.limit);
}

/** Of equal use the larger bottle gets the parts: it lasts longer. */
function largestFirst(kits: CatalogueItem[], items: ReadonlyMap<string, CatalogueItem>): CatalogueItem[] {
  const holds = ({ kit }: CatalogueItem) =>
    Math.max(0, ...kit.map(({ item }) => items.get(item)?.waterMillilitres ?? 0));
  return kits.toSorted((left, right) => holds(right) - holds(left) || left.code.localeCompare(right.code));
}

type Counted = { kit: CatalogueItem; bottles: CatalogueItem[]; possible: number };

/** All kits at one site; none of which the site has nothing that drives it (the bottle). */
function setsAt(
  kits: readonly CatalogueItem[],
  own: readonly UsableStock[],
  items: ReadonlyMap<string, CatalogueItem>,
  fittings: Fittings,
): SiteSets[] {
  const [{ organisationId: id, organisationName: name }] = own as [UsableStock, ...UsableStock[]];
  const stockOf = new Map(own.map((each) => [each.item, each]));
  const have = (item: string) => Math.max(0, stockOf.get(item)?.have ?? 0);
  const counted = kits.flatMap((kit) => bottlesOf(kit, stockOf, items) ?? []);
  const needs = counted.map(({ kit, possible }) => ({
    bottles: possible,
    needs: kit.kit.map(({ item, quantity }) => ({ part: item, quantity })),
  }));
  const usable = shareParts(needs, new Map(own.map((each) => [each.item, each.have])));
  // What all bottles of every size need of a part.
  const wanted = (part: string) =>
    counted.reduce(
      (sum, { kit, possible }) => sum + possible * (kit.kit.find(({ item }) => item === part)?.quantity ?? 0),
      0,
    );
  return counted.map(({ kit, bottles, possible }, index) => ({
    organisation: { id, name },
    kit: kit.code,
    name: kit.name,
    bottles: bottles.map(({ code }) => code),
    usable: usable[index]!,
    possible,
    parts: kit.kit.map(({ item, quantity }) => {
      const all = bottles.some(({ code }) => code === item) ? possible * quantity : wanted(item);
      const { name: partName, baseUnitName: unit } = items.get(item)!;
      return {
        item,
        name: partName,
        unit,
        perSet: quantity,
        have: have(item),
        counted: stockOf.get(item)?.counted ?? 'book',
        sets: Math.floor(have(item) / quantity),
        missing: Math.max(0, all - have(item)),
        fitting: fittings.get(`${id} ${item}`) ?? {},
      };
    }),
  }));
}

/** The kit's bottles, and how many sets they would make; a kit without a bottle is driven by the part that it has most of. */
function bottlesOf(
  kit: CatalogueItem,
  stockOf: ReadonlyMap<string, UsableStock>,
  items: ReadonlyMap<string, CatalogueItem>,
): Counted | undefined {
  const bottles = kit.kit.filter(({ item }) => items.get(item)!.waterMillilitres !== null);
  const driving = bottles.length > 0 ? bottles : kit.kit;
  const sets = ({ item, quantity }: (typeof driving)[number]) =>
    Math.floor(Math.max(0, stockOf.get(item)?.have ?? 0) / quantity);
  const possible = Math.max(0, ...driving.map(sets));
  if (possible === 0 && !bottles.some(({ item }) => stockOf.has(item))) return undefined;
  return { kit, bottles: bottles.map(({ item }) => items.get(item)!), possible };
}
