import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Action,
  contract,
  mayDo,
  type NeedAction,
  needActionCodes,
  needActions,
  type NeedLife,
  needLifeCodes,
  needStatuses,
  type OperationMeta,
  policy,
  type Role,
  roleCodes,
  roles,
  type Standing,
  type Subject,
  targetOf,
} from '@baogong/contract';
import { oc } from '@orpc/contract';
import { scopeOf } from '../platform/actor.ts';
import { expectedRelation, expectedTarget } from './policy.expected.ts';

const HERE = '110108';
const OURS = 'organisation-of-the-post';
const relations = ['own', 'supplies', 'area', 'other'] as const;
type Stand = (typeof relations)[number];

/** A need that stands to the post in this relation and in no other. */
const subjects: Record<Stand, Subject> = {
  own: { organisationId: OURS, areaCode: '42', supplierIds: [] },
  supplies: { organisationId: 'another', areaCode: '42', supplierIds: ['a third', OURS] },
  area: { organisationId: 'another', areaCode: `${HERE}001`, supplierIds: [] },
  other: { organisationId: 'another', areaCode: '42', supplierIds: ['a third'] },
};

function postOf(role: Role): Standing {
  return roles[role].bound === 'area'
    ? { role, areaCode: HERE, organisationId: null }
    : { role, areaCode: null, organisationId: OURS };
}

type Case = {
  role: Role;
  life: NeedLife;
  action: NeedAction;
  status: (typeof needStatuses)[number] | 'none';
  stand: Stand;
};

function allCases(): Case[] {
  return roleCodes.flatMap((role) =>
    needLifeCodes.flatMap((life) =>
      needActionCodes.flatMap((action) =>
        (['none', ...needStatuses] as const).flatMap((status) =>
          relations.map((stand) => ({ role, life, action, status, stand })),
        ),
      ),
    ),
  );
}

/** Where the step leads for this role, or null when it may not be done: by the tables of the contract. */
function byTheTables({ role, life, action, status, stand }: Case): string | null {
  const allowed = mayDo([postOf(role)], needActions[action].right, subjects[stand]);
  return allowed ? targetOf(life, action, status) : null;
}

/** The same as people wrote it down. */
function asWritten({ role, life, action, status, stand }: Case, relationOf = expectedRelation): string | null {
  return relationOf(role, needActions[action].right) === stand ? expectedTarget(life, action, status) : null;
}

test('every role may do to a need in every status and relation what is written down, and nothing else', () => {
  const cases = allCases();
  assert.equal(cases.length, roleCodes.length * needLifeCodes.length * needActionCodes.length * 7 * 4);
  assert.ok(cases.length > 30_000);
  const wrong = cases.filter((each) => byTheTables(each) !== asWritten(each));
  assert.deepEqual(wrong.slice(0, 5), []);
  assert.ok(
    cases.some((each) => byTheTables(each) !== null),
    'something is allowed at all',
  );
});

test('one right too many or too few does not pass the matrix', () => {
  const generous = (role: Role, right: Action) =>
    role === 'dispatcher' && right === 'needs.close' ? 'area' : expectedRelation(role, right);
  const strict = (role: Role, right: Action) =>
    role === 'institution' && right === 'needs.dispute' ? null : expectedRelation(role, right);
  for (const other of [generous, strict])
    assert.ok(allCases().some((each) => byTheTables(each) !== asWritten(each, other)));
});

test('lists show exactly what may be done one by one', () => {
  for (const role of roleCodes)
    for (const action of Object.keys(policy) as Action[])
      for (const stand of relations) {
        const scope = scopeOf({ id: 'x', personId: null, name: '', locale: 'zh', posts: [postOf(role)] }, action);
        const subject = subjects[stand];
        const listed =
          scope.everywhere ||
          scope.areas.some((area) => (subject.areaCode ?? '').startsWith(area)) ||
          scope.own.includes(subject.organisationId ?? '') ||
          scope.supplies.some((supplier) => (subject.supplierIds ?? []).includes(supplier));
        assert.equal(listed, mayDo([postOf(role)], action, subject), `${role} ${action} ${stand}`);
      }
});

test('the policy names only roles that exist', () => {
  for (const [action, rule] of Object.entries(policy))
    for (const role of Object.keys(rule)) assert.ok(Object.hasOwn(roles, role), `${action}: ${role}`);
});

test('a role is given only relations that its kind of post can have', () => {
  const possible = { area: ['area', 'any'], organisation: ['own', 'supplies', 'any'] };
  for (const [action, rule] of Object.entries(policy))
    for (const [role, given] of Object.entries(rule) as [Role, readonly string[]][])
      for (const relation of given)
        assert.ok(possible[roles[role].bound].includes(relation), `${action}: ${role} can never stand in ${relation}`);
});

test('the auditor reads and changes nothing', () => {
  const rights = Object.entries(policy).filter(([, rule]) => Object.hasOwn(rule, 'auditor'));
  for (const [action] of rights) assert.match(action, /\.(read|figures|balance)$/);
  assert.ok(rights.length > 5);
});

test('the administrator looks after people and settings, not needs', () => {
  for (const [action, rule] of Object.entries(policy))
    if (/^(needs|deliveries|supply)\./.test(action)) assert.ok(!Object.hasOwn(rule, 'administrator'), action);
});

type Procedure = { '~orpc': { meta: Partial<OperationMeta>; route: { method?: string; path?: string } } };

/** Operations by name, of a contract or of something that ought to be one. */
function operationsOf(modules: object): [string, Procedure][] {
  return Object.entries(modules).flatMap(([module, operations]) =>
    Object.entries(operations as object).map(([name, each]): [string, Procedure] => [
      `${module}.${name}`,
      each as Procedure,
    ]),
  );
}

function withoutRight(modules: object): string[] {
  const known = new Set([...Object.keys(policy), 'public', 'signed-in']);
  return operationsOf(modules)
    .filter(([, procedure]) => !known.has(procedure['~orpc'].meta.right ?? ''))
    .map(([name]) => name);
}

test('every operation names its right', () => {
  assert.ok(operationsOf(contract).length > 60);
  assert.deepEqual(withoutRight(contract), []);
});

test('an operation without a right, or with one that the policy does not know, is found', () => {
  const seeded = {
    needs: { ...contract.needs, forgotten: oc.route({ method: 'POST', path: '/forgotten' }) },
    supply: { misspelt: oc.$meta({ right: 'needs.reed' }).route({ method: 'GET', path: '/misspelt' }) },
  };
  assert.deepEqual(withoutRight(seeded), ['needs.forgotten', 'supply.misspelt']);
});

test('only the first set-up, and the areas to choose the city from, are open to strangers', () => {
  const open = operationsOf(contract).filter(([, each]) => each['~orpc'].meta.right === 'public');
  assert.deepEqual(open.map(([name]) => name).sort(), ['directory.listAreas', 'identity.setup', 'identity.setupState']);
});

test('no reading right lets anybody change more than what was read of the own inbox', () => {
  const writes = operationsOf(contract).filter(([, each]) => each['~orpc'].route.method !== 'GET');
  const reading = writes.filter(([, each]) => /\.(read|figures|balance)$/.test(each['~orpc'].meta.right ?? ''));
  assert.deepEqual(
    reading.map(([name]) => name),
    ['inbox.readMessages'],
  );
});
