import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { sql } from 'kysely';
import { startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';

const refusedAs = (reason: string) => (error: unknown) =>
  (error as { data?: { reason?: string } }).data?.reason === reason;

test('a wrong scan, a wrong date and a wrong owner are corrected by new entries with a reason; the wrong ones stay in the trace', async (t) => {
  let now = Temporal.Instant.from('2026-12-26T02:00:00Z');
  const server = await startTestServer(t, { clock: { now: () => now }, work: false });
  const { suppliers, hospitals, cityCode } = await openTown(server.db, now);
  const [maker, otherMaker] = suppliers;
  const [hospital] = hospitals;
  const keeper = await server.as('supplier', { organisationId: maker.id });
  const nurse = await server.as('institution', { organisationId: hospital.id });
  const desk = await server.as('dispatcher', { areaCode: cityCode });
  await keeper.assets.registerAssets({
    commandId: newId(),
    item: 'oxygen-cylinder-40l',
    ownerId: maker.id,
    organisationId: maker.id,
    state: 'empty',
    rows: ['K1', 'K2'].map((number) => ({ number, inspectBy: '2028-06-30' })),
  });
  const scan = (
    who: typeof keeper,
    code: string,
    action: 'fill' | 'send' | 'arrive' | 'lose',
    organisationId: string,
  ) => {
    now = now.add({ minutes: 10 });
    const toOrganisationId = action === 'send' ? hospital.id : null;
    return who.assets.moveAsset({ commandId: newId(), code, action, organisationId, toOrganisationId });
  };
  const correct = async (who: typeof keeper, id: string, reason: string, fields: object) => {
    now = now.add({ minutes: 10 });
    const { version } = await desk.assets.getAsset({ id });
    return who.assets.correctAsset({ commandId: newId(), id, version, reason, ...fields });
  };

  const { asset: filled } = await scan(keeper, 'K1', 'fill', maker.id);
  assert.equal((await desk.assets.turnover({ days: 7 })).fills, 1);
  await assert.rejects(correct(keeper, filled.id, '扫错了', {}), refusedAs('nothing-to-correct'));
  await assert.rejects(correct(keeper, filled.id, '扫错了', { state: 'working' }), refusedAs('unknown-field-value'));
  const back = await correct(keeper, filled.id, '扫错了瓶，充的是 K2', { corrects: 2, state: 'empty' });
  assert.deepEqual([back.state, back.actions.includes('correct')], ['empty', false]);
  assert.equal((await desk.assets.turnover({ days: 7 })).fills, 0, 'it never was filled');
  await assert.rejects(
    correct(keeper, filled.id, '再来', { corrects: 2, state: 'full' }),
    refusedAs('asset-corrected-already'),
  );

  // Scanned as arrived by a nurse who took another bottle for it: it is on the way again.
  await scan(keeper, 'K1', 'fill', maker.id);
  await scan(keeper, 'K1', 'send', maker.id);
  await scan(nurse, 'K1', 'arrive', hospital.id);
  const onTheWay = await correct(nurse, filled.id, '到的是另一瓶', {
    corrects: 6,
    organisationId: maker.id,
    boundForId: hospital.id,
  });
  assert.deepEqual(
    [onTheWay.place.kind, onTheWay.place.boundFor?.id, onTheWay.state],
    ['on-the-way', hospital.id, 'full'],
  );

  // What is written on it is its owner's to correct.
  await scan(nurse, 'K1', 'arrive', hospital.id);
  await assert.rejects(correct(nurse, filled.id, '看错', { inspectBy: '2029-01-31' }), refusedAs('not-allowed'));
  const moved = (await desk.assets.getAsset({ id: filled.id })).movedAt;
  const dated = await correct(keeper, filled.id, '钢印是 2027-06', { inspectBy: '2027-06-30', ownerId: otherMaker.id });
  assert.deepEqual([dated.inspectBy, dated.owner.id, dated.movedAt], ['2027-06-30', otherMaker.id, moved]);
  const { rows } = await desk.assets.traceAsset({ id: filled.id });
  assert.deepEqual(
    rows.map(({ version, action, corrects, correctedBy }) => [version, action, corrects, correctedBy]),
    [
      [9, 'correct', null, null],
      [8, 'arrive', null, null],
      [7, 'correct', 6, null],
      [6, 'arrive', null, 7],
      [5, 'send', null, null],
      [4, 'fill', null, null],
      [3, 'correct', 2, null],
      [2, 'fill', null, 3],
      [1, 'register', null, null],
    ],
  );
  assert.deepEqual(rows[0]!.changes, [
    { field: 'inspectBy', from: '2028-06-30', to: '2027-06-30' },
    { field: 'owner', from: maker.name, to: otherMaker.name },
  ]);
  assert.deepEqual([rows[0]!.note, rows[2]!.note], ['钢印是 2027-06', '到的是另一瓶']);

  // A number that is another's is refused; so is a stale sight of it, a loss without a place, and a correction without a reason.
  await assert.rejects(
    desk.assets.correctAsset({
      commandId: newId(),
      id: filled.id,
      version: dated.version,
      reason: '重号',
      number: 'k2',
    }),
    refusedAs('already-exists'),
  );
  await assert.rejects(
    desk.assets.correctAsset({ commandId: newId(), id: filled.id, version: 1, reason: '过时', number: 'K9' }),
    refusedAs('stale-version'),
  );
  await scan(nurse, 'K1', 'lose', hospital.id);
  await assert.rejects(correct(desk, filled.id, '没丢', { state: 'full' }), refusedAs('asset-step-needs'));
  assert.equal(
    (await correct(desk, filled.id, '没丢', { corrects: 10, state: 'full', organisationId: hospital.id })).state,
    'full',
  );
  const silent = sql`insert into asset_move (asset_id, version, life, action, from_state, to_state, from_place_id, to_place_id, actor, actor_name, happened_at)
    select asset_id, version + 1, life, 'correct', to_state, to_state, to_place_id, to_place_id, actor, actor_name, happened_at
    from asset_move where asset_id = ${filled.id} order by version desc limit 1`;
  await assert.rejects(silent.execute(server.db), /asset_move_correction_says_why/);
});

test('a loan that was entered wrongly is none; one that ended by a wrong scan goes on', async (t) => {
  const now = Temporal.Instant.from('2026-12-26T02:00:00Z');
  const server = await startTestServer(t, { clock: { now: () => now }, work: false });
  const { hospitals, cityCode } = await openTown(server.db, now);
  const [lender, borrower] = hospitals;
  const desk = await server.as('dispatcher', { areaCode: cityCode });
  const row = { number: 'V1' };
  const organisationId = lender.id;
  const register = { item: 'ventilator-invasive', ownerId: lender.id, organisationId, state: 'working' as const };
  await desk.assets.registerAssets({ commandId: newId(), ...register, rows: [row] });
  const step = (fields: object) =>
    desk.assets.moveAsset({ commandId: newId(), code: 'V1', action: 'lend', organisationId, ...fields });
  const lend = { action: 'lend', toOrganisationId: borrower.id, dueOn: '2027-01-10' };
  const { asset } = await step(lend);
  const correct = async (fields: object) => {
    const { version } = await desk.assets.getAsset({ id: asset.id });
    return desk.assets.correctAsset({ commandId: newId(), id: asset.id, version, reason: '扫错', ...fields });
  };
  const home = await correct({ corrects: 2, organisationId: lender.id });
  assert.deepEqual([home.lentBy, home.dueOn, home.place.organisation?.id], [null, null, lender.id]);
  await step(lend);
  assert.equal((await step({ action: 'return' })).asset.lentBy, null);
  const still = await correct({ corrects: 5, organisationId: borrower.id });
  assert.deepEqual(
    [still.lentBy?.id, still.dueOn, still.place.organisation?.id],
    [lender.id, '2027-01-10', borrower.id],
  );
});
