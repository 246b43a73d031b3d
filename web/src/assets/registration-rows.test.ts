import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from './registration-rows.ts';

test('pasted lines become rows: from a spreadsheet, from a CSV file, or bare numbers', () => {
  assert.deepEqual(rowsOf('编号\t下次检验\nA1\t2027-03-01\thttps://x.cn/A1\t华东\n\nA2\t2027/4/1\n'), [
    { number: 'A1', inspectBy: '2027-03-01', code: 'https://x.cn/A1', maker: '华东' },
    { number: 'A2', inspectBy: '2027/4/1', code: null, maker: null },
  ]);
  assert.deepEqual(
    rowsOf('\uFEFFnumber,inspection\r\n"B1",2027-03-01\r\nB2，2027-03-01').map(({ number }) => number),
    ['B1', 'B2'],
  );
  assert.deepEqual(rowsOf('C1').length, 1);
  assert.equal(rowsOf(Array.from({ length: 6000 }, (_, index) => `D${index}`).join('\n')).length, 5000);
});
