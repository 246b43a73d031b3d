import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOfFile } from './chosen-file.ts';

test('a spreadsheet or csv of a sensible size may be sent, whatever the case of its ending', () => {
  assert.equal(faultOfFile({ name: '需求.XLSX', size: 1 }), null);
  assert.equal(faultOfFile({ name: 'needs.csv', size: 30_000_000 }), null);
});

test('a file that cannot be read is refused before it is sent, with the reason', () => {
  assert.equal(faultOfFile({ name: 'needs.xls', size: 10 })?.fault, 'type');
  assert.equal(faultOfFile({ name: 'needs.xlsx.exe', size: 10 })?.fault, 'type');
  assert.equal(faultOfFile({ name: 'needs.csv', size: 0 })?.fault, 'empty');
  assert.deepEqual(faultOfFile({ name: 'needs.xlsx', size: 30_500_000 }), {
    fault: 'large',
    name: 'needs.xlsx',
    size: '30.5',
  });
});
