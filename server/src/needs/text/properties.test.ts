import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildLexicon, parseNeedMessage, parseNeedText } from './index.ts';

const lexicon = buildLexicon([
  { code: 'n95', names: ['N95口罩', '医用防护口罩'] },
  { code: 'suit', names: ['防护服'] },
  { code: 'oxygen-cylinder', names: ['氧气瓶'] },
]);
const now = Temporal.ZonedDateTime.from('2026-01-06T10:00[Asia/Shanghai]');

const item = fc.constantFrom('N95口罩', '防护服', '氧气瓶', '护目镜');
const unit = fc.constantFrom('只', '个', '套', '箱', '盒', '件', '台', '瓶');
const quantity = fc.integer({ min: 1, max: 99_999_999 });

type Style = (quantity: number) => string;
const STYLES: Record<string, Style> = {
  plain: String,
  thousands: (value) => value.toLocaleString('en-US'),
  fullWidth: (value) => String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  tenThousands: (value) => (value % 100 === 0 ? `${value / 10_000}万` : String(value)),
  chinese: inChinese,
};

test('a quantity written in any style is read back the same', () => {
  fc.assert(
    fc.property(
      item,
      quantity,
      unit,
      fc.constantFrom(...Object.keys(STYLES)),
      fc.boolean(),
      (name, value, measure, style, before) => {
        const figure = (STYLES[style] as Style)(value);
        const text = before ? `急需${figure}${measure}${name}` : `急需${name}${figure}${measure}`;
        const [line, ...others] = parseNeedText(text, lexicon);
        assert.deepEqual(others, []);
        assert.deepEqual([line?.item, line?.quantity, line?.unit], [name, value, measure], text);
      },
    ),
    // 2021.37万 begins like a date.
    { numRuns: 500, examples: [['N95口罩', 20_213_700, '只', 'tenThousands', false]] },
  );
});

test('a list of several items keeps each amount with its item', () => {
  const names = fc.uniqueArray(item, { minLength: 1, maxLength: 4 });
  const separator = fc.constantFrom('、', '，', '；', '\n', ' ', ',');
  fc.assert(
    fc.property(
      names,
      fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 4, maxLength: 4 }),
      unit,
      separator,
      (goods, values, measure, mark) => {
        const text = goods.map((name, at) => `${name}${values[at]}${measure}`).join(mark);
        const read = parseNeedText(text, lexicon).map((line) => [line.item, line.quantity, line.unit]);
        assert.deepEqual(
          read,
          goods.map((name, at) => [name, values[at], measure]),
          text,
        );
      },
    ),
    { numRuns: 300 },
  );
});

// Pieces that the grammar reacts to, in any order: the worst of what a clipboard can hold.
const piece = fc.constantFrom(
  ...'急需 不需要 已有 N95口罩 氧气瓶 防护服 2万 3-5 半 只 箱 瓶 L 15L × * / 每箱 50只 （ ） ( 、 ， 。 \n \t ： 各 分别 共计 若干 几十 500 1,000 1，200 % 13812345678 明天上午前 84消毒液 75% 床单 一 两 万 十 装 改为 x 王主任 海淀医院 GB 🆘 \ud800'.split(
    ' ',
  ),
);
const message = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
);

test('no text makes the parser throw, and each line lies inside the text with its item', () => {
  fc.assert(
    fc.property(message, (text) => {
      for (const line of parseNeedMessage(text, lexicon, now).lines) {
        const [start, end] = line.span;
        assert.ok(start >= 0 && start < end && end <= text.length);
        assert.ok(text.slice(start, end).includes(line.item));
        assert.ok(line.confidence > 0 && line.confidence <= 1);
        assert.ok(line.quantity === null || (Number.isFinite(line.quantity) && line.quantity > 0));
      }
    }),
    { numRuns: 2000 },
  );
});

test('a number without a measure word never gets a unit', () => {
  fc.assert(
    fc.property(item, quantity, fc.constantFrom(' ', '：', '', '\t', '×'), (name, value, mark) => {
      const [line] = parseNeedText(`${name}${mark}${value}`, lexicon);
      assert.deepEqual([line?.quantity, line?.unit], [value, null]);
    }),
  );
});

test('a name that two catalogue items share gets no code', () => {
  const shared = buildLexicon([
    { code: 'mask-adult', names: ['口罩'] },
    { code: 'mask-child', names: ['口罩', '儿童口罩'] },
  ]);
  assert.equal(parseNeedText('口罩500只', shared)[0]?.itemCode, null);
  assert.equal(parseNeedText('儿童口罩500只', shared)[0]?.itemCode, 'mask-child');
});

const DIGITS = '零一二三四五六七八九';

/** 20500 → 二万零五百 */
function inChinese(value: number): string {
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  const gap = high > 0 && low > 0 && low < 1000 ? '零' : '';
  const words = high > 0 ? `${section(high)}万${gap}${low > 0 ? section(low) : ''}` : section(low);
  return words;
}

function section(value: number): string {
  let words = '';
  let skipped = false;
  for (const [scale, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / scale) % 10;
    if (digit === 0) skipped = words !== '';
    else {
      words += `${skipped ? '零' : ''}${DIGITS[digit]}${name}`;
      skipped = false;
    }
  }
  return words;
}
