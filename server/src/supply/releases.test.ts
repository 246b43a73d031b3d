import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { startTestServer } from '../../testing/server.ts';
import { openTown } from '../../testing/town.ts';

test('reserve is neither suggested nor sent until a supervisor has released it, and then no more than that', async (t) => {
  const server = await startTestServer(t, { work: false });
  const town = await openTown(server.db);
  const command = () => ({ commandId: newId() });
  const dispatcher = await server.as('dispatcher', { areaCode: town.cityCode });
  const supervisor = await server.as('supervisor', { areaCode: town.cityCode });
  const hospital = await server.as('institution', { organisationId: town.hospitals[0].id });
  const reserve = await dispatcher.supply.createSource({
    ...command(),
    organisationId: town.suppliers[1].id,
    item: 'face-shield',
    form: 'stock',
    origin: 'reserve',
    quantity: 1000,
  });
  const lines = [{ item: 'face-shield', quantity: 300 }];
  const need = await hospital.needs.collectNeed({ ...command(), organisationId: town.hospitals[0].id, lines });
  const dispatch = (quantity: number) =>
    dispatcher.needs.dispatchNeed({
      ...command(),
      id: need.id,
      version: need.version,
      sources: [{ lineId: need.lines[0]!.id, sourceId: reserve.id, quantity }],
    });
  assert.deepEqual(await dispatcher.needs.suggestSources({ id: need.id }), []);
  await assert.rejects(dispatch(300), /is reserve: only 0 piece of it is released, fewer than 300; .*Supervisor/);

  const ask = (quantity: number) =>
    dispatcher.releases.askRelease({ ...command(), sourceId: reserve.id, quantity, reason: '发热门诊告急' });
  const asked = await ask(200);
  assert.equal(asked.status, 'asked');
  await assert.rejects(dispatch(200), /only 0 piece/, 'asked is not approved');
  const decision = { ...command(), id: asked.id, version: asked.version, approved: true };
  await assert.rejects(dispatcher.releases.decideRelease(decision), /Your post may not do this; ask: Supervisor/);
  const approved = await supervisor.releases.decideRelease({ ...decision, ...command() });
  assert.deepEqual([approved.status, approved.left], ['approved', 200]);
  await assert.rejects(supervisor.releases.decideRelease({ ...decision, ...command() }), /decided already/);
  await assert.rejects(dispatch(300), /only 200 piece/);
  const picture = await dispatcher.situation.getPicture({ item: 'face-shield' });
  const { parts } = picture.items[0]!;
  assert.deepEqual([parts['stock-reserve']?.quantity, parts['reserve-locked']?.quantity], [200, 800]);
  await dispatch(200);
  const { rows } = await dispatcher.releases.listReleases({ source: reserve.id });
  assert.deepEqual(
    rows.map(({ status, left }) => [status, left]),
    [['approved', 0]],
  );
  const own = await supervisor.releases.askRelease({
    ...command(),
    sourceId: reserve.id,
    quantity: 100,
    reason: '值班领导直接批准',
  });
  assert.equal(own.status, 'approved', 'a supervisor who asks has approved');
  const plain = town.sources['surgical-mask'];
  await assert.rejects(
    dispatcher.releases.askRelease({ ...command(), sourceId: plain, quantity: 1, reason: '不是储备' }),
    /no reserve/,
  );
});
