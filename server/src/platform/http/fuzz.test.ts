import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, roles, type Role } from '@baogong/contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';
import { openApiDocument } from './openapi.ts';

type Schema = Record<string, unknown> & {
  type?: string | string[];
  properties?: Record<string, Schema>;
  $ref?: string;
};
type Parameter = { name: string; in: string; schema?: Schema };
type Described = {
  summary?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, unknown>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  components: { schemas?: Record<string, Schema> };
};

const CALLS = Number(process.env.BAOGONG_FUZZ_CALLS ?? 25);
/** Signs people in or out or takes its time: told in stories of their own. */
const APART = new Set(['/replay', '/replay/stop', '/setup']);

test('the API description is valid OpenAPI 3.1 and each operation says what it does and how it refuses', async () => {
  const document = (await openApiDocument()) as Document;
  const verdict = await new Validator().validate(JSON.parse(JSON.stringify(document)));
  assert.ok(verdict.valid, JSON.stringify(verdict.errors));
  assert.match(document.openapi, /^3\.1\./);
  const wrong = operationsOf(document).flatMap(({ name, described }) => [
    ...(described.summary ? [] : [`${name} has no summary`]),
    ...(described.tags?.length ? [] : [`${name} has no tag`]),
    ...['401', '403', '404', '409', '422']
      .filter((status) => !(status in described.responses))
      .map((each) => `${name} lacks ${each}`),
  ]);
  assert.deepEqual(wrong, []);
});

test(`${CALLS} odd calls of every operation are refused or taken, never a failure of the server`, async (t) => {
  const server = await startTestServer(t, { work: false });
  const town = await openTown(server.db);
  const tokens: string[] = [];
  for (const role of ['administrator', 'dispatcher', 'supervisor', 'institution', 'supplier', 'auditor'] as Role[]) {
    const bound =
      roles[role].bound === 'area'
        ? { areaCode: town.cityCode }
        : { organisationId: role === 'supplier' ? town.suppliers[0].id : town.hospitals[0].id };
    tokens.push(await server.tokenOf(role, bound));
  }
  const lines = [{ item: 'surgical-mask', quantity: 5 }];
  const hospital = await server.as('institution', { organisationId: town.hospitals[0].id });
  const need = await hospital.needs.collectNeed({ commandId: newId(), organisationId: town.hospitals[0].id, lines });
  const known = [need.id, town.hospitals[0].id, town.suppliers[0].id, town.sources['surgical-mask'], need.lines[0]!.id];
  const document = (await openApiDocument()) as Document;
  const failures: string[] = [];
  const answers = new Map<number, number>();
  for (const { name, path, method, described } of operationsOf(document)) {
    if (APART.has(path)) continue;
    const inputs = fc.sample(inputOf(document, described, known), { numRuns: CALLS, seed: 20_200_201 });
    let usual = 0;
    const send = async ({ parameters, body }: (typeof inputs)[number]) => {
      for (let tries = 0; tries < tokens.length; tries += 1) {
        const token = tokens[(usual + tries) % tokens.length];
        const response = await fetch(`${server.url}/api${addressOf(path, described, parameters)}`, {
          method,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: method === 'GET' ? undefined : JSON.stringify(body),
        });
        const text = await response.text();
        answers.set(response.status, (answers.get(response.status) ?? 0) + 1);
        if (response.status >= 500 || /\bat \S+ \(|node_modules/.test(text))
          failures.push(`${name} ${response.status} ${JSON.stringify({ parameters, body }).slice(0, 400)}`);
        if (response.status === 403) continue;
        usual = (usual + tries) % tokens.length;
        return;
      }
    };
    for (let from = 0; from < inputs.length; from += 10) await Promise.all(inputs.slice(from, from + 10).map(send));
  }
  t.diagnostic([...answers].map(([status, count]) => `${status}: ${count}`).join(', '));
  assert.ok((answers.get(200) ?? 0) > CALLS * 5, 'enough of the calls get past the door');
  assert.deepEqual(failures.slice(0, 20), []);
});

function operationsOf(document: Document) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      return { name: `${method.toUpperCase()} ${path}`, path, method: method.toUpperCase(), described };
    }),
  );
}

function addressOf(path: string, { parameters = [] }: Described, values: Record<string, unknown>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(values[name])) || '-');
  const query = parameters.filter((each) => each.in === 'query' && values[each.name] !== undefined);
  const words = query.map(({ name }) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(values[name]))}`);
  return words.length > 0 ? `${filled}?${words.join('&')}` : filled;
}

function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed();
}

/** Inputs near what the schema says: mostly right in most parts, strange in some. */
function inputOf(document: Document, described: Described, known: string[]) {
  const parameters = Object.fromEntries(
    (described.parameters ?? []).map(({ name, schema }) => [name, valueOf(document, schema ?? {}, known, 0)]),
  );
  const content = Object.values(described.requestBody?.content ?? {})[0];
  return fc.record({
    parameters: fc.record(parameters, { requiredKeys: [] }),
    body: content?.schema ? valueOf(document, content.schema, known, 0) : fc.constant(undefined),
  });
}

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '\u0000',
    '\ud800',
    -1,
    0,
    1.5,
    2 ** 31,
    2 ** 53,
    1e300,
    true,
    [],
    {},
    '%',
    "'",
  ),
  fc.constantFrom('1900-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '../..', '９９', 'NaN', '1-1', '999999999999-1'),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.jsonValue({ maxDepth: 4 }),
);

function valueOf(document: Document, given: Schema, known: string[], depth: number): fc.Arbitrary<unknown> {
  const schema = given.$ref ? document.components.schemas![given.$ref.split('/').at(-1)!]! : given;
  const plain = plainOf(document, schema, known, depth);
  return fc.oneof({ weight: 12, arbitrary: plain }, { weight: 1, arbitrary: strange });
}

function plainOf(document: Document, schema: Schema, known: string[], depth: number): fc.Arbitrary<unknown> {
  const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (choices) return fc.oneof(...choices.map((each) => valueOf(document, each, known, depth + 1)));
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  if (schema.properties && depth < 6) {
    const parts = Object.entries(schema.properties).map(([name, part]) => [
      name,
      valueOf(document, part, known, depth + 1),
    ]);
    return fc.record(Object.fromEntries(parts), { requiredKeys: (schema['required'] ?? []) as never[] });
  }
  if (schema.type === 'array')
    return fc.array(valueOf(document, (schema['items'] ?? {}) as Schema, known, depth + 1), { maxLength: 4 });
  if (schema.type === 'integer' || schema.type === 'number')
    return fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer(), fc.maxSafeInteger());
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'string') return textFor(schema, known);
  return fc.jsonValue({ maxDepth: 3 });
}

function textFor(schema: Schema, known: string[]): fc.Arbitrary<unknown> {
  if (schema['format'] === 'uuid') return fc.oneof(fc.constantFrom(...known), fc.uuid());
  if (schema['format'] === 'date-time')
    return fc
      .date({ min: new Date('2001-01-01'), max: new Date('2199-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (String(schema['pattern']).includes('[a-z0-9]'))
    return fc.constantFrom('surgical-mask', 'goods', 'piece', 'box', 'no-longer-needed', 'cannot-be-met', 'x');
  if (String(schema['pattern']).includes('\\d')) return fc.constantFrom('42', '4201', '420102', '11', '999999');
  return fc.oneof(fc.string({ unit: 'grapheme', minLength: 2, maxLength: 40 }), fc.constantFrom('口罩', 'kz', '医院'));
}
