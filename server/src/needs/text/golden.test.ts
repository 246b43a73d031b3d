import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import shipped from '../../catalogue/shipped/items.json' with { type: 'json' };
import { foldText } from './fold.ts';
import { buildLexicon, parseNeedText, type ProposedLine } from './index.ts';

// Each row: a text as people write it, and the lines that a careful reader would take from it.
type ExpectedLine = Pick<ProposedLine, 'item' | 'quantity' | 'unit' | 'perPack' | 'range'>;
type Row = { family: string; text: string; lines: ExpectedLine[] };

const rows = readFileSync(new URL('golden.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Row);
const lexicon = buildLexicon(
  shipped.map((item) => ({ code: item.code, names: [item.name.zh, item.name.en, ...item.synonyms] })),
);

/** From here on a screen takes the line as it is, so a wrong figure would go unseen. */
const TRUSTED = 0.8;

test('the golden set holds at least 1,200 expressions, 400 of them written by hand', () => {
  assert.ok(rows.length >= 1200, `${rows.length} rows`);
  assert.ok(rows.filter((row) => row.family === 'hand').length >= 400);
  assert.equal(new Set(rows.map((row) => row.text)).size, rows.length);
});

test('at least 99 % of the golden expressions are read exactly', () => {
  const wrong = rows.filter((row) => signature(parseNeedText(row.text, lexicon)) !== signature(row.lines));
  const report = wrong.map(
    (row) => `${row.text}\n  wanted ${signature(row.lines)}\n  read   ${signature(parseNeedText(row.text, lexicon))}`,
  );
  assert.ok(wrong.length <= rows.length * 0.01, `${wrong.length} of ${rows.length} wrong:\n${report.join('\n')}`);
});

test('no golden expression gets a wrong unit or number with confidence', () => {
  const silent = rows.flatMap((row) =>
    parseNeedText(row.text, lexicon)
      .filter((line) => line.confidence >= TRUSTED && !row.lines.some((expected) => agrees(line, expected)))
      .map((line) => `${row.text}: ${line.quantity} ${line.unit} (${line.confidence})`),
  );
  assert.deepEqual(silent, []);
});

function signature(lines: readonly ExpectedLine[]): string {
  return lines
    .map(({ item, quantity, unit, perPack, range }) =>
      JSON.stringify([foldText(item), quantity, unit, perPack?.quantity, perPack?.unit, range?.from, range?.to]),
    )
    .join(' ');
}

function agrees(line: ProposedLine, expected: ExpectedLine): boolean {
  const sameItem = foldText(line.item) === foldText(expected.item);
  return sameItem && line.quantity === expected.quantity && line.unit === expected.unit;
}
