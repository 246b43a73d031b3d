import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agoText, cityHour, momentText, readable, spanTo, unitText } from './format.ts';
import { newCommandId } from './command-id.ts';

const gram = { zh: '克', en: 'gram' };
const now = Date.parse('2020-02-03T04:00:00Z');

test('oxygen kept in grams is read in tonnes and kilograms, and no gram is lost by it', () => {
  assert.deepEqual(readable(15_000_000, gram), { value: 15, word: 'unit.tonne' });
  assert.deepEqual(readable(15_000_001, gram), { value: 15_000.001, word: 'unit.kilogram' });
  fc.assert(
    fc.property(fc.nat(2_000_000_000), (grams) => {
      const { value, word } = readable(grams, gram);
      const back =
        value * { 'unit.tonne': 1_000_000, 'unit.kilogram': 1000, 'unit.litre': 1000, none: 1 }[word ?? 'none'];
      assert.ok(Math.abs(back - grams) < 1e-6);
    }),
  );
});

test('English units bend with their number, others do not', () => {
  const box = { zh: '盒', en: 'box' };
  assert.deepEqual([unitText(box, 2, 'en'), unitText(box, 1, 'en'), unitText(box, 2, 'zh')], ['boxes', 'box', '盒']);
});

test('pieces stay pieces however many they are', () => {
  assert.deepEqual(readable(2_000_000, { zh: '只', en: 'piece' }), { value: 2_000_000, word: null });
});

test('moments are told on the city’s clock, with the day when it is another', () => {
  assert.equal(momentText('2020-02-03T07:40:00Z', 'zh', now), '15:40');
  assert.match(momentText('2020-02-02T17:40:00Z', 'en', now), /01:40/);
  assert.match(momentText('2020-02-01T07:40:00Z', 'en', now), /1 Feb/);
});

test('ages use the coarsest unit that still says something', () => {
  assert.match(agoText('2020-02-03T03:48:00Z', 'zh', now), /12.*前/);
  assert.match(agoText('2020-02-02T23:00:00Z', 'en', now), /5 h.*ago/);
});

test('what is past is said as over, never as a negative time left', () => {
  assert.deepEqual(spanTo('2020-02-03T01:30:00Z', now), { over: true, days: 0, hours: 2, minutes: 30 });
  assert.deepEqual(spanTo('2020-02-03T06:10:00Z', now), { over: false, days: 0, hours: 2, minutes: 10 });
});

test('tonight and tomorrow noon are hours of the city, wherever the browser is', () => {
  assert.equal(cityHour(20, 0, now), '2020-02-03T12:00:00.000Z');
  assert.equal(cityHour(12, 1, now), '2020-02-04T04:00:00.000Z');
});

test('command ids are UUIDs of version 7 and sort by time', () => {
  const early = newCommandId(now);
  const late = newCommandId(now + 1);
  assert.match(early, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(early < late);
});
