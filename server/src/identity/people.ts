import { newId, type Locale, type Person } from '@baogong/contract';
import { requireRight } from '../platform/actor.ts';
import { createAccount, endSessions, renameAccount, replacePassword } from '../platform/auth/accounts.ts';
import { requireStrongPassword } from '../platform/auth/passwords.ts';
import { iso } from '../platform/clock.ts';
import type { Act } from '../platform/http/context.ts';
import { recordFacts } from '../platform/log/record.ts';
import { conflict, notFound } from '../platform/refusal.ts';
import { readPerson } from './people-read.ts';
import { addPosts, checkBindings, countAdministrators, openPosts, type PostInput, replacePosts } from './posts.ts';

export type NewPerson = {
  id?: string;
  name: string;
  account: string;
  password: string;
  phone?: string | null;
  locale?: Locale;
  posts: readonly PostInput[];
};

export type PersonRevision = {
  id: string;
  name?: string;
  phone?: string | null;
  active?: boolean;
  password?: string;
  posts?: readonly PostInput[];
};

/** Adds a person with account and posts. The actor must be an administrator. */
export async function createPerson(act: Act, input: NewPerson): Promise<Person> {
  requireRight(act.actor, 'people.write');
  const id = await createPersonInside(act, input);
  return readPerson(act.tx, id, true);
}

/** The same without the check of rights, for set-up and the demo city. Returns the person's id. */
export async function createPersonInside(act: Act, input: NewPerson): Promise<string> {
  requireStrongPassword(input.password, input.account);
  const posts = await checkBindings(act.tx, input.posts);
  await requireFreeAccount(act, input.account);
  const id = input.id ?? newId(act.now.epochMilliseconds);
  await createAccount(act.tx, { id, account: input.account, name: input.name, password: input.password });
  await act.tx
    .insertInto('person')
    .values({
      id,
      name: input.name,
      account: input.account,
      phone: input.phone || null,
      locale: input.locale ?? 'zh',
      created_at: iso(act.now),
    })
    .execute();
  await addPosts(act, id, posts);
  await recordChange(act, 'create-person', id, 1, { name: input.name, account: input.account, posts });
  return id;
}

/** Changes what is given, leaves the rest. A deactivated person and one with a new password are signed out at once. */
export async function revisePerson(act: Act, input: PersonRevision): Promise<Person> {
  requireRight(act.actor, 'people.write');
  const administrators = await countAdministrators(act.tx);
  const person = await lockPerson(act, input.id);
  if (input.password !== undefined) requireStrongPassword(input.password, person.account);
  const posts = input.posts && (await checkBindings(act.tx, input.posts));
  const wasAdministrator = person.active && (await isAdministrator(act, input.id));

  await act.tx
    .updateTable('person')
    .set({
      name: input.name ?? person.name,
      phone: input.phone === undefined ? person.phone : input.phone || null,
      active: input.active ?? person.active,
      version: person.version + 1,
    })
    .where('id', '=', input.id)
    .execute();
  if (input.name !== undefined) await renameAccount(act.tx, input.id, input.name);
  if (posts) await replacePosts(act, input.id, posts);
  if (input.password !== undefined) await replacePassword(act.tx, input.id, input.password);
  if (input.active === false) await endSessions(act.tx, input.id);
  if (wasAdministrator && administrators === 1) await requireStillAdministrator(act, input);

  // What was changed, without telephone numbers and passwords: the log can never be cleaned.
  const { id, password, phone, ...details } = { ...input, posts };
  const hidden = [...(password === undefined ? [] : ['password']), ...(phone === undefined ? [] : ['phone'])];
  await recordChange(act, 'revise-person', id, person.version + 1, { ...details, hidden });
  return readPerson(act.tx, id, true);
}

/** A new password without the check of rights, for the command line. Gives the person's name; null for an unknown account. */
export async function setPasswordInside(act: Act, account: string, password: string): Promise<string | null> {
  requireStrongPassword(password, account);
  const found = await act.tx.selectFrom('person').select('id').where('account', '=', account).executeTakeFirst();
  if (!found) return null;
  const person = await lockPerson(act, found.id);
  const version = person.version + 1;
  await act.tx.updateTable('person').set({ version }).where('id', '=', person.id).execute();
  await replacePassword(act.tx, person.id, password);
  await recordChange(act, 'revise-person', person.id, version, { hidden: ['password'] });
  return person.name;
}

/** Chooses the language in which the actor is written to. An API token has none of its own. */
export async function setLocale(act: Act, locale: Locale): Promise<void> {
  if (act.actor.personId === null) throw notFound('API 令牌的语言设置', 'A language of an API token');
  const person = await lockPerson(act, act.actor.personId);
  await act.tx
    .updateTable('person')
    .set({ locale, version: person.version + 1 })
    .where('id', '=', person.id)
    .execute();
  await recordChange(act, 'set-locale', person.id, person.version + 1, { locale });
}

async function requireFreeAccount(act: Act, account: string): Promise<void> {
  const taken = await act.tx.selectFrom('person').select('id').where('account', '=', account).executeTakeFirst();
  if (!taken) return;
  const what = { zh: `账号 ${account} `, en: `The account ${account}` };
  throw conflict('already-exists', { field: 'account', params: { what } });
}

async function lockPerson(act: Act, id: string) {
  const person = await act.tx.selectFrom('person').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!person) throw notFound('这位人员', 'This person');
  return person;
}

async function requireStillAdministrator(act: Act, input: PersonRevision): Promise<void> {
  if ((await countAdministrators(act.tx)) > 0) return;
  throw conflict('last-administrator', { field: input.active === false ? 'active' : 'posts' });
}

async function isAdministrator(act: Act, personId: string): Promise<boolean> {
  return (await openPosts(act.tx, [personId])).some((post) => post.role === 'administrator');
}

async function recordChange(act: Act, action: string, personId: string, version: number, details: object) {
  await recordFacts(act.tx, act.actor, act.commandId, [
    { module: 'identity', action, subjectId: personId, version, happenedAt: iso(act.now), details: { ...details } },
  ]);
}
