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

  const [waiting] = (await dispatcher.releases.listReleases({ status: 'asked' })).rows;
  assert.equal(waiting, undefined);
  await assert.rejects(ask(701), /only 700 piece of reserve that is not released yet, fewer than 701/);
  const big = await dispatcher.releases.askRelease({
    ...command(),
    sourceId: reserve.id,
    quantity: 500,
    reason: '青山区三家医院',
    needId: need.id,
    areaCode: '420107',
  });
  assert.deepEqual([big.needId, big.areaName, big.locked], [need.id, '青山区', 700]);
  const part = { ...command(), id: big.id, version: big.version, approved: true, quantity: 501 };
  await assert.rejects(supervisor.releases.decideRelease(part), /Only 500 piece was asked for/);
  const refusal = { ...part, ...command(), approved: false, quantity: null };
  await assert.rejects(supervisor.releases.decideRelease(refusal), /Say why/);
  const granted = await supervisor.releases.decideRelease({ ...part, ...command(), quantity: 50 });
  assert.deepEqual([granted.quantity, granted.granted, granted.left], [500, 50, 150]);
  const again = await ask(600);
  const refused = await supervisor.releases.decideRelease({
    ...command(),
    id: again.id,
    version: again.version,
    approved: false,
    note: '先用企业库存',
  });
  assert.deepEqual([refused.status, refused.granted, refused.decisionNote], ['refused', null, '先用企业库存']);
  await assert.rejects(
    dispatcher.supply.reviseSource({ ...command(), id: reserve.id, version: 1, origin: 'local' }),
    /Your post may not do this; ask: Supervisor/,
    'reserve does not become something else without leave',
  );
  const [stock] = (await dispatcher.supply.listSources({ origin: 'reserve' })).rows;
  assert.deepEqual([stock?.available, stock?.released], [800, 150]);
  const freed = { ...command(), id: reserve.id, version: 1, origin: 'local' as const };
  assert.equal((await supervisor.supply.reviseSource(freed)).released, null);
  const plain = town.sources['surgical-mask'];
  await assert.rejects(
    dispatcher.releases.askRelease({ ...command(), sourceId: plain, quantity: 1, reason: '不是储备' }),
    /no reserve/,
  );
});
