import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind, ProposedLine } from '@baogong/contract';
import { blankDraft, bodyOf, faultOf, lineOf, lineOfProposal, type Draft, type DraftItem } from './draft.ts';

const mask: DraftItem = {
  code: 'surgical-mask',
  name: { zh: '口罩', en: 'Mask' },
  baseUnit: 'piece',
  baseUnitName: { zh: '个', en: 'piece' },
  units: [],
};
const field = { name: 'place', label: { zh: '地点', en: 'Place' }, type: 'text', required: true } as const;
const goods = { code: 'goods', life: 'supply', fields: [] } as unknown as Kind;
const repair = { code: 'repair', life: 'service', fields: [field] } as unknown as Kind;

function draftWith(part: Partial<Draft>): Draft {
  return { ...blankDraft('01a00000-0000-7000-8000-000000000001'), ...part };
}

function read(part: Partial<ProposedLine>): ProposedLine {
  const line = { item: '口罩', itemCode: mask.code, itemName: mask.name, quantity: 5, unit: '箱', baseQuantity: null };
  return { ...line, confidence: 0.9, span: [2, 6], question: null, ...part };
}

test('a line without a quantity is asked for, an honest unknown is sent as unknown', () => {
  const line = lineOf(mask);
  assert.equal(faultOf(draftWith({ lines: [line] }), goods)?.word, 'quantity');
  const unknown = draftWith({ lines: [{ ...line, unknown: true, typed: '7' }] });
  assert.equal(faultOf(unknown, goods), null);
  assert.equal(bodyOf(unknown, goods, 'screen').lines[0]!.quantity, null);
});

test('a unit that does not convert leaves the quantity open: five boxes are not five pieces', () => {
  const text = '急需口罩5箱';
  const line = lineOfProposal(read({ question: '一箱几个？' }), mask, text);
  assert.equal(line.typed, '');
  assert.equal(line.unknown, false);
  assert.equal(line.said, '口罩5箱');
  assert.equal(faultOf(draftWith({ lines: [line] }), goods)?.word, 'quantity');
});

test('a text that gives no number becomes an unknown quantity, never one', () => {
  const line = lineOfProposal(read({ quantity: null, unit: null }), mask, '急需口罩若干');
  assert.equal(line.unknown, true);
});

test('a line whose item is not recognised keeps the need from being sent', () => {
  const line = lineOfProposal(read({ itemCode: null, baseQuantity: 5 }), null, '蓝色管子5根');
  const draft = draftWith({ lines: [lineOf(mask), line] });
  assert.deepEqual(faultOf(draft, goods), { word: 'item', at: line.key, label: null });
});

test('life-critical needs a reason, a service its required answers, every need somebody who asks', () => {
  const lines = [{ ...lineOf(mask), typed: '5' }];
  assert.equal(faultOf(draftWith({ lines, priority: 'life-critical' }), goods)?.word, 'reason');
  assert.equal(faultOf(draftWith({ form: { place: '' } }), repair)?.at, 'place');
  assert.equal(faultOf({ ...draftWith({ lines }), organisationId: null }, goods)?.word, 'organisation');
  assert.equal(faultOf(draftWith({ form: { place: '三楼' } }), repair), null);
});

test('the same draft always gives the same command, so that sending it twice makes one need', () => {
  const draft = draftWith({ lines: [{ ...lineOf(mask), typed: '2万' }], sealedAt: '2020-02-03T01:00:00Z' });
  const stored = JSON.parse(JSON.stringify(draft)) as Draft;
  assert.deepEqual(bodyOf(stored, goods, 'screen'), bodyOf(draft, goods, 'screen'));
  assert.equal(bodyOf(draft, goods, 'screen').commandId, draft.commandId);
  assert.equal(bodyOf(draft, goods, 'screen').lines[0]!.quantity, 20_000);
});

test('answers of another kind and blank ones stay behind', () => {
  const draft = draftWith({ form: { place: '三楼', other: 'x' } });
  assert.deepEqual(bodyOf(draft, repair, 'officer').form, { place: '三楼' });
});
