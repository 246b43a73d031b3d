import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@baogong/contract';
import { startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';
import { systemActor } from '../../platform/actor.ts';
import { edges, ensureSites, postMovements } from '../index.ts';

const refusedAs = (reason: string) => (error: unknown) =>
  (error as { data?: { reason?: string } }).data?.reason === reason;
const CYLINDER = 'oxygen-cylinder-40l';

test('a health centre: coverage by concentrators, bags by day, and bottles that order themselves, once', async (t) => {
  const server = await startTestServer(t);
  const { centre, suppliers, cityCode, hospitals } = await openTown(server.db);
  const desk = await server.as('dispatcher', { areaCode: cityCode });
  const nurse = await server.as('officer', { organisationId: centre.id });
  const bring = (quantity: number) =>
    server.db.transaction().execute(async (tx) => {
      await ensureSites(tx, [centre.id]);
      const posting = { postingId: newId(), actor: systemActor, happenedAt: new Date().toISOString() };
      const goods = { kind: 'open' as const, itemCode: CYLINDER, from: edges.produced, to: centre.id, quantity };
      await postMovements(tx, posting, [goods]);
    });

  const coverage = (goal: number) => desk.assets.coverage({ goal });
  assert.deepEqual([(await coverage(1)).covered, (await coverage(1)).centres], [0, 1]);
  await nurse.assets.registerAssets({
    commandId: newId(),
    item: 'oxygen-concentrator-5l',
    ownerId: centre.id,
    organisationId: centre.id,
    state: 'working',
    rows: [{ number: 'K1' }, { number: 'K2' }],
  });
  const scan = { commandId: newId(), code: 'K2', organisationId: centre.id };
  await nurse.assets.moveAsset({ ...scan, action: 'report-fault' });
  assert.deepEqual([(await coverage(1)).covered, (await coverage(2)).rows[0]?.missing], [1, 1]);
  assert.deepEqual([(await coverage(2)).rows[0]?.working, (await coverage(2)).rows[0]?.faulty], [1, 1]);

  await bring(4);
  const rule = { commandId: newId(), organisationId: centre.id, item: CYLINDER, threshold: 3, quantity: 10 };
  const made = await nurse.community.createReorderRule({ ...rule, supplierId: suppliers[0].id });
  assert.deepEqual([made.have, made.raisedAt], [4, null]);
  await assert.rejects(nurse.community.createReorderRule({ ...rule, commandId: newId() }), refusedAs('already-exists'));
  const refill = (bags: number, fields: object = {}) =>
    nurse.community.recordRefill({
      commandId: newId(),
      organisationId: centre.id,
      bags,
      priceFen: 700,
      insured: true,
      ...fields,
    });
  await refill(12);
  const { day } = await refill(3, { insured: false, cylinderItem: CYLINDER, cylindersUsed: 2 });
  assert.deepEqual([day.bags, day.insured, day.fen, day.hoursLeast, day.hoursMost], [15, 12, 10_500, 30, 45]);
  await assert.rejects(refill(1, { cylinderItem: CYLINDER, cylindersUsed: 99 }), refusedAs('not-that-much-there'));
  await assert.rejects(refill(1, { organisationId: hospitals[0].id }), refusedAs('not-allowed'));
  assert.equal((await desk.community.listRefills({})).length, 1);

  const orders = async () =>
    (await desk.needs.listNeeds({ organisation: centre.id })).rows.filter(({ lines }) => lines[0]?.item === CYLINDER);
  const look = async () => (await desk.community.listReorderRules({}))[0]!;
  await until(async () => (await look()).needId !== null);
  await refill(1);
  await sleep(1500);
  const [order, ...more] = await orders();
  assert.deepEqual(
    [order?.lines[0]?.requested, order?.id, more.length],
    [10, (await look()).needId, 0],
    'one order, no storm',
  );
  assert.deepEqual([(await look()).have, (await look()).raisedAt !== null], [2, true]);
  await bring(10);
  await refill(1);
  await until(async () => (await look()).raisedAt === null);
  await refill(1, { cylinderItem: CYLINDER, cylindersUsed: 10 });
  await until(async () => (await look()).needId !== null);
  assert.equal((await orders()).length, 2, 'below again: ordered again');
});

async function until(met: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 8000; waited += 100) {
    if (await met()) return;
    await sleep(100);
  }
  throw new Error('it did not come to that');
}
