import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CapWarning, capDocument } from './alert.ts';
import { capFaults, parseXml } from './rules.ts';

const at = (hour: number) => `2026-02-01T${String(hour).padStart(2, '0')}:00:00.123Z`;

const warning: CapWarning = {
  id: '019c0000-0000-7000-8000-000000000001',
  kind: 'run-dry',
  lamp: 'red',
  areaCode: '420102',
  areaName: '江岸区',
  organisationName: '江岸第一医院 <分院> & "新区"\u0007',
  longitude: 114.3,
  latitude: 30.6,
  itemName: { zh: '医用液氧', en: 'Medical liquid oxygen' },
  itemClass: 'oxygen',
  lifeCritical: true,
  confidence: 'high',
  emptyAt: { p10: at(3), p50: at(4), p90: at(5) },
  resupplyMinutes: 90,
  because: null,
  steps: [{ version: 1, action: 'raise', at: at(2) }],
};

/** Everything that a warning can be, in every life. */
function* all(): Generator<CapWarning> {
  const step = (version: number, action: string, hour: number) => ({ version, action, at: at(hour) });
  const lives = [
    [step(1, 'raise', 2)],
    [step(1, 'raise', 2), step(2, 'worsen', 3), step(4, 'escalate', 4)],
    [step(1, 'raise', 2), step(3, 'clear', 6)],
    [step(1, 'raise', 2), step(2, 'answer', 3)],
  ];
  const unknown = { emptyAt: null, longitude: null, latitude: null, resupplyMinutes: null };
  const late = { p10: at(4), p50: null, p90: null };
  for (const kind of ['run-dry', 'missing-report', 'staple'] as const)
    for (const lamp of ['red', 'yellow'] as const)
      for (const confidence of ['high', 'medium', 'low', 'none'] as const)
        for (const steps of lives)
          for (const part of [
            {},
            unknown,
            { emptyAt: late, organisationName: null },
            { lifeCritical: false, itemClass: 'daily' },
          ])
            yield { ...warning, kind, lamp, confidence, steps, ...part };
}

test('every warning, in every step of its life, is a valid CAP 1.2 message', () => {
  let count = 0;
  for (const each of all()) {
    const faults = capFaults(capDocument(each, { exercise: count % 2 === 0 }));
    assert.deepEqual(faults, [], `${each.kind} ${each.lamp} ${each.steps.at(-1)!.action}`);
    count += 1;
  }
  assert.equal(count, 384);
});

test('alert, update and cancellation name what went before; an exercise says so; hours and bands become CAP’s words', () => {
  const red = capDocument(warning, { exercise: false });
  const texts = (document: string, name: string) =>
    parseXml(document)
      .filter((each) => each.name === name)
      .map(({ text }) => text);
  assert.deepEqual(texts(red, 'msgType'), ['Alert']);
  assert.deepEqual(texts(red, 'status'), ['Actual']);
  assert.deepEqual(texts(red, 'language'), ['zh-CN', 'en']);
  assert.deepEqual(
    [texts(red, 'urgency')[0], texts(red, 'severity')[0], texts(red, 'certainty')[0]],
    ['Immediate', 'Extreme', 'Likely'],
  );
  assert.deepEqual(texts(red, 'sent'), ['2026-02-01T10:00:00+08:00']);
  assert.deepEqual(texts(red, 'onset')[0], '2026-02-01T12:00:00+08:00');
  assert.deepEqual(texts(red, 'circle')[0], '30.6,114.3 0.5');
  assert.match(red, /江岸第一医院 &lt;分院&gt; &amp; &quot;新区&quot;：/);
  const over = { ...warning, steps: [...warning.steps, { version: 3, action: 'clear', at: at(6) }] };
  const cancelled = capDocument(over, { exercise: true });
  assert.deepEqual(texts(cancelled, 'msgType'), ['Cancel']);
  assert.deepEqual(texts(cancelled, 'status'), ['Exercise']);
  assert.deepEqual(texts(cancelled, 'references'), [`baogong.4201,${warning.id}.1,2026-02-01T10:00:00+08:00`]);
});

test('the check sees what is wrong', () => {
  const good = capDocument(warning, { exercise: false });
  const bad: [string, string | RegExp, string][] = [
    ['a code value that CAP lacks', '<urgency>Immediate</urgency>', '<urgency>Now</urgency>'],
    ['an element left out', /\s*<certainty>\w+<\/certainty>/, ''],
    ['elements out of order', /(<sender>.*<\/sender>)\s*(<sent>.*<\/sent>)/, '$2$1'],
    ['a time with Z', /<sent>.*<\/sent>/, '<sent>2026-02-01T10:00:00Z</sent>'],
    ['an update without references', '<msgType>Alert</msgType>', '<msgType>Update</msgType>'],
    ['restricted without saying to whom', /\s*<restriction>.*<\/restriction>/, ''],
    ['an identifier with a comma', /<identifier>/, '<identifier>a,'],
    ['an element of nobody’s', '<scope>', '<colour>red</colour><scope>'],
  ];
  for (const [what, from, to] of bad) assert.notDeepEqual(capFaults(good.replace(from, to)), [], what);
});
