import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@baogong/contract';
import { actAs, actorWith } from '../../testing/act.ts';
import { openTestDatabase } from '../../testing/database.ts';
import { type Database, openDatabase } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { openCatalogue, toBase } from './index.ts';
import { createItem, getItem, listItems, listUnits, reviseItem, seedCatalogue } from './catalogue.ts';
import { shippedItems } from './shipped.ts';

const administrator = actorWith({ role: 'administrator', organisationId: null, areaCode: '42' });
const now = Temporal.Instant.from('2020-02-01T00:00:00Z');
const bilingual = (zh: string) => ({ zh, en: zh });
const fresh = {
  standards: [],
  synonyms: [],
  units: [],
  kit: [],
  substitutes: [],
  lifeCritical: false,
  waterMillilitres: null,
  filledKilopascals: null,
  serialKind: null,
  parameters: [],
};
let database: Database;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 4);
  await database.db.transaction().execute((tx) => seedCatalogue(tx, now));
});
after(() => database.close());

const find = async (query: string, limit = 5) =>
  (await listItems(database.db, { query, limit })).rows.map((item) => item.code);
const create = (code: string, fields: object) =>
  actAs(database.db, administrator, (act) =>
    createItem(act, {
      ...fresh,
      commandId: newId(),
      code,
      name: bilingual(code),
      class: 'ppe',
      baseUnit: 'piece',
      ...fields,
    }),
  );
const revise = (code: string, version: number, changes: object) =>
  actAs(database.db, administrator, (act) => reviseItem(act, { commandId: newId(), code, version, ...changes }));
const refusedFor = (reason: string, field?: string) => (error: unknown) =>
  error instanceof Refusal && error.reason === reason && (field === undefined || error.details.field === field);

test('what is shipped is there once, and seeding again changes nothing', async () => {
  const again = await database.db.transaction().execute((tx) => seedCatalogue(tx, now));
  assert.deepEqual(again, []);
  const codes: string[] = [];
  for (let next: string | null | undefined; next !== null;) {
    const page = await listItems(database.db, { limit: 50, after: next });
    codes.push(...page.rows.map((item) => item.code));
    next = page.next;
  }
  assert.deepEqual(codes.toSorted(), shippedItems.map((item) => item.code).toSorted());
  assert.ok((await listUnits(database.db)).some((unit) => unit.code === 'tonne'));
});

test('an item is found by two characters, by pinyin, by initials, by a synonym and by part of a Latin word', async () => {
  const mask = 'medical-protective-mask';
  for (const query of ['防护口罩', 'yiyongfanghukouzhao', 'yyfhkz', 'N95', 'n95口罩']) {
    assert.ok((await find(query, 20)).includes(mask), query);
  }
  assert.ok((await find('氧气', 50)).includes('oxygen-cylinder'));
  assert.deepEqual(await find('没有这种东西'), []);
});

test('an item shows its kit, its substitutes and only units that convert exactly, the base unit first', async () => {
  const kit = await getItem(database.db, 'oxygen-cylinder-kit-40l');
  assert.ok(kit.kit.some((part) => part.item === 'oxygen-regulator' && part.name.zh === '氧气减压器'));
  const oxygen = await getItem(database.db, 'liquid-oxygen');
  assert.deepEqual(oxygen.units[0], { unit: 'gram', name: { zh: '克', en: 'gram' }, toBase: 1 });
  assert.equal(oxygen.units.find((unit) => unit.unit === 'tonne')?.toBase, 1_000_000);
  assert.ok(!oxygen.units.some((unit) => unit.unit === 'milligram' || unit.unit === 'cubic-metre'));
});

test('quantities convert exactly by any word for the unit, and what does not convert is refused with its reason', async () => {
  const catalogue = openCatalogue(database.db);
  const oxygen = await catalogue.getItem('liquid-oxygen', 'item');
  const masks = await catalogue.getItem('medical-protective-mask', 'item');
  assert.equal(toBase(oxygen, '1.5', '吨'), 1_500_000);
  assert.equal(toBase(masks, 20, null), 20);
  assert.equal(toBase(masks, 20, '只'), 20);
  assert.throws(() => toBase(masks, 3, '箱', 'lines[0].unit'), refusedFor('unit-not-convertible', 'lines[0].unit'));
  assert.throws(() => toBase(masks, 3, '串'), refusedFor('unit-not-convertible'));
  assert.throws(() => toBase(oxygen, 1e15, 'tonne'), refusedFor('unit-not-convertible'));
  await assert.rejects(
    catalogue.getItem('flying-carpet', 'lines[0].item'),
    refusedFor('unknown-field-value', 'lines[0].item'),
  );
});

test('an administrator adds an item and changes it; the copy in memory follows when told', async () => {
  const catalogue = openCatalogue(database.db);
  await catalogue.items();
  const made = await create('test-visor', {
    name: bilingual('试验面屏'),
    synonyms: ['试验屏'],
    units: [
      { unit: 'box', toBase: 40 },
      { unit: 'dozen', toBase: 12 },
    ],
    substitutes: [{ item: 'goggles', note: bilingual('可代用') }],
  });
  assert.equal(made.version, 1);
  assert.deepEqual(
    made.units.map(({ unit, toBase }) => [unit, toBase]),
    [
      ['piece', 1],
      ['dozen', 12],
      ['box', 40],
    ],
  );
  assert.ok(!(await catalogue.items()).has('test-visor'));
  catalogue.forget();
  assert.ok((await catalogue.items()).has('test-visor'));
  const revised = await revise('test-visor', 1, { synonyms: ['试验罩'] });
  assert.deepEqual([revised.version, revised.synonyms, revised.units], [2, ['试验罩'], made.units]);
  assert.deepEqual(await find('试验屏'), []);
  assert.deepEqual(await find('syz'), ['test-visor']);
  await assert.rejects(revise('test-visor', 1, { lifeCritical: true }), refusedFor('stale-version'));
});

test('a revision keeps packs whose content varies, and a seed does not undo it', async () => {
  await revise('medical-protective-mask', 1, { standards: ['GB 19083-2010', 'GB 19083-2023'] });
  await database.db.transaction().execute((tx) => seedCatalogue(tx, now));
  const item = await openCatalogue(database.db).getItem('medical-protective-mask', 'item');
  assert.deepEqual(item.standards, ['GB 19083-2010', 'GB 19083-2023']);
  assert.ok(item.units.some((unit) => unit.unit === 'case' && unit.toBase === null));
});

test('an item that contradicts the catalogue is refused, and the field is named', async () => {
  await assert.rejects(create('surgical-mask', {}), refusedFor('already-exists', 'code'));
  await assert.rejects(create('other-mask', { synonyms: ['ｎ95'] }), refusedFor('already-exists', 'synonyms'));
  await assert.rejects(create('odd', { baseUnit: 'parsec' }), refusedFor('unknown-field-value', 'baseUnit'));
  await assert.rejects(
    create('odd', { units: [{ unit: 'dozen', toBase: 10 }] }),
    refusedFor('invalid-input', 'units[0].toBase'),
  );
  await assert.rejects(
    create('odd', { kit: [{ item: 'nothing', quantity: 1 }] }),
    refusedFor('unknown-field-value', 'kit[0].item'),
  );
  await assert.rejects(
    create('odd', { kit: [{ item: 'odd', quantity: 1 }] }),
    refusedFor('unknown-field-value', 'kit[0].item'),
  );
  await assert.rejects(create('odd', { filledKilopascals: 15_000 }), refusedFor('invalid-input', 'waterMillilitres'));
  const name = { zh: '螺纹', en: 'Thread' };
  const options = [{ code: 'g5-8', name }];
  const twice = [
    { code: 'thread', name, options },
    { code: 'thread', name, options },
  ];
  await assert.rejects(create('odd', { parameters: twice }), refusedFor('unknown-field-value', 'parameters[1].code'));
  const repeated = [{ code: 'thread', name, options: [...options, ...options] }];
  await assert.rejects(
    create('odd', { parameters: repeated }),
    refusedFor('unknown-field-value', 'parameters[0].options[1].code'),
  );
  await assert.rejects(getItem(database.db, 'odd'), refusedFor('not-found'));
});

test('of two items that take the same name at once only one gets it', async () => {
  const both = await Promise.allSettled(['left', 'right'].map((code) => create(code, { synonyms: ['抢手的名字'] })));
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
});
