import { newId, type Post, type Role, roles } from '@baogong/contract';
import { sql } from 'kysely';
import { iso } from '../platform/clock.ts';
import type { DbOrTx, Tx } from '../platform/db/database.ts';
import type { Act } from '../platform/http/context.ts';
import { invalid } from '../platform/refusal.ts';

export type PostInput = { role: Role; organisationId?: string | null; areaCode?: string | null };
/** A post whose binding has been checked: exactly one of the two is there. */
export type Binding = { role: Role; organisationId: string | null; areaCode: string | null };

/**
 * Checks that the role's post is bound to what the role asks for (an organisation or an area), and that this exists.
 * `field` is the path of the post in the input.
 */
export async function checkBinding(db: DbOrTx, post: PostInput, field: string): Promise<Binding> {
  const { bound, zh, en } = roles[post.role];
  const binding = {
    role: post.role,
    organisationId: post.organisationId ?? null,
    areaCode: post.areaCode ? shortAreaCode(post.areaCode) : null,
  };
  const [needed, other] =
    bound === 'area' ? (['areaCode', 'organisationId'] as const) : (['organisationId', 'areaCode'] as const);
  const names = { areaCode: { zh: '区域', en: 'an area' }, organisationId: { zh: '机构', en: 'an organisation' } };
  if (binding[needed] === null) {
    const detail = { zh: `“${zh}”岗位要选${names[needed].zh}`, en: `the post "${en}" needs ${names[needed].en}` };
    throw invalid('invalid-input', { field: join(field, needed), params: { detail } });
  }
  if (binding[other] !== null) {
    const detail = {
      zh: `“${zh}”岗位不绑定${names[other].zh}`,
      en: `the post "${en}" is not bound to ${names[other].en}`,
    };
    throw invalid('invalid-input', { field: join(field, other), params: { detail } });
  }
  await requireExisting(db, binding, join(field, needed));
  return binding;
}

/** Official six-digit codes end in 00 for cities and in 0000 for provinces; ours leave that out, so that a prefix holds. */
export function shortAreaCode(code: string): string {
  return code.length === 6 ? code.replace(/(00){1,2}$/, '') : code;
}

/** Checks all posts of one input; the same post twice counts once. */
export async function checkBindings(db: DbOrTx, posts: readonly PostInput[], field = 'posts'): Promise<Binding[]> {
  const bindings = new Map<string, Binding>();
  for (const [index, post] of posts.entries()) {
    const binding = await checkBinding(db, post, `${field}[${index}]`);
    bindings.set(bindingKey(binding), binding);
  }
  return [...bindings.values()];
}

/** Ends the posts that are not in the list and begins those that are new. */
export async function replacePosts(act: Act, personId: string, wanted: readonly Binding[]): Promise<void> {
  const present = await openPosts(act.tx, [personId]);
  const wantedKeys = new Set(wanted.map(bindingKey));
  const presentKeys = new Set(present.map(bindingKey));
  const ended = present.filter((post) => !wantedKeys.has(bindingKey(post))).map((post) => post.id);
  if (ended.length > 0)
    await act.tx
      .updateTable('post')
      .set({ until: iso(act.now) })
      .where('id', 'in', ended)
      .execute();
  await addPosts(
    act,
    personId,
    wanted.filter((post) => !presentKeys.has(bindingKey(post))),
  );
}

export async function addPosts(act: Act, personId: string, posts: readonly Binding[]): Promise<void> {
  if (posts.length === 0) return;
  const rows = posts.map((post, index) => ({
    // Ids sort by time: a millisecond apart keeps the order in which the posts were given.
    id: newId(act.now.epochMilliseconds + index),
    person_id: personId,
    role: post.role,
    organisation_id: post.organisationId,
    area_code: post.areaCode,
    since: iso(act.now),
  }));
  await act.tx.insertInto('post').values(rows).execute();
}

/** Open posts of these people with the names of their organisations and areas, oldest first. */
export async function openPosts(db: DbOrTx, personIds: readonly string[]): Promise<(Post & { personId: string })[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('post')
    .leftJoin('organisation', 'organisation.id', 'post.organisation_id')
    .leftJoin('area', 'area.code', 'post.area_code')
    .select(['post.id', 'post.person_id', 'post.role', 'post.organisation_id', 'post.area_code'])
    .select(['organisation.name as organisation_name', 'area.name as area_name'])
    .where('post.person_id', 'in', [...personIds])
    .where('post.until', 'is', null)
    .orderBy('post.since')
    .orderBy('post.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    role: row.role as Role,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    areaCode: row.area_code,
    areaName: row.area_name,
  }));
}

/**
 * Active people who hold one of the roles: for this organisation when it is given, in an area that holds `areaCode`
 * when that is given; with both, either will do.
 */
export async function postHolders(
  db: DbOrTx,
  wanted: { roles: readonly Role[]; areaCode?: string | null; organisationId?: string | null },
): Promise<string[]> {
  if (wanted.roles.length === 0) return [];
  const { areaCode, organisationId } = wanted;
  const rows = await db
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select('post.person_id')
    .distinct()
    .where('person.active', '=', true)
    .where('post.until', 'is', null)
    .where('post.role', 'in', [...wanted.roles])
    .$if(Boolean(areaCode) || Boolean(organisationId), (query) =>
      query.where((is) =>
        is.or([
          ...(areaCode ? [sql<boolean>`starts_with(${areaCode}, post.area_code)`] : []),
          ...(organisationId ? [is('post.organisation_id', '=', organisationId)] : []),
        ]),
      ),
    )
    .orderBy('post.person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

/** How many active people hold the administrator's post; their posts stay locked until the transaction ends. */
export async function countAdministrators(tx: Tx): Promise<number> {
  const rows = await tx
    .selectFrom('post')
    .innerJoin('person', 'person.id', 'post.person_id')
    .select('post.person_id')
    .where('post.role', '=', 'administrator')
    .where('post.until', 'is', null)
    .where('person.active', '=', true)
    .orderBy('post.id')
    .forUpdate()
    .execute();
  return new Set(rows.map((row) => row.person_id)).size;
}

async function requireExisting(db: DbOrTx, { organisationId, areaCode }: Binding, field: string): Promise<void> {
  const found =
    areaCode === null
      ? await db.selectFrom('organisation').select('id').where('id', '=', organisationId).executeTakeFirst()
      : await db.selectFrom('area').select('code').where('code', '=', areaCode).executeTakeFirst();
  if (!found)
    throw invalid('unknown-field-value', { field, params: { field, value: areaCode ?? organisationId ?? '' } });
}

function bindingKey(post: { role: string; organisationId: string | null; areaCode: string | null }): string {
  return `${post.role} ${post.organisationId ?? ''} ${post.areaCode ?? ''}`;
}

function join(field: string, name: string): string {
  return field ? `${field}.${name}` : name;
}
