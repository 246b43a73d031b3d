import type { Source } from '@baogong/contract';
import type { ItemChoice } from '../catalogue/item-select.tsx';
import type { Choice } from '../directory/choose.tsx';

export type Draft = {
  organisation: Choice | null;
  item: ItemChoice | null;
  form: 'stock' | 'offer';
  quantity: number | null;
  unit: string | null;
  leadMinutes: number | null;
  availableFrom: string | null;
  availableUntil: string | null;
  note: string;
};

/** The form for this source, or an empty one for the given organisation. */
export function draftOf(source: Source | null, own: Choice | null): Draft {
  return {
    organisation: source ? { id: source.organisationId, name: source.organisationName } : own,
    item: source ? { code: source.item, name: source.itemName } : null,
    form: source?.form ?? 'stock',
    quantity: source?.quantity ?? null,
    unit: null,
    leadMinutes: source?.leadMinutes ?? 60,
    availableFrom: source?.availableFrom ?? null,
    availableUntil: source?.availableUntil ?? null,
    note: source?.note ?? '',
  };
}

/** What may be corrected later, as the server takes it. A quantity left empty is refused there, never 0. */
export function revisionOf(draft: Draft) {
  return {
    quantity: draft.quantity ?? -1,
    leadMinutes: draft.leadMinutes ?? 0,
    availableFrom: draft.availableFrom,
    availableUntil: draft.availableUntil,
    note: draft.note.trim() || null,
  };
}

/** A new source, as the server takes it. */
export function sourceOf(draft: Draft) {
  const { organisation, item, form, unit } = draft;
  return { ...revisionOf(draft), organisationId: organisation?.id ?? '', item: item?.code ?? '', form, unit };
}
