import type { Item, NeedSummary } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import type { Found } from '../search-picker.tsx';
import type { DraftItem } from './draft.ts';

const mostFrequent = 8;
const lookedBack = 50;
const mostFound = 8;

/** What a place that has not asked yet is offered: what hospitals asked for most in February 2020 and December 2022. */
const usualCodes = [
  'medical-protective-mask',
  'surgical-mask',
  'protective-clothing',
  'goggles',
  'oxygen-cylinder',
  'liquid-oxygen',
  'oxygen-concentrator',
];
const usualClasses = ['ppe', 'oxygen'] as const;

/** The items that this institution asked for most; of a new one, what nearly every one asks for. */
export function useFrequentItems(organisation: string | undefined): DraftItem[] {
  const filters = { organisation, order: 'newest' as const, limit: lookedBack };
  const own = useQuery({ queryKey: queryKeys.needList(filters), queryFn: () => api.needs.listNeeds(filters) });
  const asked = frequentItems(own.data?.rows ?? []);
  const common = useQuery({
    queryKey: [...queryKeys.items(''), 'usual'],
    queryFn: usualItems,
    enabled: own.data !== undefined && asked.length === 0,
  });
  return asked.length > 0 ? asked : (common.data ?? []).map(draftItem);
}

async function usualItems(): Promise<Item[]> {
  const pages = await Promise.all(usualClasses.map((each) => api.catalogue.listItems({ class: each, limit: 50 })));
  const rows = pages.flatMap((page) => page.rows);
  return usualCodes.flatMap((code) => rows.find((item) => item.code === code) ?? []);
}

/** Most often asked first. Their other units are looked up once a line has one of them. */
export function frequentItems(needs: readonly Pick<NeedSummary, 'lines'>[]): DraftItem[] {
  const counts = new Map<string, { item: DraftItem; count: number }>();
  for (const line of needs.flatMap((need) => need.lines)) {
    const { item: code, itemName: name, baseUnit, baseUnitName } = line;
    const known = counts.get(code) ?? { item: { code, name, baseUnit, baseUnitName, units: [] }, count: 0 };
    counts.set(code, { ...known, count: known.count + 1 });
  }
  return [...counts.values()]
    .sort((one, other) => other.count - one.count)
    .slice(0, mostFrequent)
    .map(({ item }) => item);
}

/** Finds items by any of their names, for the picker. */
export function useItemSearch(): { queryKey: (query: string) => readonly string[]; find: FindItems } {
  const say = useSay();
  return {
    queryKey: (query) => [...queryKeys.items(query), 'picker', say.locale],
    find: async (query) => {
      const { rows } = await api.catalogue.listItems({ query, limit: mostFound });
      return rows.map((item) => ({
        key: item.code,
        label: say.text(item.name),
        hint: [say.text(item.baseUnitName), ...item.standards.slice(0, 1)].join(' · '),
        thing: draftItem(item),
      }));
    },
  };
}
type FindItems = (query: string) => Promise<Found<DraftItem>[]>;

/** The units that convert exactly, the base unit first; just that one until the catalogue has answered. */
export function useUnits(item: DraftItem | null): Item['units'] {
  const known = item && item.units.length > 0;
  const asked = useQuery({
    queryKey: [...queryKeys.catalogue, 'one', item?.code ?? ''],
    queryFn: () => api.catalogue.getItem({ code: item!.code }),
    enabled: item !== null && !known,
    staleTime: 10 * 60_000,
  });
  if (!item) return [];
  if (known) return item.units;
  return asked.data?.units ?? [{ unit: item.baseUnit, name: item.baseUnitName, toBase: 1 }];
}

export function draftItem({ code, name, baseUnit, baseUnitName, units }: Item): DraftItem {
  return { code, name, baseUnit, baseUnitName, units };
}
