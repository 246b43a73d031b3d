import type { Post } from '@baogong/contract';
import { roles, type Role } from '@baogong/contract/roles';
import type { Choice } from '../../directory/choose.tsx';

/** One post in the form: a role, bound to an organisation or an area as the role asks. */
export type DraftPost = { key: number; role: Role | null; organisation: Choice | null; area: Choice | null };

let nextKey = 1;

export function blankPost(): DraftPost {
  return { key: nextKey++, role: null, organisation: null, area: null };
}

export function draftOfPost({ role, organisationId, organisationName, areaCode, areaName }: Post): DraftPost {
  return {
    ...blankPost(),
    role,
    organisation: organisationId ? { id: organisationId, name: organisationName ?? '' } : null,
    area: areaCode ? { id: areaCode, name: areaName ?? areaCode } : null,
  };
}

/** As the server takes it: only the binding that the role asks for. A role not chosen is refused there, by name. */
export function postOf({ role, organisation, area }: Omit<DraftPost, 'key'>) {
  const bound = role ? roles[role].bound : null;
  return {
    role: role ?? ('' as Role),
    organisationId: bound === 'organisation' ? (organisation?.id ?? null) : null,
    areaCode: bound === 'area' ? (area?.id ?? null) : null,
  };
}
