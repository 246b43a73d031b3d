import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import { startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';

type Sent = {
  method?: string;
  path?: string;
  body?: unknown;
  raw?: string | Uint8Array;
  type?: string;
  token?: string;
};
type Case = { name: string; sent: Sent; status: number; reason: string; field?: string | RegExp };

test('bad input gets a clear refusal in the reader’s language that names the field, and nothing is written', async (t) => {
  const { url, db, cases, hospital } = await cast(t);
  const before = await counts(db);
  const wrong: string[] = [];
  for (const each of cases) {
    for (const locale of ['zh', 'en'] as const) {
      const fault = await faultOf(url, hospital, each, locale);
      if (fault) wrong.push(`${each.name} (${locale}): ${fault}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(await counts(db), before);
});

async function faultOf(url: string, token: string, { sent, status, reason, field }: Case, locale: 'zh' | 'en') {
  const { method = 'POST', path = '/needs', body, raw, type = 'application/json' } = sent;
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${sent.token ?? token}`, 'accept-language': locale, 'content-type': type },
    body: method === 'GET' ? undefined : ((raw as string) ?? JSON.stringify(body)),
  });
  const text = await response.text();
  if (response.status !== status) return `${response.status} instead of ${status}: ${text.slice(0, 300)}`;
  if (/\bat \S+ \(|node_modules|\.ts:\d/.test(text)) return `stack text: ${text.slice(0, 300)}`;
  const answer = JSON.parse(text) as { code?: string; message?: string; data?: { reason?: string; field?: string } };
  if (!answer.code || !answer.message) return `no code or message: ${text.slice(0, 300)}`;
  if (/\p{Script=Han}/u.test(answer.message) !== (locale === 'zh')) return `not in ${locale}: ${answer.message}`;
  if (/\{\w+\}/.test(answer.message)) return `unfilled words: ${answer.message}`;
  if (answer.data?.reason !== reason) return `reason ${answer.data?.reason}: ${text.slice(0, 300)}`;
  const named = answer.data?.field ?? '';
  const fits = field instanceof RegExp ? field.test(named) : named === (field ?? named);
  return fits ? null : `field ${named}`;
}

async function cast(t: TestContext) {
  const server = await startTestServer(t, { work: false });
  const town = await openTown(server.db);
  const organisationId = town.hospitals[0].id;
  const hospital = await server.tokenOf('institution', { organisationId });
  const supplier = await server.tokenOf('supplier', { organisationId: town.suppliers[0].id });
  const line = { item: 'surgical-mask', quantity: 5 };
  const order = (more: object = {}) => ({ commandId: newId(), organisationId, lines: [line], ...more });
  const client = await server.as('institution', { organisationId });
  const need = await client.needs.collectNeed(order());
  const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  const large = 'x'.repeat(1_000_100);
  const input = (name: string, body: object, field?: string | RegExp): Case => ({
    name,
    sent: { body },
    status: 422,
    reason: 'invalid-input',
    field,
  });
  const cases: Case[] = [
    input('lines that are no list', order({ lines: 'masks' }), 'lines'),
    input('a number for a code', order({ lines: [{ item: 5, quantity: 5 }] }), 'lines[0].item'),
    input('a text for a quantity', order({ lines: [{ ...line, quantity: '5' }] }), 'lines[0].quantity'),
    input('a negative quantity', order({ lines: [{ ...line, quantity: -1 }] }), 'lines[0].quantity'),
    input('no pieces at all', order({ lines: [{ ...line, quantity: 0 }] }), 'lines[0].quantity'),
    input('half a piece', order({ lines: [{ ...line, quantity: 1.5 }] }), 'lines[0].quantity'),
    input('more than any city has', order({ lines: [{ ...line, quantity: 1e300 }] }), 'lines[0].quantity'),
    input('no organisation', { commandId: newId(), lines: [line] }, 'organisationId'),
    input('no command id', { organisationId, lines: [line] }, 'commandId'),
    input('an id that is none', order({ organisationId: "' or 1=1 --" }), 'organisationId'),
    input('a date in 1900', order({ neededBy: '1900-01-01T00:00:00Z' }), 'neededBy'),
    input('a date in 9999', order({ neededBy: '9999-12-31T00:00:00Z' }), 'neededBy'),
    input('a day that is none', order({ neededBy: '2026-02-30T00:00:00Z' }), 'neededBy'),
    input('finer than a nanosecond', order({ runsDryAt: '2026-12-01T00:00:00.1234567891234Z' }), 'runsDryAt'),
    input('a name as large as a book', order({ contact: 'x'.repeat(900_000) }), 'contact'),
    input('a text with NUL in it', order({ description: 'mask\u0000s' }), 'description'),
    input('half of a character', order({ description: 'mask\ud800s' }), 'description'),
    input('NUL as a name in a form', order({ form: { 'a\u0000b': 1 } }), /^form/),
    input('a list as body', [] as never),
    {
      name: 'an unknown item',
      sent: { body: order({ lines: [{ ...line, item: 'no-such-thing' }] }) },
      status: 422,
      reason: 'unknown-field-value',
      field: 'lines[0].item',
    },
    {
      name: 'an unknown kind',
      sent: { body: order({ kind: 'no-such-kind' }) },
      status: 422,
      reason: 'unknown-field-value',
      field: 'kind',
    },
    {
      name: 'an unknown unit',
      sent: { body: order({ lines: [{ ...line, unit: 'furlong' }] }) },
      status: 422,
      reason: 'unit-not-convertible',
      field: 'lines[0].unit',
    },
    {
      name: 'more than 1 MB',
      sent: { raw: JSON.stringify(order({ description: large })) },
      status: 413,
      reason: 'body-too-large',
    },
    {
      name: 'JSON that breaks off',
      sent: { raw: '{"commandId":' },
      status: 400,
      reason: 'malformed-body',
      field: 'body',
    },
    { name: 'deep nesting', sent: { raw: deep(200_000) }, status: 422, reason: 'invalid-input' },
    {
      name: 'deep nesting in a form',
      sent: { raw: `{"form":${deep(100_000)}}` },
      status: 422,
      reason: 'invalid-input',
    },
    { name: 'another content type', sent: { raw: '<need/>', type: 'text/xml' }, status: 422, reason: 'invalid-input' },
    {
      name: 'form data that is none',
      sent: { raw: 'x', type: 'multipart/form-data; boundary=y' },
      status: 400,
      reason: 'malformed-body',
      field: 'body',
    },
    { name: 'a route that is none', sent: { path: '/nothing', body: {} }, status: 404, reason: 'no-such-operation' },
    {
      name: 'a method that is none',
      sent: { method: 'DELETE', path: `/needs/${need.id}` },
      status: 404,
      reason: 'no-such-operation',
    },
    {
      name: 'an id in the path that is none',
      sent: { method: 'GET', path: '/needs/1' },
      status: 422,
      reason: 'invalid-input',
      field: 'id',
    },
    {
      name: 'a crooked path',
      sent: { method: 'GET', path: '/needs/%E0%A4%A' },
      status: 422,
      reason: 'invalid-input',
      field: 'id',
    },
    {
      name: 'a cursor that is none',
      sent: { method: 'GET', path: '/needs?after=nonsense' },
      status: 422,
      reason: 'unknown-field-value',
      field: 'after',
    },
    {
      name: 'a cursor like an id that is none',
      sent: { method: 'GET', path: `/sources?after=${'-'.repeat(36)}`, token: supplier },
      status: 422,
      reason: 'unknown-field-value',
      field: 'after',
    },
    {
      name: 'a position that is none',
      sent: { method: 'GET', path: '/changes?after=nonsense' },
      status: 422,
      reason: 'unknown-field-value',
      field: 'after',
    },
    {
      name: 'a page without end',
      sent: { method: 'GET', path: '/needs?limit=1000000' },
      status: 422,
      reason: 'invalid-input',
      field: 'limit',
    },
    { name: 'the wrong role', sent: { body: order(), token: supplier }, status: 403, reason: 'not-allowed' },
    { name: 'nobody', sent: { body: order(), token: 'nobody' }, status: 401, reason: 'sign-in-first' },
    {
      name: 'a version that is gone',
      sent: { path: `/needs/${need.id}/withdrawal`, body: { commandId: newId(), version: 7, reason: '不要了' } },
      status: 409,
      reason: 'stale-version',
      field: 'version',
    },
    {
      name: 'a version larger than any',
      sent: { method: 'GET', path: `/kinds/goods?version=${Number.MAX_SAFE_INTEGER}` },
      status: 422,
      reason: 'invalid-input',
      field: 'version',
    },
  ];
  return { url: server.url, db: server.db, cases, hospital };
}

async function counts(db: Awaited<ReturnType<typeof startTestServer>>['db']) {
  const tables = ['need', 'need_line', 'event', 'command', 'organisation', 'source'] as const;
  return Promise.all(
    tables.map(async (table) => {
      const row = await db
        .selectFrom(table)
        .select((each) => each.fn.countAll<number>().as('rows'))
        .executeTakeFirst();
      return [table, row?.rows];
    }),
  );
}
