import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryFolder } from '../platform/config.ts';

const commands = join(repositoryFolder, 'server/src/cli/index.ts');
const call = (...words: string[]) => spawnSync(process.execPath, [commands, ...words], { encoding: 'utf8' });

/** An object as the challenge's XML: lists become elements named after what they hold. */
function xml(name: string, value: unknown, inner = ''): string {
  if (Array.isArray(value)) return `<${name}>${value.map((one) => xml(inner, one)).join('')}</${name}>`;
  if (typeof value !== 'object' || value === null) return `<${name}>${String(value)}</${name}>`;
  const members = Object.entries(value).map(([key, member]) => xml(key, member, innerNames[key]));
  return `<${name}>${members.join('')}</${name}>`;
}

const challenge = 'IRP_Roadef_Challenge_Instance';
const innerNames: Record<string, string> = {
  timewindows: 'TimeWindow',
  trailer: 'int',
  allowedTrailers: 'int',
  Forecast: 'double',
  drivers: `${challenge}_driver`,
  trailers: `${challenge}_Trailers`,
  sources: `${challenge}_Sources`,
  customers: `${challenge}_Customers`,
  bases: 'index',
};

function table(name: string, rows: number[][], kind: 'Int' | 'Double'): string {
  const cells = rows.map((row) => xml(`ArrayOf${kind}`, row, kind.toLowerCase()));
  return `<${name}>${cells.join('')}</${name}>`;
}

/** Base, plant and one hospital, two days: the tank runs below its safety level on the second day unless somebody comes. */
function instance(): string {
  const legs = [
    [0, 30, 60],
    [30, 0, 40],
    [60, 40, 0],
  ];
  const always = [{ start: 0, end: 2879 }];
  const hospital = {
    index: 2,
    LayoverCustomer: 0,
    callIn: 0,
    orders: '',
    setupTime: 30,
    timewindows: always,
    allowedTrailers: [0],
    Forecast: Array.from({ length: 48 }, () => 100),
    Capacity: 6000,
    InitialTankQuantity: 3000,
    MinOperationQuantity: 1,
    SafetyLevel: 500,
  };
  const driver = {
    index: 0,
    minInterSHIFTDURATION: 600,
    maxDrivingDuration: 600,
    timewindows: always,
    trailer: [0],
    LayoverDuration: 600,
    TimeCost: 0.5,
    LayoverCost: 100,
  };
  const lists = {
    drivers: [driver],
    trailers: [{ index: 0, Capacity: 5000, InitialQuantity: 0, DistanceCost: 0.3 }],
    bases: [0],
    sources: [{ index: 1, allowedTrailers: [0], setupTime: 30 }],
    customers: [hospital],
  };
  return [
    `<?xml version="1.0" encoding="utf-8"?><${challenge}><unit>60</unit><horizon>48</horizon>`,
    table('timeMatrices', legs, 'Int'),
    ...Object.entries(lists).map(([name, list]) => xml(name, list, innerNames[name])),
    table('DistMatrices', legs, 'Double'),
    `</${challenge}>`,
  ].join('\n');
}

test('an instance of the challenge is solved, its solution keeps all rules, and one that does not is told by code', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'baogong-challenge-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [given, solution, broken] = ['instance.xml', 'solution.xml', 'broken.xml'].map((name) => join(folder, name));
  writeFileSync(given!, instance());
  const solved = call('solve', given!, '--iterations', '3000', '--out', solution!);
  assert.equal(solved.status, 0, solved.stderr);
  assert.match(solved.stderr, /个班次，每千克成本 0\.\d+，违反规则 0 处/);
  const checked = call('check', given!, solution!, '--language', 'en');
  assert.equal(checked.status, 0, checked.stdout);
  assert.match(checked.stderr, /0 rules broken/);
  writeFileSync(broken!, readFileSync(solution!, 'utf8').replace(/<arrival>\d+/, '<arrival>1'));
  const told = call('check', given!, broken!);
  assert.equal(told.status, 1);
  assert.match(told.stdout, /^SHI02 {2}shift 0, operation 0, point 1/m);
  writeFileSync(broken!, instance().replace('<unit>60</unit>', '<unit>soon</unit>'));
  const refused = call('solve', broken!);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /unit/);
});
