import type { OrganisationKindCode, Source, SourceOrigin } from '@baogong/contract';
import type { ItemChoice } from '../catalogue/item-select.tsx';
import type { Choice } from '../directory/choose.tsx';

/** One item with how much of it, in that unit; no unit: the base unit. */
export type Goods = { key: number; item: ItemChoice | null; quantity: number | null; unit: string | null };

export type Draft = {
  organisation: Choice | null;
  /** A supplier that the directory lacks, to be added with its first source; null: one of the directory. */
  newcomer: { name: string; area: Choice | null } | null;
  origin: SourceOrigin;
  /** What of a known source is corrected; else each item of the offer. */
  goods: Goods[];
  form: 'stock' | 'offer';
  leadMinutes: number | null;
  availableFrom: string | null;
  availableUntil: string | null;
  note: string;
};

export type Part = { draft: Draft; set: (change: Partial<Draft>) => void; faultAt: (field: string) => string | null };

/** The form for this source, or an empty one for the given organisation and origin. */
export function draftOf(source: Source | null, own: Choice | null, origin: SourceOrigin = 'local'): Draft {
  return {
    organisation: source ? { id: source.organisationId, name: source.organisationName } : own,
    newcomer: null,
    origin: source?.origin ?? origin,
    goods: source
      ? [{ ...blankGoods(), item: { code: source.item, name: source.itemName }, quantity: source.quantity }]
      : [blankGoods()],
    form: source?.form ?? 'stock',
    leadMinutes: source?.leadMinutes ?? 60,
    availableFrom: source?.availableFrom ?? null,
    availableUntil: source?.availableUntil ?? null,
    note: source?.note ?? '',
  };
}

let lastKey = 0;

export function blankGoods(): Goods {
  lastKey += 1;
  return { key: lastKey, item: null, quantity: null, unit: null };
}

/** What may be corrected later, as the server takes it. A quantity left empty is refused there, never 0. */
export function revisionOf(draft: Draft) {
  return { ...termsOf(draft), quantity: draft.goods[0]?.quantity ?? -1 };
}

/** An offer, as the server takes it. Rows that nobody touched are none. */
export function offerOf(draft: Draft) {
  const { organisation, form, goods } = draft;
  const touched = goods.filter(({ item, quantity }, index) => index === 0 || item !== null || quantity !== null);
  const items = touched.map(({ item, quantity, unit }) => ({ item: item?.code ?? '', quantity: quantity ?? -1, unit }));
  return { ...termsOf(draft), organisationId: organisation?.id ?? '', form, items };
}

function termsOf({ origin, leadMinutes, availableFrom, availableUntil, note }: Draft) {
  return { origin, leadMinutes: leadMinutes ?? 0, availableFrom, availableUntil, note: note.trim() || null };
}

/** The supplier to add first, as the directory takes it; null when one of the directory is chosen. */
export function newcomerOf({ newcomer, origin }: Draft) {
  if (newcomer === null) return null;
  const kind: OrganisationKindCode = origin === 'donation' ? 'donor' : 'wholesaler';
  return { kind, name: newcomer.name.trim(), areaCode: newcomer.area?.id ?? '' };
}
