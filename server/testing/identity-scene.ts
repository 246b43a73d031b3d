import type { TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import { pino } from 'pino';
import { openTestDatabase } from './database.ts';
import { type Actor, systemActor } from '../src/platform/actor.ts';
import { type Clock, systemClock } from '../src/platform/clock.ts';
import { openDatabase } from '../src/platform/db/database.ts';
import type { Act, RequestContext } from '../src/platform/http/context.ts';
import { localHints } from '../src/platform/log/hints.ts';
import { createIdentity } from '../src/identity/index.ts';
import { createPersonInside, type NewPerson } from '../src/identity/people.ts';

export const PASSWORD = '保供 2020 汉阳门';

/** For the tests of this module: a city with one district and one hospital, and nobody yet. */
export async function openScene(t: TestContext, given: { clock?: Clock; publicUrl?: string } = {}) {
  const { clock = systemClock, publicUrl = 'http://127.0.0.1:8080' } = given;
  const { url } = await openTestDatabase(t);
  const database = openDatabase(url, 8);
  t.after(() => database.close());
  const { db } = database;
  const hints = localHints();
  const logger = pino({ level: 'fatal' });
  const hospital = newId();
  await db
    .insertInto('area')
    .values([
      { code: '11', name: '北京市', level: 'province' },
      { code: '1101', name: '市辖区', level: 'city', parent_code: '11' },
      { code: '110108', name: '海淀区', level: 'district', parent_code: '1101' },
    ])
    .execute();
  await db
    .insertInto('organisation')
    .values({ id: hospital, kind: 'hospital', asks: true, name: '海淀医院', area_code: '110108' })
    .execute();
  const again = () => createIdentity({ db, clock, logger, hints, publicUrl });
  const identity = await again();

  /** Runs a verb as this actor in a transaction of its own. */
  function acting<Answer>(actor: Actor, verb: (act: Act) => Promise<Answer>): Promise<Answer> {
    return db.transaction().execute((tx) => verb({ tx, actor, now: clock.now(), commandId: newId() }));
  }

  return {
    url,
    db,
    identity,
    again,
    hospital,
    acting,
    /** The context of a request by this actor; the live hub is not needed here. */
    context: (actor: Actor | null) =>
      ({
        database,
        db,
        clock,
        logger,
        hints,
        actor,
        locale: 'zh',
        headers: new Headers(),
      }) as unknown as RequestContext,
    person: (account: string, more: Partial<NewPerson> = {}) => {
      const posts = [{ role: 'dispatcher', areaCode: '1101' } as const];
      const person = { account, name: account, password: PASSWORD, posts, ...more };
      return acting(systemActor, (act) => createPersonInside(act, person));
    },
    auth: (path: string, body?: object, headers: Record<string, string> = {}, address = '192.0.2.1') =>
      identity.authHandler(
        new Request(`${publicUrl}/api/auth${path}`, {
          method: body ? 'POST' : 'GET',
          headers: { 'content-type': 'application/json', origin: publicUrl, ...headers },
          body: body && JSON.stringify(body),
        }),
        address,
      ),
  };
}

export type Scene = Awaited<ReturnType<typeof openScene>>;

/** Signs in and gives the cookie that a browser would send from then on. */
export async function signIn(scene: Scene, account: string, password = PASSWORD): Promise<string> {
  const answer = await scene.auth('/sign-in/username', { username: account, password });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

/** Who the server takes the holder of this cookie for. */
export function whoIs(scene: Scene, cookie: string) {
  return scene.identity.authenticate(new Headers({ cookie }));
}

/** The city's administrator, made when first asked for. */
export async function chiefOf(scene: Scene): Promise<Actor> {
  const known = await scene.db.selectFrom('person').select('id').where('account', '=', 'chief').executeTakeFirst();
  const posts = [{ role: 'administrator', areaCode: '1101' } as const];
  const personId = known?.id ?? (await scene.person('chief', { name: '管理员', posts }));
  const standing = { role: 'administrator', areaCode: '1101', organisationId: null } as const;
  return { id: `person:${personId}`, personId, name: '管理员', locale: 'zh', posts: [standing] };
}

/** A clock that stands still until it is moved on by seconds. */
export function steppingClock(start = Temporal.Now.instant()) {
  let now = start;
  return {
    now: () => now,
    step: (seconds: number) => {
      now = now.add({ milliseconds: Math.round(seconds * 1000) });
    },
  };
}
