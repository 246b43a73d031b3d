import type { OrganisationKindCode, Source, SourceOrigin } from '@baogong/contract';
import type { ItemChoice } from '../catalogue/item-select.tsx';
import type { Choice } from '../directory/choose.tsx';

export type Draft = {
  organisation: Choice | null;
  /** A supplier that the directory lacks, to be added with its first source; null: one of the directory. */
  newcomer: { name: string; area: Choice | null } | null;
  origin: SourceOrigin;
  item: ItemChoice | null;
  form: 'stock' | 'offer';
  quantity: number | null;
  unit: string | null;
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
    origin: draft.origin,
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

/** The supplier to add first, as the directory takes it; null when one of the directory is chosen. */
export function newcomerOf({ newcomer, origin }: Draft) {
  if (newcomer === null) return null;
  const kind: OrganisationKindCode = origin === 'donation' ? 'donor' : 'wholesaler';
  return { kind, name: newcomer.name.trim(), areaCode: newcomer.area?.id ?? '' };
}
