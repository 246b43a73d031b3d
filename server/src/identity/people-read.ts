import type { Me, Person } from '@baogong/contract';
import type { Actor } from '../platform/actor.ts';
import type { DbOrTx } from '../platform/db/database.ts';
import { notFound } from '../platform/refusal.ts';
import { openPosts } from './posts.ts';

/** The person as actor with the open posts; null when unknown or deactivated. */
export async function personActor(db: DbOrTx, personId: string): Promise<Actor | null> {
  const person = await db
    .selectFrom('person')
    .select(['id', 'name', 'locale'])
    .where('id', '=', personId)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!person) return null;
  const posts = await openPosts(db, [personId]);
  return {
    id: `person:${person.id}`,
    personId: person.id,
    name: person.name,
    locale: person.locale as 'zh' | 'en',
    posts: posts.map(({ role, organisationId, areaCode }) => ({ role, organisationId, areaCode })),
  };
}

/** What the signed-in actor may know of itself. */
export async function describeMe(db: DbOrTx, actor: Actor): Promise<Me> {
  if (actor.personId !== null) {
    const person = await readPerson(db, actor.personId, true);
    return {
      personId: person.id,
      name: person.name,
      account: person.account,
      locale: actor.locale,
      posts: person.posts,
    };
  }
  const [post] = actor.posts;
  const id = actor.id.replace('token:', '');
  const names = await placeNames(db, post?.organisationId ?? null, post?.areaCode ?? null);
  return {
    personId: null,
    name: actor.name,
    account: null,
    locale: actor.locale,
    posts: post ? [{ id, ...post, ...names }] : [],
  };
}

/** One person; `withPhone` only for administrators. */
export async function readPerson(db: DbOrTx, id: string, withPhone: boolean): Promise<Person> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('这位人员', 'This person');
  return toPerson(row, await openPosts(db, [id]), withPhone);
}

/** People in the order of their accounts, found by a part of name or account. */
export async function listPeople(
  db: DbOrTx,
  wanted: { query?: string; after?: string; limit: number },
  withPhone: boolean,
): Promise<{ rows: Person[]; next: string | null }> {
  const pattern = `%${(wanted.query ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const found = await db
    .selectFrom('person')
    .selectAll()
    .$if(Boolean(wanted.query), (query) =>
      query.where((is) => is.or([is('name', 'ilike', pattern), is('account', 'ilike', pattern)])),
    )
    .$if(wanted.after !== undefined, (query) => query.where('account', '>', wanted.after!))
    .orderBy('account')
    .limit(wanted.limit + 1)
    .execute();
  const page = found.slice(0, wanted.limit);
  const posts = Map.groupBy(
    await openPosts(
      db,
      page.map((row) => row.id),
    ),
    (post) => post.personId,
  );
  return {
    rows: page.map((row) => toPerson(row, posts.get(row.id) ?? [], withPhone)),
    next: found.length > wanted.limit ? page.at(-1)!.account : null,
  };
}

type PersonRow = {
  id: string;
  name: string;
  account: string;
  phone: string | null;
  active: boolean;
  created_at: string;
};

function toPerson(
  row: PersonRow,
  posts: (Person['posts'][number] & { personId: string })[],
  withPhone: boolean,
): Person {
  return {
    id: row.id,
    name: row.name,
    account: row.account,
    phone: withPhone ? row.phone : null,
    active: row.active,
    posts: posts.map(({ personId: _owner, ...post }) => post),
    createdAt: row.created_at,
  };
}

async function placeNames(db: DbOrTx, organisationId: string | null, areaCode: string | null) {
  const organisation =
    organisationId &&
    (await db.selectFrom('organisation').select('name').where('id', '=', organisationId).executeTakeFirst());
  const area = areaCode && (await db.selectFrom('area').select('name').where('code', '=', areaCode).executeTakeFirst());
  return { organisationName: organisation ? organisation.name : null, areaName: area ? area.name : null };
}
