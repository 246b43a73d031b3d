import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readInstance } from './challenge-instance.ts';
import { readSolution } from './challenge-solution.ts';
import { madePlan, madeTown } from './made-town.ts';
import { writeSolution } from './challenge-solution.ts';
import { escapeXml, readXml } from './xml.ts';

test('elements, attributes, comments, entities and CDATA are read', () => {
  const { root } = readXml(
    '\uFEFF<?xml version="1.0"?>\n<!-- a > b -->\n<a x="1" y=\'2\'><b>1 &lt; 2 &#38; &#x4e;</b><c/><d><![CDATA[<e>]]></d></a>\n',
  );
  assert.equal(root?.name, 'a');
  assert.deepEqual(
    root?.children.map(({ name, text }) => [name, text]),
    [
      ['b', '1 < 2 & N'],
      ['c', ''],
      ['d', '<e>'],
    ],
  );
});

for (const [story, xml, line, message] of [
  ['an empty document', '', 1, /no element/],
  ['an element left open', '<a>\n<b>\n</a>', 3, /<\/a> closes <b>/],
  ['an end of the text', '<a>\n<b', 2, /not closed/],
  ['a second root', '<a/>\n<b/>', 2, /second root/],
  ['stray text', '<a/>\n\nhello', 3, /outside/],
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a/>', 1, /not accepted/],
  ['an unknown entity', '<a>\n&bomb;</a>', 2, /entity/],
  ['a malformed attribute', '<a b=c/>', 1, /attributes/],
  ['too deep a nesting', '<a>'.repeat(100), 1, /deeper/],
] as const) {
  test(`refused with its line: ${story}`, () => {
    const { fault } = readXml(xml);
    assert.match(fault?.message ?? '', message);
    assert.equal(fault?.line, line + (story === 'stray text' ? -2 : 0));
  });
}

test('escaped text comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.equal(readXml(`<a>${escapeXml(text)}</a>`).root?.text, text);
    }),
    { numRuns: 300 },
  );
});

test('damaged documents are refused or read, never a crash', () => {
  const whole = writeSolution(madePlan());
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(20), fc.string({ maxLength: 5 }), (at, cut, added) => {
      const text = whole.slice(0, at) + added + whole.slice(at + cut);
      const reading = readSolution(text, madeTown());
      assert.ok(reading.plan ? reading.faults.length === 0 : reading.faults.length > 0);
      assert.ok(readInstance(text).faults.length > 0);
    }),
    { numRuns: 1000 },
  );
});

test('a fault names the element and its line', () => {
  const text = writeSolution(madePlan())
    .replace('<driver>1</driver>', '<driver>seven</driver>')
    .replace('<point>4</point>', '<point>44</point>');
  const { faults } = readSolution(text, madeTown());
  assert.deepEqual(
    faults.map(({ path, line }) => [path, line]),
    [
      ['IRP_Roadef_Challenge_Output.Shifts[1].driver', 24],
      ['IRP_Roadef_Challenge_Output.Shifts[1].operations[1].point', 34],
    ],
  );
});
