import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize, relative, sep } from 'node:path';
import { test } from 'node:test';

/** Which modules of the server stand on which: a module may import those named left of it, and only their `index.ts`. */
const serverLayers: Record<string, readonly string[]> = {
  platform: [],
  directory: ['platform'],
  catalogue: ['platform'],
  identity: ['platform', 'directory'],
  stock: ['platform', 'directory', 'catalogue'],
  supply: ['platform', 'directory', 'catalogue', 'stock'],
  needs: ['platform', 'directory', 'catalogue', 'stock', 'supply'],
  inbox: ['platform', 'identity', 'stock', 'needs'],
  situation: ['platform', 'directory', 'catalogue', 'supply', 'needs'],
  exercises: ['platform', 'identity', 'directory', 'catalogue', 'stock', 'supply', 'needs', 'situation'],
};
/** Tables each module owns: its SQL writes no others. */
const tableOwners: Record<string, readonly string[]> = {
  platform: [
    'event',
    'command',
    'follower',
    'life_transition',
    'setting',
    'auth_user',
    'auth_session',
    'auth_account',
    'auth_verification',
  ],
  identity: ['person', 'post', 'api_token'],
  directory: ['area', 'organisation'],
  catalogue: ['unit', 'item', 'item_unit', 'kit_part', 'substitute', 'unit_conversion', 'item_name'],
  stock: [
    'place',
    'lot',
    'movement',
    'holding',
    'lot_holding',
    'reservation',
    'shipment',
    'stocktake',
    'stocktake_line',
    'count_conflict',
    'count_conflict_line',
    'published_place',
    'published_holding',
    'published_movement',
    'published_reservation',
    'published_lot',
    'published_shipment',
    'asset',
    'asset_move',
    'asset_sighting',
    'making',
    'site_fitting',
    'bag_refill',
    'reorder_rule',
    'warning',
    'warning_rule',
    'stock_resupply',
    'staple_quote',
    'staple_rule',
    'monitored_stock',
    'reading',
    'reading_question',
    'stock_belief',
    'stock_forecast',
    'published_stock_forecast',
  ],
  supply: [
    'source',
    'production_line',
    'shift_report',
    'shift_report_posting',
    'round',
    'round_figure',
    'round_line',
    'gap_hour',
    'reserve_release',
    'transfer',
    'transfer_line',
  ],
  needs: [
    'kind',
    'kind_state',
    'need',
    'need_line',
    'need_line_entry',
    'need_day_count',
    'delivery',
    'delivery_line',
    'attachment',
    'import_batch',
    'import_row',
  ],
  inbox: ['message'],
};
/** Reference tables and published views: modules above their owner may read them in their own SQL. The log is for everybody. */
const published = new Set([
  'organisation',
  'area',
  'item',
  'unit',
  'published_place',
  'published_holding',
  'published_movement',
  'published_reservation',
  'published_lot',
  'published_stock_forecast',
  'event',
  'command',
  'setting',
]);
/** Platform tables that verbs of every module write through the platform's own kinds of row. */
const shared = new Set(['event', 'command', 'setting']);
/** Reads every module's tables, writes none. */
const readsAll = new Set(['situation', 'exercises']);
/** Packages and what they may import of each other. */
const packageImports: Record<string, readonly string[]> = {
  contract: [],
  solver: [],
  server: ['contract', 'solver'],
  web: ['contract'],
  e2e: ['contract', 'solver', 'server'],
  bench: ['contract', 'solver', 'server'],
};
const LINES_OF_A_FILE = 300;
const LINES_OF_A_FUNCTION = 70;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.(ts|tsx)$/;

type Source = { path: string; text: string };

const sources = globSync('{contract,solver,server,web,e2e,bench}/**/*.{ts,tsx}', {
  exclude: (path) => /node_modules|dist|generated/.test(path),
}).map((path): Source => ({ path, text: readFileSync(path, 'utf8') }));

test('packages import only what stands below them', () => assertNone(sources.flatMap(packageFaults)));
test('server modules import only lower modules, and only their index', () => assertNone(sources.flatMap(moduleFaults)));
test('a module’s SQL writes only its own tables and reads no others but published ones below it', () =>
  assertNone(sources.flatMap(tableFaults)));
test('names are kebab-case; files and functions stay small', () => assertNone(sources.flatMap(sizeFaults)));
test('the walls see what stands behind them', () => {
  assert.ok(sources.length > 150, `only ${sources.length} files were read`);
  const seeded = (path: string, text: string) => ({ path: normalize(path), text });
  assert.equal(packageFaults(seeded('web/src/a.ts', `import { x } from '@baogong/server';`)).length, 1);
  assert.equal(packageFaults(seeded('contract/src/a.ts', `import { x } from '../../server/src/app.ts';`)).length, 1);
  assert.equal(moduleFaults(seeded('server/src/supply/a.ts', `import { x } from '../needs/index.ts';`)).length, 1);
  assert.equal(moduleFaults(seeded('server/src/needs/a.ts', `import { x } from '../supply/queries.ts';`)).length, 1);
  assert.equal(tableFaults(seeded('server/src/needs/a.ts', 'db.selectFrom("reservation").selectAll()')).length, 1);
  assert.equal(tableFaults(seeded('server/src/supply/a.ts', 'sql`select 1 from source join need on true`')).length, 1);
  assert.equal(tableFaults(seeded('server/src/needs/a.ts', 'sql`update organisation set name = 1`')).length, 1);
  assert.equal(sizeFaults(seeded('server/src/needs/bigFile.ts', '')).length, 1);
  assert.equal(sizeFaults(seeded('server/src/needs/a.ts', '\n'.repeat(LINES_OF_A_FILE + 1))).length, 1);
  const long = `export function f() {\n${'  x();\n'.repeat(LINES_OF_A_FUNCTION)}}\n`;
  assert.equal(sizeFaults(seeded('server/src/needs/a.ts', long)).length, 1);
});

function packageFaults({ path, text }: Source): string[] {
  const own = path.split(sep)[0]!;
  const allowed = packageImports[own] ?? [];
  return importsOf(text).flatMap((name) => {
    const other = /^@baogong\/(\w+)/.exec(name)?.[1] ?? packageOf(path, name);
    return other && other !== own && !allowed.includes(other) ? [`${path} imports ${name}`] : [];
  });
}

function moduleFaults({ path, text }: Source): string[] {
  const own = moduleOf(path);
  if (!own || path.endsWith('.test.ts')) return [];
  return importsOf(text).flatMap((name) => {
    if (!name.startsWith('.')) return [];
    const target = relative('.', join(dirname(path), name));
    const other = moduleOf(target);
    if (!other || other === own) return [];
    if (!serverLayers[own]?.includes(other)) return [`${path} imports ${other}, which does not stand below ${own}`];
    return other === 'platform' || basename(target) === 'index.ts' ? [] : [`${path} reaches into ${target}`];
  });
}

function tableFaults({ path, text }: Source): string[] {
  const own = moduleOf(path);
  if (!own || path.endsWith('.test.ts')) return [];
  const mayRead = (table: string, owner: string) =>
    readsAll.has(own) || (published.has(table) && serverLayers[own]!.includes(owner));
  return tablesIn(text).flatMap(({ table, writes }) => {
    const owner = Object.keys(tableOwners).find((module) => tableOwners[module]!.includes(table));
    if (!owner || owner === own) return [];
    if (writes) return shared.has(table) ? [] : [`${path} writes the table ${table} of ${owner}`];
    return mayRead(table, owner) ? [] : [`${path} reads the table ${table} of ${owner}`];
  });
}

function sizeFaults({ path, text }: Source): string[] {
  const lines = text.split('\n').length;
  const faults = kebabCase.test(basename(path)) ? [] : [`${path} is not kebab-case`];
  if (lines > LINES_OF_A_FILE && !path.endsWith('.test.ts')) faults.push(`${path} has ${lines} lines`);
  return [...faults, ...longFunctions(path, text)];
}

/** Functions that start at the left edge and end with `}` there: how everything here is formatted. */
function longFunctions(path: string, text: string): string[] {
  const starts = text.matchAll(/^(?:export )?(?:default )?(?:async )?function\*? (\w+)[^]*?^\}/gm);
  return [...starts].flatMap(([whole, name]) => {
    const lines = whole.split('\n').length;
    return lines > LINES_OF_A_FUNCTION && !path.endsWith('.test.ts') ? [`${path}: ${name} has ${lines} lines`] : [];
  });
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!);
}

/** Tables in Kysely calls and in SQL text, and whether they are written there. */
function tablesIn(text: string): { table: string; writes: boolean }[] {
  const found = (matches: Iterable<RegExpMatchArray>, writes: boolean) =>
    [...matches].map((match) => ({ table: match[1]!, writes }));
  const plain = [...text.matchAll(/sql(?:<[^`]*>)?`([^`]*)`/g)].map((match) => match[1]!).join('\n');
  return [
    ...found(text.matchAll(/(?:selectFrom|innerJoin|leftJoin)\(\s*['"](\w+)/g), false),
    ...found(text.matchAll(/(?:insertInto|updateTable|deleteFrom)\(\s*['"](\w+)/g), true),
    ...found(plain.matchAll(/(?<!delete )\b(?:from|join)\s+([a-z_]+)/g), false),
    ...found(plain.matchAll(/\b(?:insert into|delete from|update)\s+([a-z_]+)/g), true),
  ];
}

function moduleOf(path: string): string | undefined {
  const parts = path.split(sep);
  const name = parts[2] ?? '';
  return parts[0] === 'server' && parts[1] === 'src' && name in serverLayers ? name : undefined;
}

function packageOf(path: string, name: string): string | undefined {
  if (!name.startsWith('.')) return undefined;
  const first = relative('.', join(dirname(path), name)).split(sep)[0]!;
  return first in packageImports ? first : undefined;
}

function assertNone(faults: string[]): void {
  assert.deepEqual(faults, []);
}
