import { z } from 'zod';
import { operation } from '../shared/base.ts';
import {
  AreaCode,
  CommandId,
  Cursor,
  Id,
  Instant,
  Locale,
  Name,
  PageSize,
  pageOf,
  SearchText,
} from '../shared/schema.ts';
import { roleCodes } from './roles.ts';

export const RoleCode = z.enum(roleCodes);
export const Account = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, { error: 'account' });
export const Password = z.string().min(10).max(200);

export const Post = z.object({
  id: Id,
  role: RoleCode,
  organisationId: Id.nullable(),
  organisationName: z.string().nullable(),
  areaCode: AreaCode.nullable(),
  areaName: z.string().nullable(),
});
export type Post = z.infer<typeof Post>;

export const Me = z.object({
  personId: Id.nullable().describe('null for an API token'),
  name: z.string(),
  account: z.string().nullable(),
  locale: Locale,
  posts: z.array(Post),
});
export type Me = z.infer<typeof Me>;

export const Person = z.object({
  id: Id,
  name: z.string(),
  account: z.string(),
  phone: z.string().nullable().describe('Only for administrators; hidden otherwise'),
  active: z.boolean(),
  posts: z.array(Post),
  createdAt: Instant,
});
export type Person = z.infer<typeof Person>;

export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  prefix: z.string().describe('First characters, to recognise it by'),
  role: RoleCode,
  organisationId: Id.nullable(),
  areaCode: AreaCode.nullable(),
  expiresAt: Instant,
  revokedAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

const PostInput = z.object({ role: RoleCode, organisationId: Id.nullish(), areaCode: AreaCode.nullish() });

export const identity = {
  me: operation('signed-in')
    .route({ method: 'GET', path: '/me', summary: 'Who is signed in, with posts', tags: ['identity'] })
    .output(Me),
  setLocale: operation('signed-in')
    .route({ method: 'PUT', path: '/me/locale', summary: 'Choose the language of messages', tags: ['identity'] })
    .input(z.object({ commandId: CommandId, locale: Locale }))
    .output(Me),
  setupState: operation('public')
    .route({
      method: 'GET',
      path: '/setup',
      summary: 'Does the city still need its first administrator?',
      tags: ['identity'],
    })
    .output(z.object({ needed: z.boolean(), demo: z.boolean().describe('The demo city is loaded') })),
  setup: operation('public')
    .route({
      method: 'POST',
      path: '/setup',
      summary: 'Make the first administrator and choose the city',
      tags: ['identity'],
    })
    .input(
      z.object({
        commandId: CommandId,
        code: z.string().trim().min(6).max(60).describe('Printed in the terminal when the server started'),
        account: Account,
        password: Password,
        name: Name,
        cityCode: AreaCode,
      }),
    )
    .output(z.object({ personId: Id })),
  listPeople: operation('people.read')
    .route({ method: 'GET', path: '/people', summary: 'People and their posts', tags: ['identity'] })
    .input(z.object({ query: SearchText.optional(), after: Cursor.optional(), limit: PageSize.default(50) }))
    .output(pageOf(Person)),
  createPerson: operation('people.write')
    .route({ method: 'POST', path: '/people', summary: 'Add a person with a post', tags: ['identity'] })
    .input(
      z.object({
        commandId: CommandId,
        name: Name,
        account: Account,
        password: Password,
        phone: z.string().trim().max(40).nullish(),
        posts: z.array(PostInput).min(1).max(10),
      }),
    )
    .output(Person),
  revisePerson: operation('people.write')
    .route({
      method: 'PUT',
      path: '/people/{id}',
      summary: 'Change name, phone, posts, active; or set a new password',
      tags: ['identity'],
    })
    .input(
      z.object({
        commandId: CommandId,
        id: Id,
        name: Name.optional(),
        phone: z.string().trim().max(40).nullish(),
        active: z.boolean().optional(),
        password: Password.optional(),
        posts: z.array(PostInput).min(1).max(10).optional(),
      }),
    )
    .output(Person),
  listTokens: operation('tokens.read')
    .route({ method: 'GET', path: '/tokens', summary: 'API tokens, without their secrets', tags: ['identity'] })
    .output(z.array(ApiToken)),
  createToken: operation('tokens.write')
    .route({
      method: 'POST',
      path: '/tokens',
      summary: 'Make an API token; its secret is shown once',
      tags: ['identity'],
    })
    .input(
      PostInput.extend({
        commandId: CommandId,
        name: Name,
        days: z.int().min(1).max(366).default(90),
      }),
    )
    .output(z.object({ token: ApiToken, secret: z.string() })),
  revokeToken: operation('tokens.write')
    .route({ method: 'POST', path: '/tokens/{id}/revocation', summary: 'Revoke a token at once', tags: ['identity'] })
    .input(z.object({ commandId: CommandId, id: Id }))
    .output(ApiToken),
};
