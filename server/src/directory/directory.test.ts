import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@baogong/contract';
import { actAs, actorWith } from '../../testing/act.ts';
import { openTestDatabase } from '../../testing/database.ts';
import { type Database, type Db, openDatabase } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  createOrganisation,
  getOrganisation,
  listAreas,
  listOrganisations,
  reviseOrganisation,
  seedAreas,
} from './directory.ts';
import { findOrganisationByName, openOrganisations } from './index.ts';
import { insertOrganisation } from './queries.ts';
import { shippedAreas } from './shipped.ts';
import { usccCheckCharacter } from './uscc.ts';

const administrator = actorWith({ role: 'administrator', organisationId: null, areaCode: '42' });
let database: Database;
let db: Db;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 4);
  db = database.db;
  await db.transaction().execute((tx) => seedAreas(tx));
});
after(() => database.close());

type Fields = Omit<Parameters<typeof createOrganisation>[1], 'commandId'>;
const create = (fields: Partial<Fields> & { name: string }) =>
  actAs(db, administrator, (act) =>
    createOrganisation(act, { commandId: newId(), kind: 'hospital', areaCode: '420106', ...fields }),
  );
const revise = (id: string, version: number, changes: object) =>
  actAs(db, administrator, (act) => reviseOrganisation(act, { commandId: newId(), id, version, ...changes }));
const find = async (query: string, filter: object = {}) =>
  (await listOrganisations(db, { query, limit: 20, ...filter })).rows.map((row) => row.name);
const refusedFor = (reason: string, field?: string) => (error: unknown) =>
  error instanceof Refusal && error.reason === reason && (field === undefined || error.details.field === field);

test('areas are listed level by level and found by name and initials; seeding twice adds nothing', async () => {
  await db.transaction().execute((tx) => seedAreas(tx));
  const { count } = await db.selectFrom('area').select(db.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  assert.equal(count, shippedAreas.length);
  assert.ok((await listAreas(db, {})).every((area) => area.level === 'province' && area.parentCode === null));
  assert.ok((await listAreas(db, { parent: '4201' })).some((area) => area.name === '武昌区'));
  assert.deepEqual((await listAreas(db, { query: 'jiangan', parent: '4201' }))[0]?.name, '江岸区');
  assert.deepEqual(await listAreas(db, { query: '没有的地方' }), []);
});

test('an organisation is found by two characters, pinyin and initials; one of exactly that name comes first', async () => {
  for (const name of ['珞珈山附属医院东院区', '珞珈山医院', '新珞珈山医院']) await create({ name });
  await create({ name: '珞珈山药业', kind: 'producer', areaCode: '420111' });
  assert.deepEqual((await find('珞珈山医院'))[0], '珞珈山医院');
  for (const query of ['珞珈', 'luojiashan', 'ljs']) assert.equal((await find(query)).length, 4, query);
  assert.deepEqual(await find('珞珈', { kind: 'producer' }), ['珞珈山药业']);
  assert.deepEqual(await find('珞珈', { asks: false }), ['珞珈山药业']);
  assert.deepEqual(await find('珞珈', { area: '420111' }), ['珞珈山药业']);
  assert.equal((await find('珞珈', { area: '42' })).length, 4);
});

test('what is entered is checked: area, credit code, place, and whether it exists already', async () => {
  const first17 = '12420000441626842';
  const uscc = first17 + usccCheckCharacter(first17);
  const made = await create({
    name: '核对医院',
    uscc,
    location: { longitude: 114.3, latitude: 30.5, system: 'GCJ-02' },
  });
  assert.equal(made.uscc, uscc);
  assert.equal(made.location?.system, 'GCJ-02');
  assert.ok(Math.abs(made.location!.longitude - 114.3) > 0.001, 'stored as WGS-84');
  await assert.rejects(create({ name: '甲', areaCode: '999999' }), refusedFor('unknown-field-value', 'areaCode'));
  await assert.rejects(
    create({ name: '甲', uscc: `${first17}${uscc.endsWith('0') ? '1' : '0'}` }),
    refusedFor('uscc-invalid', 'uscc'),
  );
  await assert.rejects(
    create({ name: '甲', location: { longitude: 30.5, latitude: 114.3 - 30, system: 'WGS-84' } }),
    refusedFor('invalid-input', 'location'),
  );
  await assert.rejects(create({ name: '核对医院' }), refusedFor('already-exists', 'name'));
  await assert.rejects(create({ name: '乙', uscc }), refusedFor('already-exists', 'uscc'));
  await create({ name: '核对医院', areaCode: '420102' });
});

test('a revision sent back as it was read moves nothing; the version guards it', async () => {
  const made = await create({ name: '改名医院', location: { longitude: 114.3, latitude: 30.5, system: 'BD-09' } });
  const same = await revise(made.id, 1, { location: made.location, grade: '三级甲等' });
  assert.deepEqual([same.location, same.grade, same.version], [made.location, '三级甲等', 2]);
  const renamed = await revise(made.id, 2, { name: '更名医院', grade: null });
  assert.deepEqual([renamed.name, renamed.grade], ['更名医院', null]);
  assert.deepEqual([await find('改名医院'), await find('gmyy')], [[], ['更名医院']]);
  await assert.rejects(revise(made.id, 2, { name: '又改名' }), refusedFor('stale-version'));
  await assert.rejects(revise(newId(), 1, {}), refusedFor('not-found'));
  const facts = await db.selectFrom('event').selectAll().where('subject_id', '=', made.id).orderBy('version').execute();
  assert.deepEqual(
    facts.map((fact) => [fact.module, fact.action, fact.area_code]),
    [
      ['directory', 'create', '420106'],
      ['directory', 'revise', '420106'],
      ['directory', 'revise', '420106'],
    ],
  );
});

test('a name from a list means the only organisation so called, else the only one found by it, else nobody', async () => {
  const one = await create({ name: '唯一妇幼保健院' });
  await create({ name: '双名医院', areaCode: '420102' });
  const second = await create({ name: '双名医院', areaCode: '420106' });
  assert.equal((await findOrganisationByName(db, ' 唯一妇幼保健院 '))?.id, one.id);
  assert.equal((await findOrganisationByName(db, '唯一妇幼'))?.id, one.id);
  assert.equal(await findOrganisationByName(db, '双名医院'), undefined);
  assert.equal((await findOrganisationByName(db, '双名医院', '420106'))?.id, second.id);
  assert.equal(await findOrganisationByName(db, '医院'), undefined);
});

test('organisations in memory: those used last stay, a change shows once forgotten', async () => {
  const kept = openOrganisations(db, 2);
  const made = await create({ name: '缓存医院' });
  assert.equal((await kept.find(made.id))?.areaName, '武昌区');
  await revise(made.id, 1, { name: '缓存新院' });
  assert.equal((await kept.find(made.id))?.name, '缓存医院');
  kept.forget(made.id);
  assert.equal((await kept.find(made.id))?.name, '缓存新院');
  assert.equal(await kept.find(newId()), undefined);
  await assert.rejects(kept.get(newId(), 'organisationId'), refusedFor('unknown-field-value', 'organisationId'));
});

test('pages of few and of many matches each show every organisation once', async () => {
  const many = Array.from({ length: 2600 }, (_, index) => ({
    id: newId(),
    name: `长列表${index % 50 === 0 ? '少数' : '多数'}第${index}社区`,
  }));
  await db.transaction().execute(async (tx) => {
    const rest = {
      kind: 'community',
      asks: true,
      nameEn: null,
      grade: null,
      areaCode: '420107',
      address: null,
      uscc: null,
      location: null,
      version: 1,
    } as const;
    for (const each of many) await insertOrganisation(tx, { ...rest, ...each });
  });
  for (const [query, expected] of [
    ['少数', 52],
    ['多数', 2548],
  ] as const) {
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await listOrganisations(db, { query, limit: 100, after });
      seen.push(...page.rows.map((row) => row.id));
      if (page.next === null) break;
      after = page.next;
    }
    assert.equal(seen.length, expected, query);
    assert.equal(new Set(seen).size, expected, query);
  }
  await assert.rejects(
    listOrganisations(db, { limit: 1, after: 'few.1.x' }),
    refusedFor('unknown-field-value', 'after'),
  );
  await assert.rejects(
    listOrganisations(db, { limit: 1, after: 'many.9999999999999999999' }),
    refusedFor('unknown-field-value', 'after'),
  );
  assert.equal((await getOrganisation(db, many[0]!.id)).name, many[0]!.name);
});
