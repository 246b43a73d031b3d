import type { Bilingual, Item } from '@baogong/contract';
import type { ItemChoice } from './item-select.tsx';

export type UnitRow = { key: number; unit: string | null; toBase: number | null };
export type KitRow = { key: number; item: ItemChoice | null; quantity: number | null };
export type SubstituteRow = { key: number; item: ItemChoice | null; note: Bilingual };

export type Draft = {
  code: string;
  name: Bilingual;
  class: Item['class'];
  baseUnit: string | null;
  lifeCritical: boolean;
  standards: string[];
  synonyms: string[];
  units: UnitRow[];
  kit: KitRow[];
  substitutes: SubstituteRow[];
};

/** One part of the form: the draft, how to change it, and what the server said of a field. */
export type Part = { draft: Draft; set: (change: Partial<Draft>) => void; faultAt: (field: string) => string | null };

let nextKey = 1;

/** A key for a new row of the form; rows keep it while they are moved. */
export function newKey(): number {
  return nextKey++;
}

/** The form for this item, or an empty one. The base unit stands apart from the other units. */
export function draftOf(item: Item | null): Draft {
  const units = item?.units.filter(({ unit }) => unit !== item.baseUnit) ?? [];
  return {
    code: item?.code ?? '',
    name: item?.name ?? { zh: '', en: '' },
    class: item?.class ?? 'ppe',
    baseUnit: item?.baseUnit ?? null,
    lifeCritical: item?.lifeCritical ?? false,
    standards: item?.standards ?? [],
    synonyms: item?.synonyms ?? [],
    units: units.map(({ unit, toBase }) => ({ key: newKey(), unit, toBase })),
    kit: (item?.kit ?? []).map(({ item: code, name, quantity }) => ({ key: newKey(), item: { code, name }, quantity })),
    substitutes: (item?.substitutes ?? []).map(({ item: code, name, note }) => ({
      key: newKey(),
      item: { code, name },
      note,
    })),
  };
}

/** The body to send; rows in which nothing was chosen are left out. */
export function bodyOf(draft: Draft) {
  return {
    name: draft.name,
    class: draft.class,
    lifeCritical: draft.lifeCritical,
    standards: draft.standards,
    synonyms: draft.synonyms,
    units: draft.units.flatMap(({ unit, toBase }) => (unit ? [{ unit, toBase: toBase ?? 0 }] : [])),
    kit: draft.kit.flatMap(({ item, quantity }) => (item ? [{ item: item.code, quantity: quantity ?? 0 }] : [])),
    substitutes: draft.substitutes.flatMap(({ item, note }) => (item ? [{ item: item.code, note }] : [])),
  };
}
