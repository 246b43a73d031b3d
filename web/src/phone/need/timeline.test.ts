import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needActionCodes } from '@baogong/contract/life';
import type { HistoryEntry, Need } from '@baogong/contract';
import { momentOf } from './timeline.ts';

const unit = { zh: '个', en: 'piece' };
const need = {
  id: 'need',
  lines: [{ id: 'line', itemName: { zh: '口罩', en: 'Mask' }, baseUnitName: unit }],
  deliveries: [{ id: 'trip', lines: [{ needId: 'need', itemName: unit, baseUnitName: unit, quantity: 3000 }] }],
} as unknown as Need;

function entry(action: string, details: Record<string, unknown> = {}): HistoryEntry {
  return { action, details, onBehalf: false } as unknown as HistoryEntry;
}

test('every action of the life has its own sentence', () => {
  const untold = needActionCodes.filter((action) => momentOf(entry(action), need).word === 'other');
  assert.deepEqual(untold, []);
  assert.equal(momentOf(entry('undo', { undone: 'close' }), need).code, 'close');
});

test('a fact that nobody knows yet is still told', () => {
  assert.equal(momentOf(entry('teleport'), need).word, 'other');
});

test('a trip is told with what it carries for this need and when it is expected', () => {
  const moment = momentOf(entry('ship', { deliveryId: 'trip', expectedAt: '2020-02-03T07:40:00Z' }), need);
  assert.equal(moment.word, 'ship-until');
  assert.equal(moment.goods[0]!.quantity, 3000);
});

test('a receipt in part tells what was accepted, what went back, and why', () => {
  const lines = [{ lineId: 'line', accepted: 2900, rejected: 100, reason: '破损' }];
  const moment = momentOf(entry('receive', { lines }), need);
  assert.equal(moment.word, 'receive-partly');
  assert.equal(moment.rejected[0]!.quantity, 100);
  assert.equal(moment.note, '破损');
});

test('details of an unexpected shape are left out, not shown as nonsense', () => {
  const moment = momentOf(entry('receive', { lines: 'many', reason: 7 }), need);
  assert.deepEqual(moment.goods, []);
  assert.equal(moment.note, '');
});
