import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KindDefinition, newId } from '@baogong/contract';
import { actAs, actorWith } from '../../../testing/act.ts';
import { openTestDatabase } from '../../../testing/database.ts';
import { type Database, openDatabase } from '../../platform/db/database.ts';
import { Refusal } from '../../platform/refusal.ts';
import { stableId } from '../../platform/stable-id.ts';
import { formSchema, kindOf, openKinds, seedKinds, validateForm } from './index.ts';
import { createKind, getKind, listKinds, retireKind, reviseKind } from './kinds.ts';
import { shippedKinds } from './shipped/index.ts';

const administrator = actorWith({ role: 'administrator', organisationId: null, areaCode: '42' });
const field = (name: string, more: object = {}) => ({ name, label: { zh: name, en: name }, type: 'text', ...more });
const definition = (changes: object = {}) =>
  KindDefinition.parse({
    name: { zh: '送水', en: 'Water delivery' },
    life: 'service',
    desk: 'district',
    fields: [field('gate', { required: true })],
    limits: [{ status: 'collected', priority: 'urgent', minutes: 30 }],
    escalationMinutes: 30,
    closing: { receipt: true, reasons: [{ code: 'done', label: { zh: '已办', en: 'Done' } }] },
    ...changes,
  });
let database: Database;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 4);
  await seed();
});
after(() => database.close());

const seed = () => database.db.transaction().execute((tx) => seedKinds(tx));
const create = (code: string, made = definition()) =>
  actAs(database.db, administrator, (act) => createKind(act, { commandId: newId(), code, definition: made }));
const revise = (code: string, version: number, made = definition()) =>
  actAs(database.db, administrator, (act) => reviseKind(act, { commandId: newId(), code, version, definition: made }));
const retire = (code: string, retired: boolean) =>
  actAs(database.db, administrator, (act) => retireKind(act, { commandId: newId(), code, retired }));
const refusedFor = (reason: string, at?: string) => (error: unknown) =>
  error instanceof Refusal && error.reason === reason && (at === undefined || error.details.field === at);
const facts = (code: string) =>
  database.db
    .selectFrom('event')
    .select(['action', 'version', 'module'])
    .where('subject_id', '=', stableId('kinds', code))
    .orderBy('version')
    .execute();

test('what is shipped is there once, each as a fact, and seeding again changes nothing', async () => {
  await seed();
  const shipped = (await listKinds(database.db)).filter((kind) => kind.shipped);
  assert.deepEqual(
    shipped.map(({ code, version, retired }) => ({ code, version, retired })),
    shippedKinds.map(({ code }) => ({ code, version: 1, retired: false })),
  );
  assert.deepEqual(await facts('goods'), [{ action: 'create', version: 1, module: 'kinds' }]);
});

test('a new kind of an administrator is live at once, also where the kinds are held in memory', async () => {
  const cache = openKinds(database.db);
  assert.equal(await cache.find('water'), undefined);
  const made = await create('water');
  assert.deepEqual(made, { ...definition(), code: 'water', version: 1, shipped: false, retired: false });
  assert.deepEqual(await cache.find('water'), made);
  assert.ok((await cache.list()).some((kind) => kind.code === 'water'));
  assert.deepEqual(validateForm(made, { gate: ' 东门 ' }, 'zh'), { gate: '东门' });
});

test('a revised kind is another version; needs made before keep theirs', async () => {
  const before = await create('blankets');
  const cache = openKinds(database.db);
  assert.equal((await cache.find('blankets'))?.version, 1);
  const after = await revise('blankets', 1, definition({ name: { zh: '毛毯', en: 'Blankets' }, fields: [] }));
  assert.equal(after.version, 2);
  assert.deepEqual(await kindOf(database.db, 'blankets', 1), before);
  assert.deepEqual(await kindOf(database.db, 'blankets', 2), after);
  cache.forget();
  assert.deepEqual(await cache.find('blankets'), after);
  assert.deepEqual(await cache.find('blankets', 1), before);
  assert.deepEqual(
    (await facts('blankets')).map(({ action, version }) => [action, version]),
    [
      ['create', 1],
      ['revise', 2],
    ],
  );
});

test('a shipped kind that an administrator edited is theirs: seeding leaves it alone', async () => {
  const edited = await revise('errand', 1, definition({ name: { zh: '跑腿', en: 'Errands' } }));
  await retire('home-visit', true);
  await seed();
  assert.deepEqual(await getKind(database.db, 'errand'), edited);
  assert.equal(edited.shipped, false);
  assert.equal((await getKind(database.db, 'home-visit')).retired, true);
});

test('of two revisions of the same version one is refused, one after the other or at once', async () => {
  await create('tents');
  const outcomes = await Promise.allSettled([revise('tents', 1), revise('tents', 1)]);
  assert.deepEqual(outcomes.map((outcome) => outcome.status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(revise('tents', 1), refusedFor('stale-version', 'version'));
  assert.equal((await getKind(database.db, 'tents')).version, 2);
});

test('a code is taken once, also by two administrators at once', async () => {
  await assert.rejects(create('goods'), refusedFor('already-exists', 'code'));
  const outcomes = await Promise.allSettled([create('stoves'), create('stoves')]);
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  assert.ok(refused && refusedFor('already-exists', 'code')(refused.reason));
});

test('a retired kind keeps its versions and can be taken up again; saying it twice is one fact', async () => {
  await create('ice');
  assert.equal((await retire('ice', true)).retired, true);
  await retire('ice', true);
  assert.equal((await kindOf(database.db, 'ice', 1)).retired, true);
  assert.equal((await retire('ice', false)).retired, false);
  assert.equal((await revise('ice', 1)).version, 2);
  assert.deepEqual(
    (await facts('ice')).map((fact) => fact.action),
    ['create', 'retire', 'restore', 'revise'],
  );
});

test('a kind or a version that does not exist is not found', async () => {
  await assert.rejects(kindOf(database.db, 'goods', 99), refusedFor('not-found'));
  await assert.rejects(getKind(database.db, 'nothing'), refusedFor('not-found'));
  await assert.rejects(revise('nothing', 1), refusedFor('not-found'));
  await assert.rejects(retire('nothing', true), refusedFor('not-found'));
});

const limit = { status: 'collected', priority: 'urgent', minutes: 5 };
const option = { value: 'one', label: { zh: '一', en: 'One' } };
const reason = { code: 'done', label: { zh: '已办', en: 'Done' } };
const contradictions: Record<string, [at: string, changes: object]> = {
  'two fields of one name': ['definition.fields[1].name', { fields: [field('gate'), field('gate')] }],
  'a choice without options': ['definition.fields[0].options', { fields: [field('size', { type: 'choice' })] }],
  'choices without options': ['definition.fields[0].options', { fields: [field('size', { type: 'choices' })] }],
  'options on a text': ['definition.fields[0].options', { fields: [field('size', { options: [option] })] }],
  'an option twice': [
    'definition.fields[0].options[1].value',
    { fields: [field('size', { type: 'choice', options: [option, option] })] },
  ],
  'a minimum above the maximum': [
    'definition.fields[0].minimum',
    { fields: [field('beds', { type: 'integer', minimum: 2, maximum: 1 })] },
  ],
  'bounds on a text': ['definition.fields[0].maximum', { fields: [field('size', { maximum: 1 })] }],
  'two limits for one status and priority': ['definition.limits[1]', { limits: [limit, { ...limit, minutes: 6 }] }],
  'a reason twice': ['definition.closing.reasons[1].code', { closing: { receipt: true, reasons: [reason, reason] } }],
};
for (const [what, [at, changes]] of Object.entries(contradictions)) {
  test(`a kind is refused for ${what}, and nothing is written`, async () => {
    await assert.rejects(create('crooked', definition(changes)), refusedFor('invalid-input', at));
    await assert.rejects(getKind(database.db, 'crooked'), refusedFor('not-found'));
  });
}

test('a kind without a reason for closing is refused', async () => {
  const closing = { receipt: true, reasons: [] };
  const made = { ...definition(), closing };
  await assert.rejects(create('crooked', made), refusedFor('invalid-input', 'definition.closing.reasons'));
});

test('the schema of a form says what the form takes', async () => {
  const kind = await getKind(database.db, 'equipment-repair');
  const schema = formSchema(kind);
  const properties = schema['properties'] as Record<string, Record<string, unknown>>;
  assert.deepEqual(
    Object.keys(properties),
    kind.fields.map((each) => each.name),
  );
  assert.deepEqual(properties['units-down'], {
    title: '故障台数 / Units out of order',
    'x-label': { zh: '故障台数', en: 'Units out of order' },
    type: 'integer',
    minimum: 1,
    maximum: 10_000,
  });
  assert.equal(schema['additionalProperties'], false);
  assert.deepEqual(schema['required'], ['equipment', 'units-down', 'symptoms', 'place', 'patient-depends']);
});
