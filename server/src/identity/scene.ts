import type { TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import { pino } from 'pino';
import { openTestDatabase } from '../../testing/database.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { openDatabase } from '../platform/db/database.ts';
import type { Act } from '../platform/http/context.ts';
import { localHints } from '../platform/log/hints.ts';
import { createIdentity } from './index.ts';
import { createPersonInside, type NewPerson } from './people.ts';

export const PASSWORD = '保供 2020 汉阳门';
const ORIGIN = 'http://127.0.0.1:8080';

/** A city with two areas, one hospital and nobody yet, for the tests of this module. */
export async function openScene(t: TestContext, clock: Clock = systemClock) {
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
  const identity = await createIdentity({ db, clock, logger, hints, publicUrl: ORIGIN });

  /** Runs a verb as this actor in a transaction of its own. */
  function acting<Answer>(actor: Actor, verb: (act: Act) => Promise<Answer>): Promise<Answer> {
    return db.transaction().execute((tx) => verb({ tx, actor, now: clock.now(), commandId: newId() }));
  }

  const administrator = { role: 'administrator', areaCode: '1101' } as const;
  return {
    database,
    db,
    clock,
    hints,
    logger,
    identity,
    hospital,
    acting,
    person: (account: string, given: Partial<NewPerson> = {}) =>
      acting(systemActor, (act) =>
        createPersonInside(act, { account, name: account, password: PASSWORD, posts: [administrator], ...given }),
      ),
    auth: (path: string, body?: object, headers: Record<string, string> = {}, address = '192.0.2.1') =>
      identity.authHandler(
        new Request(`${ORIGIN}/api/auth${path}`, {
          method: body ? 'POST' : 'GET',
          headers: { 'content-type': 'application/json', origin: ORIGIN, ...headers },
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
