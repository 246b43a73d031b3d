import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { startTestServer } from '../../../../testing/server.ts';
import { openTown } from '../../../../testing/town.ts';

test('a market’s list becomes quotes; what is wrong with a row is said cell by cell, and the others go in', async (t) => {
  const now = Temporal.Instant.from('2022-12-20T04:00:00Z');
  const server = await startTestServer(t, { clock: { now: () => now }, work: false });
  const { cityCode } = await openTown(server.db, now);
  const desk = await server.as('dispatcher', { areaCode: cityCode });
  const table = [
    ['品名', '区域代码', '价格（元/公斤）', '单位', '销量', '库存', '市场', '时间'],
    ['大米', cityCode, '5.20', '', '1100', '4400', '惠民市场', '2022-12-20 08:00'],
    ['大米', cityCode, '¥2.7', '斤', '', '', '惠民市场', '2022-12-20 09:00'],
    ['鸡蛋', cityCode, '10.6元/kg', '', '', '', '', '2022-12-19'],
    ['大米', cityCode, '5.20', '', '1100', '4400', '惠民市场', '2022-12-20 08:00'],
    ['龙肝', cityCode, '5', '', '', '', '', ''],
    ['大米', '月球', '5', '', '', '', '', ''],
    ['大米', cityCode, '便宜', '', '', '', '', ''],
    ['大米', cityCode, '5', '秒差距', '', '', '', ''],
    ['大米', cityCode, '5', '', '很多', '', '', ''],
    ['大米', cityCode, '5', '', '', '', '', '明天'],
    ['大米', cityCode, '5', '', '', '', '', '2022-12-24 08:00'],
    ['大米', cityCode, '5', '只', '', '', '', ''],
  ];
  const text = table.map((row) => row.join('\t')).join('\n');
  const commandId = newId();
  const told = await desk.staples.importQuotes({ commandId, text });
  assert.deepEqual([told.rows, told.taken, told.repeated], [12, 3, 1]);
  assert.deepEqual(
    told.errors.map(({ row, column }) => [row, column]),
    [
      [6, '品名'],
      [7, '区域代码'],
      [8, '价格（元/公斤）'],
      [9, '单位'],
      [10, '销量'],
      [11, '时间'],
      [12, ''],
      [13, ''],
    ],
  );
  assert.deepEqual(await desk.staples.importQuotes({ commandId, text }), told, 'sent again: the same answer');
  const lights = await desk.staples.listStapleLights({});
  assert.deepEqual(lights.map(({ item }) => item).toSorted(), ['eggs', 'rice']);
  assert.equal(lights.find(({ item }) => item === 'rice')!.days.length, 2);
  // A price that does not say what it is for is asked about, never guessed.
  const bare = `品名,区域代码,价格\n大米,${cityCode},5.2`;
  assert.equal((await desk.staples.importQuotes({ commandId: newId(), text: bare })).errors[0]!.column, '单位');
  await assert.rejects(desk.staples.importQuotes({ commandId: newId(), text: 'nothing,here' }), /品名|price/);
  const file = new File([text.replace('08:00', '07:00')], 'quotes.csv');
  assert.equal((await desk.staples.importQuotes({ commandId: newId(), file })).taken, 1);
  const auditor = await server.as('auditor', { areaCode: cityCode });
  await assert.rejects(auditor.staples.importQuotes({ commandId: newId(), text }));
});
