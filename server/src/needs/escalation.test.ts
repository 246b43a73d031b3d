import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId, type Role } from '@baogong/contract';
import { catchUp } from '../../testing/catch-up.ts';
import { startTestServer } from '../../testing/server.ts';
import { openTown } from '../../testing/town.ts';
import { createPersonInside } from '../identity/index.ts';
import { inboxFollower } from '../inbox/index.ts';
import { systemActor } from '../platform/actor.ts';
import { escalateOverdue } from './verbs/escalate.ts';

test('an overdue need climbs desk → district → city, and each level is written to once', async (t) => {
  const { tick, messages, level, asked } = await cast(t);
  await tick(1439);
  assert.deepEqual([await level(), await messages()], [0, []]);
  await tick(1440);
  assert.deepEqual([await level(), await messages()], [1, ['desk', 'dispatcher']]);
  await tick(1441);
  assert.deepEqual([await level(), await messages()], [1, ['desk', 'dispatcher']], 'a second look changes nothing');
  await tick(1470);
  assert.deepEqual([await level(), await messages()], [2, ['desk', 'dispatcher', 'dispatcher', 'supervisor']]);
  await tick(9999);
  assert.equal(await level(), 2, 'there is nobody above the city');
  assert.equal((await messages()).length, 4);
  const steps = (await asked()).history.filter((step) => step.action === 'escalate');
  assert.deepEqual(
    steps.map((step) => step.details['level']),
    [1, 2],
  );
});

test('two clocks that look at the same moment let a need climb one level', async (t) => {
  const { tick, level, messages } = await cast(t);
  await Promise.all([tick(1440), tick(1440), tick(1440)]);
  assert.deepEqual([await level(), await messages()], [1, ['desk', 'dispatcher']]);
});

/** One need of the first hospital, normal priority: 1,440 minutes to be dispatched, then 30 from level to level. */
async function cast(t: TestContext) {
  const start = Temporal.Instant.from('2026-02-01T00:00:00Z');
  let now = start;
  const clock = { now: () => now };
  const server = await startTestServer(t, { work: false, clock });
  const town = await openTown(server.db, start);
  const [here, elsewhere] = town.hospitals;
  await hire('desk', 'district-desk', here.areaCode);
  await hire('otherdesk', 'district-desk', elsewhere.areaCode);
  await hire('dispatcher', 'dispatcher', town.cityCode);
  await hire('supervisor', 'supervisor', town.cityCode);
  const hospital = await server.as('institution', { organisationId: here.id });
  const lines = [{ item: 'surgical-mask', quantity: 5 }];
  const need = await hospital.needs.collectNeed({ commandId: newId(), organisationId: here.id, lines });

  async function hire(account: string, role: Role, areaCode: string): Promise<void> {
    const person = { account, name: account, password: '汉阳门 灯笼 2020', posts: [{ role, areaCode }] };
    await server.db
      .transaction()
      .execute((tx) => createPersonInside({ tx, actor: systemActor, now: start, commandId: newId() }, person));
  }

  return {
    /** The clock looks so many minutes after the need was collected; the inbox follows, as often as it likes. */
    async tick(minutes: number) {
      now = start.add({ minutes });
      await escalateOverdue(server.db, now);
      await catchUp(server.db, inboxFollower(clock));
    },
    asked: () => hospital.needs.getNeed({ id: need.id }),
    level: async () => (await hospital.needs.getNeed({ id: need.id })).escalation,
    /** Who was written to about it, by account. */
    async messages() {
      const rows = await server.db
        .selectFrom('message')
        .innerJoin('person', 'person.id', 'message.person_id')
        .select('person.account')
        .where('fact', '=', 'needs.escalate')
        .where('need_id', '=', need.id)
        .orderBy('person.account')
        .execute();
      return rows.map((row) => row.account);
    },
  };
}
