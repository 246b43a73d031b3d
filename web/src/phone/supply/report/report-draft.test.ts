import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReportForm, ReportFormLine } from '@baogong/contract';
import { draftOf, linesOf, readAmount } from './report-draft.ts';

const gram = { zh: '克', en: 'gram' };
const prefilled = { planned: 60_000_000, actual: 52_500_000, stock: null };
const line = { id: 'line', capacity: 80_000_000, baseUnitName: gram };
const fresh = { line, report: null, prefilled } as ReportFormLine;
const form = (each: ReportFormLine) => ({ lines: [each] }) as ReportForm;

test('tonnes are typed as tonnes and sent as grams; a blank is not known, never nothing', () => {
  assert.deepEqual(draftOf(fresh), { planned: '60', actual: '52.5', stock: '', note: '' });
  const tonne = { toBase: 1_000_000, word: null };
  assert.equal(readAmount('１２.５', tonne), 12_500_000);
  assert.equal(readAmount('1,200', tonne), 1_200_000_000);
  assert.equal(readAmount('0', tonne), 0);
  assert.equal(readAmount(' ', tonne), null);
  for (const wrong of ['-1', 'abc', '1e9', '0.0000001', '99999999999'])
    assert.equal(readAmount(wrong, tonne), undefined);
});

test('untouched, the form sends what was filled in; a reported line goes out again only when it changed', () => {
  const { lines } = linesOf(form(fresh), {});
  assert.deepEqual(lines, [{ lineId: 'line', replaces: null, ...prefilled, note: null }]);
  const reported = { line, report: { ...prefilled, note: null, version: 2 }, prefilled } as ReportFormLine;
  assert.deepEqual(linesOf(form(reported), {}).lines, []);
  const changed = { ...draftOf(reported), stock: '7' };
  assert.deepEqual(linesOf(form(reported), { line: changed }).lines[0], {
    lineId: 'line',
    replaces: 2,
    ...prefilled,
    stock: 7_000_000,
    note: null,
  });
});

test('a line of which nothing is known is left out, and a slip is named', () => {
  const blank = { planned: '', actual: '', stock: '', note: '' };
  assert.deepEqual(linesOf(form(fresh), { line: blank }), { lines: [], wrong: [] });
  assert.deepEqual(linesOf(form(fresh), { line: { ...blank, stock: 'x' } }).wrong, ['line']);
});
