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

test('who asked withdraws the request before it is decided; an approval is taken back while all of it is free, and not once goods are held', async (t) => {
  const server = await startTestServer(t, { work: false });
  const town = await openTown(server.db);
  const command = () => ({ commandId: newId() });
  const dispatcher = await server.as('dispatcher', { areaCode: town.cityCode });
  const colleague = await server.as('dispatcher', { areaCode: town.cityCode });
  const supervisor = await server.as('supervisor', { areaCode: town.cityCode });
  const hospital = await server.as('institution', { organisationId: town.hospitals[0].id });
  const goods = { organisationId: town.suppliers[1].id, item: 'face-shield', form: 'stock' } as const;
  const stock = { ...command(), ...goods, origin: 'reserve', quantity: 1000 } as const;
  const { id: sourceId } = await dispatcher.supply.createSource(stock);
  const ask = (quantity: number) =>
    dispatcher.releases.askRelease({ ...command(), sourceId, quantity, reason: '发热门诊告急' });
  const step = ({ id, version }: { id: string; version: number }) => ({ ...command(), id, version });
  const approve = (release: { id: string; version: number }) =>
    supervisor.releases.decideRelease({ ...step(release), approved: true });
  const actions = async (person: typeof dispatcher, id: string) =>
    (await person.releases.listReleases({})).rows
      .find((row) => row.id === id)!
      .actions.map(({ action, blocked }) => [action, blocked === null]);

  const mistake = await ask(900);
  assert.deepEqual(mistake.actions, [{ action: 'withdraw', blocked: null }]);
  assert.deepEqual(await actions(colleague, mistake.id), []);
  await assert.rejects(colleague.releases.withdrawRelease(step(mistake)), /Only who asked withdraws it/);
  await assert.rejects(supervisor.releases.takeBackRelease({ ...step(mistake), reason: '看错' }), /not approved/);
  const withdrawn = await dispatcher.releases.withdrawRelease({ ...step(mistake), reason: '多写了一个零' });
  assert.deepEqual([withdrawn.status, withdrawn.decisionNote], ['withdrawn', '多写了一个零']);
  await assert.rejects(approve(withdrawn), /decided already/);

  const approved = await approve(await ask(300));
  await assert.rejects(dispatcher.releases.withdrawRelease(step(approved)), /decided already/);
  await assert.rejects(dispatcher.releases.takeBackRelease({ ...step(approved), reason: '试试' }), /Your post may not/);
  const back = await supervisor.releases.takeBackRelease({ ...step(approved), reason: '批错了对象' });
  assert.deepEqual([back.status, back.granted, back.left, back.locked], ['taken-back', 300, 0, 1000]);
  await assert.rejects(supervisor.releases.takeBackRelease({ ...step(back), reason: '再来一次' }), /not approved/);

  const used = await approve(await ask(200));
  const lines = [{ item: 'face-shield', quantity: 50 }];
  const need = await hospital.needs.collectNeed({ ...command(), organisationId: town.hospitals[0].id, lines });
  const sources = [{ lineId: need.lines[0]!.id, sourceId, quantity: 50 }];
  await dispatcher.needs.dispatchNeed({ ...step(need), sources });
  assert.deepEqual(await actions(supervisor, used.id), [['take-back', false]]);
  const late = supervisor.releases.takeBackRelease({ ...step(used), reason: '反悔' });
  await assert.rejects(late, /Of the 200 piece approved only 150 is not dispatched/);
});
