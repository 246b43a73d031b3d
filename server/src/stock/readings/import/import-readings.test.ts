import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '@baogong/contract';
import { actAs } from '../../../../testing/act.ts';
import { openTestDatabase } from '../../../../testing/database.ts';
import { openTown, type Town } from '../../../../testing/town.ts';
import { type Database, openDatabase } from '../../../platform/db/database.ts';
import type { ActorContext } from '../../../platform/http/context.ts';
import { localHints } from '../../../platform/log/hints.ts';
import { Refusal } from '../../../platform/refusal.ts';
import { viewStocks } from '../run-dry.ts';
import { watchStock } from '../watch-stock.ts';
import { importReadings } from './import-readings.ts';

const now = Temporal.Instant.from('2022-12-20T04:00:00Z');
const TONNE = 1_000_000;
let database: Database;
let town: Town;
let tank: string;

before(async () => {
  database = openDatabase((await openTestDatabase()).url, 4);
  town = await openTown(database.db, now);
  tank = await actAs(
    database.db,
    town.actorOf('dispatcher'),
    (act) =>
      watchStock(act, database.db, {
        commandId: act.commandId,
        organisationId: town.hospitals[0].id,
        item: 'liquid-oxygen',
        gauge: 'percent',
        capacity: 20 * TONNE,
      }),
    now,
  );
});
after(() => database.close());

function take(text: string, locale: 'zh' | 'en' = 'zh', commandId = newId()) {
  const { db } = database;
  const context = { db, actor: town.actorOf('dispatcher'), clock: { now: () => now }, hints: localHints(), locale };
  return importReadings(context as unknown as ActorContext, { commandId, text });
}

test('pasted rows become readings; what is wrong with a row is said cell by cell, and the others go in', async () => {
  const [first, second] = town.hospitals;
  const table = [
    ['机构名称', '物资', '液位', '时间', '高流量'],
    [first.name, '液氧', '62%', '2022-12-20 08:00', '12'],
    [first.name, '医用液氧', '11.8 吨', '2022-12-20 10:00', ''],
    [second.name, '40升氧气瓶', '35 瓶', '2022/12/20 11:30', ''],
    ['没有这家医院', '液氧', '50%', '2022-12-20 10:00', ''],
    [first.name, '龙骨', '5 吨', '2022-12-20 10:00', ''],
    [first.name, '液氧', '很多', '2022-12-20 10:30', ''],
    [first.name, '液氧', '50%', '下周', ''],
    [first.name, '液氧', '50%', '2022-12-20 10:45', '半台'],
    [first.name, '液氧', '50%', '2022-12-22 10:00', ''],
    [second.name, '液氧', '50%', '2022-12-20 10:00', ''],
  ];
  const text = table.map((row) => row.join('\t')).join('\n');
  const report = await take(text);
  assert.deepEqual([report.rows, report.taken, report.errors.length], [10, 3, 7]);
  assert.deepEqual(
    report.errors.map(({ row, column }) => [row, column]),
    [
      [5, '机构名称'],
      [6, '物资'],
      [7, '液位'],
      [8, '时间'],
      [9, '高流量'],
      [10, ''],
      [11, ''],
    ],
  );
  assert.match(report.errors[0]!.message, /没有叫“没有这家医院”的机构/);
  assert.match(report.errors[5]!.message, /未来/);
  assert.match(report.errors[6]!.message, /容量/);
  const [stock] = await viewStocks(database.db, [tank], now);
  assert.equal(stock?.lastReading?.quantity, 11.8 * TONNE);
  assert.equal(stock?.lastReading?.source, 'spreadsheet');
});

test('the same rows again are repeats; a table without a heading says which columns it needs', async () => {
  const text = `hospital,item,level (t),at\n${town.hospitals[2].name},liquid oxygen,7.5,2022-12-20 09:00\n`;
  assert.equal((await take(text, 'en')).taken, 1);
  assert.deepEqual([(await take(text, 'en')).taken, (await take(text, 'en')).repeated], [0, 1]);
  await assert.rejects(
    take('a,b,c\n1,2,3\n'),
    (error: unknown) => error instanceof Refusal && error.reason === 'rows-needed',
  );
  await assert.rejects(take(''), Refusal);
});
