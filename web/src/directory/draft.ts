import type { Organisation, OrganisationKindCode } from '@baogong/contract';
import type { Choice } from './choose.tsx';

export type Draft = {
  kind: OrganisationKindCode;
  name: string;
  nameEn: string;
  grade: string;
  area: Choice | null;
  address: string;
  uscc: string;
  longitude: number | null;
  latitude: number | null;
  system: 'WGS-84' | 'GCJ-02' | 'BD-09';
};

/** The form for this organisation, or an empty one. */
export function draftOf(organisation: Organisation | null): Draft {
  return {
    kind: organisation?.kind ?? 'hospital',
    name: organisation?.name ?? '',
    nameEn: organisation?.nameEn ?? '',
    grade: organisation?.grade ?? '',
    area: organisation ? { id: organisation.areaCode, name: organisation.areaName } : null,
    address: organisation?.address ?? '',
    uscc: organisation?.uscc ?? '',
    longitude: organisation?.location?.longitude ?? null,
    latitude: organisation?.location?.latitude ?? null,
    // What is read is WGS-84 already, whatever it was given in.
    system: 'WGS-84',
  };
}

/** The body to send: what was left empty is null. */
export function bodyOf(draft: Draft) {
  const { longitude, latitude, system } = draft;
  return {
    kind: draft.kind,
    name: draft.name.trim(),
    nameEn: draft.nameEn.trim() || null,
    grade: draft.grade.trim() || null,
    areaCode: draft.area?.id ?? '',
    address: draft.address.trim() || null,
    uscc: draft.uscc.trim().toUpperCase() || null,
    location: longitude !== null && latitude !== null ? { longitude, latitude, system } : null,
  };
}

/** Only one of longitude and latitude was filled in. */
export function isHalfPlaced({ longitude, latitude }: Draft): boolean {
  return (longitude === null) !== (latitude === null);
}
