import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';
import { systemActor } from '../../platform/actor.ts';
import { edges, ensureSites, postMovements } from '../index.ts';

const refusedAs = (reason: string) => (error: unknown) =>
  (error as { data?: { reason?: string } }).data?.reason === reason;

test('usable sets: bottle, regulator, flowmeter, humidifier, trolley, adapter together; what is missing, and who can print it', async (t) => {
  const server = await startTestServer(t, { work: false });
  const { hospitals, suppliers, cityCode } = await openTown(server.db);
  const [hospital] = hospitals;
  const desk = await server.as('dispatcher', { areaCode: cityCode });
  const nurse = await server.as('institution', { organisationId: hospital.id });
  const maker = await server.as('supplier', { organisationId: suppliers[1].id });
  const otherMaker = await server.as('supplier', { organisationId: suppliers[0].id });
  const kit = 'oxygen-cylinder-kit-40l';
  await server.db.transaction().execute(async (tx) => {
    await ensureSites(tx, [hospital.id]);
    const posting = { postingId: newId(), actor: systemActor, happenedAt: new Date().toISOString() };
    const parts = {
      'oxygen-regulator': 5,
      'oxygen-flowmeter': 4,
      'humidifier-bottle': 9,
      'cylinder-trolley': 6,
      'oxygen-adapter': 2,
    };
    const movements = Object.entries(parts).map(([itemCode, quantity]) => ({
      kind: 'open' as const,
      itemCode,
      from: edges.produced,
      to: hospital.id,
      quantity,
    }));
    await postMovements(tx, posting, movements);
  });
  assert.deepEqual(await desk.kits.listSets({ kit }), [], 'no bottles, no sets');
  const rows = ['1', '2', '3', '4', '5', '6'].map((number) => ({ number, inspectBy: '2050-01-01' }));
  rows[5]!.inspectBy = '2020-01-01';
  await nurse.assets.registerAssets({
    commandId: newId(),
    item: 'oxygen-cylinder-40l',
    ownerId: hospital.id,
    organisationId: hospital.id,
    state: 'full',
    rows,
  });
  const [sets] = await desk.kits.listSets({ kit });
  assert.deepEqual([sets!.organisation.id, sets!.usable, sets!.possible], [hospital.id, 2, 5]);
  const missing = Object.fromEntries(sets!.parts.map((part) => [part.item, [part.have, part.missing, part.counted]]));
  assert.deepEqual(missing['oxygen-cylinder-40l'], [5, 0, 'register'], 'one is past its inspection');
  assert.deepEqual(
    [missing['oxygen-adapter'], missing['oxygen-flowmeter']],
    [
      [2, 3, 'book'],
      [4, 1, 'book'],
    ],
  );
  assert.equal((await nurse.kits.listSets({ organisation: hospital.id })).length, 1);
  await assert.rejects(desk.kits.listSets({}), refusedAs('unknown-field-value'));
  const small = ['a', 'b', 'c'].map((number) => ({ number, inspectBy: '2050-01-01' }));
  const bottles = { ownerId: hospital.id, organisationId: hospital.id, state: 'full' } as const;
  await nurse.assets.registerAssets({ commandId: newId(), item: 'oxygen-cylinder-10l', ...bottles, rows: small });
  const both = await nurse.kits.listSets({ organisation: hospital.id });
  const adapters = both.map(({ kit: code, usable, parts }) => [
    code,
    usable,
    parts.find(({ item }) => item === 'oxygen-adapter')!.missing,
  ]);
  assert.deepEqual(
    adapters,
    [
      ['oxygen-cylinder-kit-40l', 2, 6],
      ['oxygen-cylinder-kit-10l', 0, 6],
    ],
    'two adapters make two sets in all: five large and three small bottles want eight',
  );
  const [short] = await desk.kits.listSets({ short: 'true', kit });
  assert.deepEqual([short!.organisation.id, short!.kit, short!.bottles], [hospital.id, kit, ['oxygen-cylinder-40l']]);

  const declare = (client: typeof maker, organisationId: string, fields: object) =>
    client.kits.declareMaking({
      commandId: newId(),
      organisationId,
      item: 'oxygen-adapter',
      method: '3d-print',
      options: {},
      perDay: 200,
      leadHours: 6,
      ...fields,
    });
  await assert.rejects(
    declare(maker, suppliers[1].id, { options: { outlet: ['no-such'] } }),
    refusedAs('parameter-unknown'),
  );
  const printed = await declare(maker, suppliers[1].id, { options: { outlet: ['din-13260', 'ohmeda'] } });
  await declare(otherMaker, suppliers[0].id, { method: 'stock', leadHours: 2, options: { outlet: ['bs-5682'] } });
  await assert.rejects(declare(maker, suppliers[1].id, {}), refusedAs('already-exists'));
  await assert.rejects(declare(maker, suppliers[0].id, {}), refusedAs('not-allowed'));
  const makers = async (asked: object) =>
    (await nurse.kits.listMakings({ item: 'oxygen-adapter', ...asked })).map(({ organisation }) => organisation.name);
  assert.deepEqual(await makers({}), [suppliers[0].name, suppliers[1].name], 'the soonest first');
  assert.deepEqual(await makers({ options: 'outlet:ohmeda,device-side:hose-6' }), [suppliers[1].name]);
  const fitting = { commandId: newId(), organisationId: hospital.id, item: 'oxygen-adapter' };
  await nurse.kits.setFitting({ ...fitting, options: { outlet: 'din-13260' } });
  assert.deepEqual(await makers({ fits: hospital.id }), [suppliers[1].name]);
  const line = { name: '3D 打印线', item: 'oxygen-adapter', capacity: 60 };
  const own = await maker.production.createLine({ commandId: newId(), organisationId: suppliers[1].id, ...line });
  const onLine = await declare(maker, suppliers[1].id, { lineId: own.id, perDay: 180 });
  assert.equal(onLine.lineId, own.id, 'the same item and method once more, on a line');
  await assert.rejects(declare(maker, suppliers[1].id, { lineId: own.id }), refusedAs('already-exists'));
  await assert.rejects(
    declare(otherMaker, suppliers[0].id, { method: 'machine', lineId: own.id }),
    refusedAs('not-found'),
    'another maker’s line',
  );
  await maker.kits.reviseMaking({ commandId: newId(), id: onLine.id, version: 1, active: false });
  await maker.kits.reviseMaking({ commandId: newId(), id: printed.id, version: 1, active: false });
  assert.deepEqual(await makers({ fits: hospital.id }), []);
});
