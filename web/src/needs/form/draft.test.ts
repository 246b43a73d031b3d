import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProposedLine } from '@baogong/contract';
import fc from 'fast-check';
import { instantOfLocal, localOfInstant } from '../../shared/local-time.ts';
import { blankLine, draftOfProposal, faultInLines, lineInputs, marked } from './draft.ts';

const piece = { zh: '只', en: 'piece' };
const mask = {
  code: 'mask-n95',
  name: { zh: 'N95口罩', en: 'N95' },
  baseUnit: 'piece',
  units: [{ unit: 'piece', name: piece, toBase: 1 }],
};
const text = '急需N95口罩若干、氧气瓶30个';

function proposal(more: Partial<ProposedLine>): ProposedLine {
  const words = { item: 'N95口罩', itemCode: 'mask-n95', itemName: mask.name, unit: null, question: null };
  return { ...words, quantity: null, baseQuantity: null, confidence: 0.9, span: [2, 9], ...more };
}

test('a quantity said as "some" goes in as unknown, never as a number', () => {
  const line = draftOfProposal(proposal({}), mask, text);
  assert.deepEqual(lineInputs([line]), [{ item: 'mask-n95', quantity: null, unit: 'piece', said: 'N95口罩若干' }]);
});

test('a number whose unit does not convert is asked for, not taken', () => {
  const line = draftOfProposal(proposal({ quantity: 3, unit: '箱', question: '一箱几只？' }), mask, text);
  assert.equal(line.quantity, null);
  assert.deepEqual(faultInLines([line]), { fault: 'quantity-missing', row: 1 });
});

test('untouched rows are dropped, but a need without any item is refused', () => {
  assert.deepEqual(faultInLines([blankLine()]), { fault: 'missing', row: 1 });
  assert.equal(faultInLines([{ ...blankLine(), item: mask, quantity: 5 }, blankLine()]), null);
});

test('a fraction is refused with its row, not rounded', () => {
  assert.deepEqual(faultInLines([{ ...blankLine(), item: mask, quantity: 1.5 }]), { fault: 'quantity-whole', row: 1 });
});

test('a time on the city’s clock survives the way to an instant and back', () => {
  assert.equal(instantOfLocal('2020-02-03T15:40'), '2020-02-03T07:40:00.000Z');
  assert.equal(localOfInstant('2020-02-03T07:40:00.000Z'), '2020-02-03T15:40');
});

test('marking what was read loses no character of the text', () => {
  const spans = fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 6 });
  fc.assert(
    fc.property(spans, (pairs) => {
      const sorted = pairs.map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
      assert.equal(
        marked(text, sorted)
          .map((cut) => cut.text)
          .join(''),
        text,
      );
    }),
  );
});
