import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import {
  type Action,
  contract,
  mayDo,
  newId,
  type OperationMeta,
  policy,
  type Role,
  roleCodes,
  roles,
  rolesFor,
  type Standing,
  type Subject,
} from '@baogong/contract';
import { oc } from '@orpc/contract';
import { startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';

/** How the post stands to the need acted on: its own organisation’s, or another’s in its area, elsewhere, or none at all. */
const relations = ['own', 'other organisation', 'other district', 'none'] as const;
type Relation = (typeof relations)[number];
type Operation = { name: string; right: OperationMeta['right'] | undefined; method: string; path: string };

/** Decisions on a need: their right is checked against the need itself. */
const onNeed: Partial<Record<string, Action>> = {
  'needs.getNeed': 'needs.read',
  'needs.reviseNeed': 'needs.revise',
  'needs.claimNeed': 'needs.claim',
  'needs.releaseNeed': 'needs.claim',
  'needs.prioritiseNeed': 'needs.prioritise',
  'needs.suggestSources': 'needs.dispatch',
  'needs.dispatchNeed': 'needs.dispatch',
  'needs.returnNeed': 'needs.return',
  'needs.fulfilNeed': 'needs.fulfil',
  'needs.disputeNeed': 'needs.dispute',
  'needs.waiveRest': 'needs.waive',
  'needs.closeNeed': 'needs.close',
  'needs.withdrawNeed': 'needs.withdraw',
  'needs.reopenNeed': 'needs.reopen',
  'needs.mergeNeed': 'needs.merge',
  'needs.commentNeed': 'needs.comment',
};

test('every role is answered at every operation as the policy says, in every relation', async (t) => {
  const { url, tokens, targets, posts } = await cast(t);
  const wrong: string[] = [];
  let asked = 0;
  for (const operation of operations()) {
    const askAs = async (role: Role) => {
      for (const relation of onNeed[operation.name] ? relations : (['none'] as const)) {
        const status = await ask(url, operation, tokens.get(role)!, targets[relation].id);
        asked += 1;
        const fault = faultOf(operation, posts.get(role)!, targets[relation].subject, status);
        if (fault) wrong.push(`${role} ${operation.name} (${relation}): ${fault}`);
      }
    };
    await Promise.all(roleCodes.map(askAs));
  }
  t.diagnostic(`${asked} requests`);
  assert.ok(asked > 1500);
  assert.deepEqual(wrong, []);
});

test('without a token nothing but the public operations answers', async (t) => {
  const { url, targets } = await cast(t);
  for (const operation of operations()) {
    const status = await ask(url, operation, null, targets.own.id);
    assert.equal(status === 401, operation.right !== 'public', `${operation.name}: ${status}`);
  }
});

test('an operation that names no right of the policy is found', () => {
  assert.deepEqual(operations().filter(isUnguarded), []);
  const seeded = oc.route({ method: 'GET', path: '/secrets' });
  assert.ok(isUnguarded(operationOf('seeded.listSecrets', seeded)));
});

function isUnguarded({ right }: Operation): boolean {
  return right === undefined || !(right === 'public' || right === 'signed-in' || right in policy);
}

/** What the server may answer: early refusal without the right at all, the need's own check after it. */
function faultOf({ name, right }: Operation, post: Standing, subject: Subject | null, status: number): string | null {
  if (status >= 500) return String(status);
  if (right === 'public' || right === 'signed-in' || right === undefined) return denied(status, false);
  if (!rolesFor(right).includes(post.role)) return denied(status, true);
  const action = onNeed[name];
  if (!action) return null;
  if (!subject) return status === 404 || status === 422 ? null : `${status} for a need that does not exist`;
  if (!mayDo([post], 'needs.read', subject) && action !== 'needs.dispatch') return hidden(status);
  return denied(status, !mayDo([post], action, subject));
}

function denied(status: number, expected: boolean): string | null {
  const was = status === 403 || status === 404;
  return was === expected ? null : `${status}, expected ${expected ? 'a refusal' : 'to be let in'}`;
}

function hidden(status: number): string | null {
  return status === 404 || status === 403 || status === 422 ? null : `${status} for a need of others`;
}

function operations(): Operation[] {
  return Object.entries(contract).flatMap(([module, procedures]) =>
    Object.entries(procedures).map(([name, procedure]) => operationOf(`${module}.${name}`, procedure)),
  );
}

function operationOf(name: string, procedure: object): Operation {
  const definition = (
    procedure as { '~orpc': { meta: Partial<OperationMeta>; route: { method?: string; path?: string } } }
  )['~orpc'];
  const { method = 'POST', path = '/' } = definition.route;
  return { name, right: definition.meta.right, method, path };
}

async function ask(url: string, { name, method, path }: Operation, token: string | null, id: string): Promise<number> {
  const filled = path.replace('{code}', 'goods').replace(/\{\w+\}/g, id);
  const response = await fetch(`${url}/api${filled}`, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' },
    body: method === 'GET' ? undefined : JSON.stringify(bodies(id)[name] ?? { commandId: newId() }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Bodies good enough to reach the check of rights; versions are stale, so that nothing is changed. */
function bodies(id: string): Record<string, object> {
  const base = { commandId: newId(), version: 999, reason: '核对权限' };
  const decisions = Object.keys(onNeed).map((name) => [name, { ...base, id }] as const);
  return {
    ...Object.fromEntries(decisions),
    'needs.prioritiseNeed': { ...base, priority: 'urgent' },
    'needs.waiveRest': { ...base, lines: [{ lineId: newId(), quantity: 1 }] },
    'needs.closeNeed': { ...base, reason: 'no-longer-needed' },
    'needs.mergeNeed': { ...base, into: id },
    'needs.commentNeed': { commandId: newId(), text: '核对权限' },
  };
}

async function cast(t: TestContext) {
  const server = await startTestServer(t, { work: false });
  const town = await openTown(server.db);
  const [own, neighbour, far] = town.hospitals;
  const desk = await server.as('dispatcher', { areaCode: town.cityCode });
  const posts = new Map<Role, Standing>();
  const tokens = new Map<Role, string>();
  for (const role of roleCodes) {
    const bound = roles[role].bound === 'area' ? { areaCode: '420102' } : { organisationId: own.id };
    posts.set(role, { role, organisationId: bound.organisationId ?? null, areaCode: bound.areaCode ?? null });
    tokens.set(role, await server.tokenOf(role, bound));
  }
  const neighbourHere = await addHere(server, '江岸第二医院');
  const needOf = async (organisationId: string, areaCode: string) => {
    const lines = [{ item: 'surgical-mask', quantity: 5 }];
    const { id } = await desk.needs.collectNeed({ commandId: newId(), organisationId, lines });
    return { id, subject: { organisationId, areaCode, supplierIds: [] } as Subject };
  };
  assert.notEqual(neighbour.areaCode, far.areaCode);
  const targets: Record<Relation, { id: string; subject: Subject | null }> = {
    own: await needOf(own.id, own.areaCode),
    'other organisation': await needOf(neighbourHere, '420102'),
    'other district': await needOf(far.id, far.areaCode),
    none: { id: newId(), subject: null },
  };
  return { url: server.url, tokens, posts, targets };
}

async function addHere(server: Awaited<ReturnType<typeof startTestServer>>, name: string): Promise<string> {
  const administrator = await server.as('administrator', { areaCode: '4201' });
  const made = await administrator.directory.createOrganisation({
    commandId: newId(),
    kind: 'hospital',
    name,
    areaCode: '420102',
  });
  return made.id;
}
