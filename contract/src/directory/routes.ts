import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { AreaCode, CommandId, Cursor, Id, Name, Note, PageSize, pageOf, SearchText } from '../shared/schema.ts';
import { organisationKinds, type OrganisationKindCode } from './organisation-kinds.ts';

export const OrganisationKind = z.enum(
  Object.keys(organisationKinds) as [OrganisationKindCode, ...OrganisationKindCode[]],
);

export const coordinateSystems = ['WGS-84', 'GCJ-02', 'BD-09'] as const;
export const CoordinateSystem = z.enum(coordinateSystems);

export const Location = z.object({
  longitude: z.number().min(-180).max(180).describe('degrees, WGS-84 when read'),
  latitude: z.number().min(-90).max(90).describe('degrees, WGS-84 when read'),
  system: CoordinateSystem.describe('The system in which it was given'),
});

export const Area = z.object({
  code: AreaCode,
  name: z.string(),
  level: z.enum(['province', 'city', 'district', 'street']),
  parentCode: AreaCode.nullable(),
});
export type Area = z.infer<typeof Area>;

export const Organisation = z.object({
  id: Id,
  kind: OrganisationKind,
  name: z.string(),
  nameEn: z.string().nullable(),
  grade: z.string().nullable().describe('such as 三级甲等'),
  areaCode: AreaCode,
  areaName: z.string(),
  address: z.string().nullable(),
  uscc: z.string().nullable().describe('Unified social credit code, GB 32100'),
  location: Location.nullable(),
  version: z.int(),
});
export type Organisation = z.infer<typeof Organisation>;

const OrganisationInput = z.object({
  kind: OrganisationKind,
  name: Name,
  nameEn: Name.nullish(),
  grade: z.string().trim().max(40).nullish(),
  areaCode: AreaCode,
  address: Note.nullish(),
  uscc: z.string().trim().toUpperCase().length(18).nullish(),
  location: Location.nullish().describe('In the system it names; stored as WGS-84'),
});

export const directory = {
  listAreas: operation('public')
    .route({ method: 'GET', path: '/areas', summary: 'Areas below a parent, or found by name', tags: ['directory'] })
    .input(z.object({ parent: AreaCode.optional(), query: SearchText.optional() }))
    .output(z.array(Area)),
  listOrganisations: operation('directory.read')
    .route({
      method: 'GET',
      path: '/organisations',
      summary: 'Find by name, pinyin, initials, kind, area',
      tags: ['directory'],
    })
    .input(
      z.object({
        query: SearchText.optional(),
        kind: OrganisationKind.optional(),
        asks: z.stringbool().optional().describe('true: institutions; false: suppliers'),
        area: AreaCode.optional(),
        after: Cursor.optional(),
        limit: PageSize.default(20),
      }),
    )
    .output(pageOf(Organisation)),
  getOrganisation: operation('directory.read')
    .route({ method: 'GET', path: '/organisations/{id}', summary: 'One organisation', tags: ['directory'] })
    .input(z.object({ id: Id }))
    .output(Organisation),
  createOrganisation: operation('directory.add')
    .route({ method: 'POST', path: '/organisations', summary: 'Add an organisation', tags: ['directory'] })
    .input(OrganisationInput.extend({ commandId: CommandId }))
    .output(Organisation),
  reviseOrganisation: operation('directory.write')
    .route({ method: 'PUT', path: '/organisations/{id}', summary: 'Change an organisation', tags: ['directory'] })
    .input(OrganisationInput.partial().extend({ commandId: CommandId, id: Id, version: z.int() }))
    .output(Organisation),
};
