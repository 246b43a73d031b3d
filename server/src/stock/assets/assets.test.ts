import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AssetAction, newId, type Role } from '@baogong/contract';
import { sql } from 'kysely';
import { type Client, startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';

const HOUR = 3_600_000;
type Fields = Partial<Parameters<Client['assets']['moveAsset']>[0]>;

/** A maker, a hospital, a health centre and the city's desk on a platform of their own, with a clock that can be moved. */
async function cast(t: TestContext) {
  let now = Temporal.Instant.from('2026-12-26T02:00:00Z');
  const server = await startTestServer(t, { clock: { now: () => now }, work: true });
  const town = await openTown(server.db, now);
  const [maker, otherMaker] = town.suppliers;
  const [hospital, otherHospital] = town.hospitals;
  const of = (role: Role, organisationId: string) => server.as(role, { organisationId });
  const clients = {
    maker: await of('supplier', maker.id),
    hospital: await of('institution', hospital.id),
    centre: await of('officer', town.centre.id),
    desk: await server.as('dispatcher', { areaCode: town.cityCode }),
  };
  const places = { maker, otherMaker, hospital, otherHospital, centre: town.centre };
  const scan = (who: keyof typeof clients, code: string, action: AssetAction, fields: Fields = {}) =>
    clients[who].assets.moveAsset({
      commandId: newId(),
      code,
      action,
      organisationId: who === 'desk' ? hospital.id : places[who].id,
      ...fields,
    });
  return {
    ...clients,
    ...places,
    db: server.db,
    as: server.as,
    scan,
    pass: (milliseconds: number) => void (now = now.add({ milliseconds })),
    now: () => now.toString(),
    register: (who: keyof typeof clients, item: string, state: 'full' | 'empty' | 'working', rows: object[], at = '') =>
      clients[who].assets.registerAssets({
        commandId: newId(),
        item,
        state,
        ownerId: who === 'desk' ? maker.id : places[who].id,
        organisationId: at || (who === 'desk' ? maker.id : places[who].id),
        rows: rows as { number: string }[],
      }),
  };
}

const bottles = (...numbers: string[]) => numbers.map((number) => ({ number, inspectBy: '2028-06-30' }));
const refusedAs = (reason: string) => (error: unknown) =>
  (error as { data?: { reason?: string } }).data?.reason === reason;

test('a cylinder goes from the maker to the hospital and back by scans; the trace names every hand', async (t) => {
  const { maker, hospital, scan, register, pass, desk } = await cast(t);
  const made = await register('maker', 'oxygen-cylinder-40l', 'empty', bottles('a 1001', 'A1002'));
  assert.deepEqual(made, { registered: 2, faults: [] });
  await scan('maker', 'Ａ1001', 'fill');
  pass(HOUR);
  const sent = await scan('maker', 'A1001', 'send', { toOrganisationId: hospital.id });
  assert.deepEqual([sent.asset.place.kind, sent.asset.place.boundFor?.name], ['on-the-way', hospital.name]);
  pass(HOUR);
  const there = await scan('hospital', 'https://example.org/q?c=A1001', 'arrive');
  assert.deepEqual(
    [there.unexpected, there.asset.state, there.asset.place.organisation?.id],
    [false, 'full', hospital.id],
  );
  await assert.rejects(scan('hospital', 'A1001', 'arrive'), refusedAs('asset-already-here'));
  pass(24 * HOUR);
  await scan('hospital', 'A1001', 'use-up');
  await scan('hospital', 'A1001', 'send', { toOrganisationId: maker.id });
  pass(HOUR);
  await scan('maker', 'A1001', 'arrive');
  await scan('maker', 'A1001', 'fill');
  const { rows } = await desk.assets.traceAsset({ id: sent.asset.id });
  assert.deepEqual(
    rows.map(({ action }) => action),
    ['fill', 'arrive', 'send', 'use-up', 'arrive', 'send', 'fill', 'register'],
  );
  assert.ok(rows.every((row) => row.by && !row.unexpected && !row.late));
  const turnover = await desk.assets.turnover({ days: 7 });
  assert.deepEqual([turnover.fleet, turnover.fills, turnover.meanRoundDays], [2, 2, 1.13]);
  pass(5 * 24 * HOUR);
  const [idle] = (await desk.assets.turnover({ idleDays: 3 })).idle;
  assert.deepEqual([idle?.organisation?.id, idle?.full, idle?.empty, idle?.longestDays], [maker.id, 1, 1, 6]);
});

test('past its inspection a cylinder is neither filled nor sent to a user; it may go back and be inspected', async (t) => {
  const { hospital, otherMaker, scan, register, desk } = await cast(t);
  await register('maker', 'oxygen-cylinder-10l', 'empty', [{ number: 'B1', inspectBy: '2026.11' }]);
  const [old] = (await desk.assets.listAssets({ due: 'overdue' })).rows;
  assert.deepEqual([old?.number, old?.inspectBy, old?.overdue], ['B1', '2026-11-30', true]);
  await assert.rejects(scan('maker', 'B1', 'fill'), (error: Error) =>
    /due for inspection on 2026-11-30/.test(error.message),
  );
  await assert.rejects(
    scan('maker', 'B1', 'send', { toOrganisationId: hospital.id }),
    refusedAs('asset-past-inspection'),
  );
  await scan('maker', 'B1', 'send', { toOrganisationId: otherMaker.id });
  await scan('maker', 'B1', 'arrive');
  await scan('maker', 'B1', 'inspect');
  await assert.rejects(scan('maker', 'B1', 'pass'), refusedAs('asset-step-needs'));
  await scan('maker', 'B1', 'pass', { inspectBy: '2029-12-01' });
  assert.equal((await scan('maker', 'B1', 'fill')).asset.state, 'full');
  await assert.rejects(scan('maker', 'B1', 'fill'), refusedAs('asset-step-not-possible'));
  await assert.rejects(scan('hospital', 'nobody', 'arrive'), refusedAs('asset-unknown'));
});

test('the database refuses a thing in two places, a step its life does not know, and a changed past', async (t) => {
  const { scan, register, db, hospital } = await cast(t);
  await register('maker', 'oxygen-cylinder-40l', 'full', bottles('C1'));
  const { asset } = await scan('maker', 'C1', 'send', { toOrganisationId: hospital.id });
  const move = (fields: object) => {
    const row = {
      asset_id: asset.id,
      version: 3,
      life: 'asset-cylinder',
      action: 'arrive',
      from_state: 'full',
      to_state: 'full',
      to_place_id: hospital.id,
      unexpected: false,
      actor: 'system',
      actor_name: 'x',
      happened_at: '2026-12-26T02:00:00Z',
      recorded_at: '2026-12-26T02:00:00Z',
      ...fields,
    };
    return sql`insert into asset_move (asset_id, version, life, action, from_state, to_state, from_place_id, to_place_id, unexpected, actor, actor_name, happened_at)
      select asset_id, version, life, action, from_state, to_state, from_place_id, to_place_id, unexpected, actor, actor_name, happened_at
      from jsonb_to_record(${JSON.stringify(row)}::jsonb) as r(asset_id uuid, version int, life text, action text, from_state text, to_state text,
        from_place_id uuid, to_place_id uuid, unexpected boolean, actor text, actor_name text, happened_at timestamptz)`.execute(
      db,
    );
  };
  const at = async () =>
    (await db.selectFrom('asset').select('place_id').where('id', '=', asset.id).executeTakeFirstOrThrow()).place_id;
  await assert.rejects(move({ from_place_id: hospital.id }), /asset_move_follows_previous/);
  await assert.rejects(move({ from_place_id: await at(), action: 'fill' }), /asset_move_legal_step/);
  await assert.rejects(move({ from_place_id: await at(), version: 2 }), /asset_move_pkey/);
  await assert.rejects(sql`update asset_move set note = 'x'`.execute(db), /append-only/);
  const teleport = sql`update asset set place_id = ${hospital.id} where id = ${asset.id}`;
  await assert.rejects(teleport.execute(db), /asset_stands_where_its_last_move_ended/);
});

test('scans race for one thing: each starts where the one before ended, none is lost', async (t) => {
  const { scan, register, desk, hospital } = await cast(t);
  await register('maker', 'oxygen-cylinder-40l', 'full', bottles('D1'));
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0 ? scan('hospital', 'D1', 'arrive') : scan('maker', 'D1', 'arrive'),
    ),
  );
  const done = answers.filter(({ status }) => status === 'fulfilled').length;
  const [{ id } = { id: '' }] = (await desk.assets.listAssets({ query: 'd1' })).rows;
  const trace = (await desk.assets.traceAsset({ id })).rows;
  assert.equal(trace.length, done + 1);
  assert.ok(
    trace.slice(0, -1).every(({ unexpected }) => unexpected),
    'the book had it elsewhere each time: flagged',
  );
  assert.deepEqual((await desk.assets.listAssets({ organisation: hospital.id })).rows.length <= 1, true);
});

test('a scan that waited without network and comes after a later one is kept, and moves nothing', async (t) => {
  const { scan, register, desk, pass, now, hospital } = await cast(t);
  await register('maker', 'oxygen-cylinder-40l', 'full', bottles('E1'));
  pass(HOUR);
  const offline = now();
  pass(HOUR);
  await scan('hospital', 'E1', 'arrive');
  await scan('hospital', 'E1', 'use-up');
  const told = await scan('maker', 'E1', 'send', { toOrganisationId: hospital.id, happenedAt: offline });
  assert.deepEqual([told.late, told.asset.state], [true, 'empty']);
  const entry = (await desk.assets.traceAsset({ id: told.asset.id })).rows[0]!;
  assert.deepEqual([entry.late, entry.happenedAt], [true, new Date(offline).toISOString()]);
  await assert.rejects(
    scan('maker', 'E1', 'arrive', { happenedAt: '2026-12-27T02:00:00Z' }),
    refusedAs('asset-scan-in-future'),
  );
});

test('5,000 numbers are registered at once; bad rows come back with their reason, the others are taken', async (t) => {
  const { register, desk, hospital } = await cast(t);
  const rows: object[] = Array.from({ length: 5000 }, (_, index) => ({ number: `F${index}`, inspectBy: '2028/3/1' }));
  rows[7] = { number: 'F6', inspectBy: '2028-03-01' };
  rows[8] = { number: '  ', inspectBy: '2028-03-01' };
  rows[9] = { number: 'F9', inspectBy: '明年' };
  rows[10] = { number: 'F10' };
  const { registered, faults } = await register('maker', 'oxygen-cylinder-40l', 'empty', rows);
  assert.deepEqual([registered, faults.map(({ row }) => row)], [4996, [8, 9, 10, 11]]);
  assert.match(faults[2]!.message, /明年/);
  const again = await register('maker', 'oxygen-cylinder-40l', 'empty', rows.slice(0, 2));
  assert.deepEqual([again.registered, again.faults.length], [0, 2]);
  assert.equal((await desk.assets.assetFigures({ kind: 'cylinder' })).total, 4996);
  await assert.rejects(register('maker', 'surgical-mask', 'empty', bottles('G1')), refusedAs('not-a-serial-item'));
  await assert.rejects(
    register('maker', 'oxygen-cylinder-40l', 'empty', bottles('G1'), hospital.id),
    refusedAs('not-allowed'),
  );
});

test('a device out of order: one tap, and a repair need stands open, once; lent things are due back', async (t) => {
  const { register, scan, hospital, otherHospital, desk, pass } = await cast(t);
  await register('hospital', 'ventilator-invasive', 'working', [{ number: 'V1', maker: '某厂' }]);
  await assert.rejects(scan('hospital', 'V1', 'fill'), refusedAs('not-allowed'));
  const lent = await scan('hospital', 'V1', 'lend', { toOrganisationId: otherHospital.id, dueOn: '2026-12-28' });
  assert.deepEqual([lent.asset.place.organisation?.id, lent.asset.lentBy?.id], [otherHospital.id, hospital.id]);
  pass(4 * 24 * HOUR);
  assert.equal((await desk.assets.listAssets({ loans: 'overdue' })).rows.length, 1);
  const back = await scan('hospital', 'V1', 'return');
  assert.deepEqual([back.asset.lentBy, back.asset.dueOn], [null, null]);
  const broken = await scan('hospital', 'V1', 'report-fault', { note: '屏幕不亮', patientDepends: true });
  const needId = await soon(async () => (await desk.assets.getAsset({ id: broken.asset.id })).repairNeedId);
  const need = await desk.needs.getNeed({ id: needId });
  assert.deepEqual([need.kind, need.priority, need.organisationId], ['equipment-repair', 'life-critical', hospital.id]);
  await sleep(1200);
  assert.equal((await desk.needs.listNeeds({ kind: 'equipment-repair' })).rows.length, 1);
  const repaired = await scan('hospital', 'V1', 'repair');
  assert.deepEqual([repaired.asset.state, repaired.asset.repairNeedId], ['working', null]);
});

test('everybody sees what is theirs: an owner, a holder, the desk of the area; nobody else', async (t) => {
  const { register, scan, hospital, otherHospital, desk, as } = await cast(t);
  const seen = async (client: Client) => (await client.assets.listAssets({})).rows.map(({ number }) => number);
  const [here, elsewhere] = await Promise.all(
    [hospital, otherHospital].map(({ id }) => as('institution', { organisationId: id })),
  );
  await register('maker', 'oxygen-cylinder-40l', 'full', bottles('H1', 'H2'));
  const { asset } = await scan('maker', 'H1', 'send', { toOrganisationId: hospital.id });
  assert.deepEqual([await seen(here!), await seen(elsewhere!), await seen(desk)], [['H1'], [], ['H1', 'H2']]);
  await assert.rejects(elsewhere!.assets.traceAsset({ id: asset.id }), refusedAs('not-found'));
  await assert.rejects(scan('centre', 'H1', 'scrap', { organisationId: hospital.id }), refusedAs('not-allowed'));
  assert.deepEqual(await seen(await as('district-desk', { areaCode: '11' })), []);
});

async function soon<Value>(look: () => Promise<Value | null>): Promise<Value> {
  for (let waited = 0; waited < 8000; waited += 100) {
    const value = await look();
    if (value !== null) return value;
    await sleep(100);
  }
  throw new Error('nothing came');
}
