import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildLexicon, parseNeedMessage } from './index.ts';

const lexicon = buildLexicon([{ code: 'n95', names: ['N95口罩'] }]);
// A Tuesday.
const now = Temporal.ZonedDateTime.from('2026-01-06T10:00[Asia/Shanghai]');
const read = (text: string) => parseNeedMessage(text, lexicon, now);
const neededBy = (text: string) =>
  read(text).neededBy?.at?.toPlainDateTime().toString({ smallestUnit: 'minute' }) ?? null;

test('the example of a hospital gives lines, deadline, place, contact and urgency', () => {
  const text = '急需N95口罩2万只、氧气瓶30个，明天上午前，海淀医院王主任';
  const message = read(text);
  assert.deepEqual(
    message.lines.map(({ item, itemCode, quantity, unit }) => [item, itemCode, quantity, unit]),
    [
      ['N95口罩', 'n95', 20_000, '只'],
      ['氧气瓶', null, 30, '个'],
    ],
  );
  assert.equal(message.neededBy?.at?.toString(), '2026-01-07T12:00:00+08:00[Asia/Shanghai]');
  assert.equal(text.slice(...(message.neededBy?.span ?? [0, 0])), '明天上午前');
  assert.equal(message.place?.text, '海淀医院');
  assert.deepEqual(
    message.contacts.map(({ kind, text: said }) => [kind, said]),
    [['name', '王主任']],
  );
  assert.deepEqual(message.urgency, { words: ['急需'], hoursLeft: null });
});

const DEADLINES: readonly [string, string | null][] = [
  ['今晚8点前送到', '2026-01-06T20:00'],
  ['24小时内', '2026-01-07T10:00'],
  ['两天内送达', '2026-01-08T10:00'],
  ['半小时内', '2026-01-06T10:30'],
  ['周五前', '2026-01-09T23:59'],
  ['下周一上午', '2026-01-12T12:00'],
  ['1月8日前', '2026-01-08T23:59'],
  ['2026年2月1日12时前', '2026-02-01T12:00'],
  ['8号前', '2026-01-08T23:59'],
  ['后天中午12:30', '2026-01-08T12:30'],
  ['下午3点半前', '2026-01-06T15:30'],
  ['明早八点前', '2026-01-07T08:00'],
  ['within 6 hours', '2026-01-06T16:00'],
  ['口罩三天前用完了', null],
  ['尽快', null],
  ['2月30日前', null],
  ['截至1月8日用了500只', null],
  ['口罩500只', null],
];

test('deadlines are read in the zone of now; what is no date stays unknown', () => {
  for (const [text, expected] of DEADLINES) assert.equal(neededBy(text), expected, text);
});

test('as soon as possible is a deadline without a time', () => {
  assert.deepEqual(read('口罩500只，尽快').neededBy, { at: null, text: '尽快', span: [7, 9] });
});

test('a date in December that names January means the next year', () => {
  const december = Temporal.ZonedDateTime.from('2025-12-28T10:00[Asia/Shanghai]');
  assert.equal(parseNeedMessage('1月8日前口罩', lexicon, december).neededBy?.at?.year, 2026);
});

test('telephone numbers, messenger ids and names with titles can be masked', () => {
  const text = '联系人：张三 138-1234-5678，微信号 wuhan_help，李护士长 010-62345678';
  const { contacts } = read(text);
  assert.deepEqual(
    contacts.map(({ kind, text: said }) => [kind, said]),
    [
      ['name', '张三'],
      ['phone', '138-1234-5678'],
      ['account', 'wuhan_help'],
      ['name', '李护士长'],
      ['phone', '010-62345678'],
    ],
  );
  for (const contact of contacts) assert.equal(text.slice(...contact.span), contact.text);
});

test('the hours that the stock lasts are read from the message', () => {
  assert.equal(read('氧气只够用2小时').urgency.hoursLeft, 2);
  assert.equal(read('氧气只够用二十四小时').urgency.hoursLeft, 24);
  assert.equal(read('氧气还能撑十个小时').urgency.hoursLeft, 10);
  assert.equal(read('防护服仅能维持三天').urgency.hoursLeft, 72);
  assert.equal(read('口罩24小时内送到').urgency.hoursLeft, null);
});

test('confidence falls with each doubt', () => {
  const confidence = (text: string) => read(text).lines[0]?.confidence ?? 0;
  assert.ok(confidence('急需N95口罩500只') > confidence('急需N95口罩500'));
  assert.ok(confidence('急需N95口罩500') > confidence('急需N95口罩若干'));
  assert.ok(confidence('急需N95口罩500只') > confidence('急需N95口罩约500只'));
  assert.ok(confidence('急需竹凉席500张') < 0.8);
});
