import { analyse } from 'chardet';
import { type Options, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { bounds, type Cell, rowCollector, type Sheet, unreadable } from './sheet.ts';
import { broken, encrypted } from './zip.ts';

/** Reads separated values: UTF-8, UTF-16 or GB18030; comma, semicolon or tab. All values stay text. */
export async function readCsv(content: Buffer): Promise<Sheet[]> {
  refuseOtherFiles(content);
  const text = decodeText(content);
  const collector = rowCollector();
  const options: Options = {
    delimiter: separatorOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 2_000_000,
  };
  let number = 0;
  try {
    for await (const record of parse(text, options) as AsyncIterable<string[]>) {
      number += 1;
      const cells = record.map((cell): Cell => (cell === '' ? undefined : cell.slice(0, bounds.cellCharacters + 1)));
      while (cells.length > 0 && cells.at(-1) === undefined) cells.pop();
      if (cells.length > 0) collector.add(number, cells);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) throw badQuotes(number + 1);
    throw error;
  }
  return [{ name: '', rows: collector.rows }];
}

function badQuotes(row: number) {
  return unreadable(`第 ${row} 行起引号没有配对`, `a quotation mark is never closed, from row ${row} on`);
}

const OTHER_FILES: readonly [string, () => Error][] = [
  ['d0cf11e0', encrypted],
  ['ffd8ff', () => unreadable('这是一张图片', 'it is a picture')],
  ['89504e47', () => unreadable('这是一张图片', 'it is a picture')],
  ['47494638', () => unreadable('这是一张图片', 'it is a picture')],
  ['25504446', () => unreadable('这是 PDF', 'it is a PDF')],
  ['52617221', () => unreadable('这是压缩包', 'it is an archive')],
  ['1f8b', () => unreadable('这是压缩包', 'it is an archive')],
];

function refuseOtherFiles(content: Buffer): void {
  if (content.length === 0) throw unreadable('文件是空的', 'it is empty');
  const start = content.subarray(0, 4).toString('hex');
  for (const [signature, refusal] of OTHER_FILES) if (start.startsWith(signature)) throw refusal();
  if (/^\s*<(?:!doctype|html|\?xml|table)/i.test(content.subarray(0, 200).toString('latin1'))) {
    throw unreadable('这是网页，不是表格', 'it is a web page, not a spreadsheet');
  }
}

/** The text, whatever its encoding; strict, so that a wrong guess shows as a refusal and not as garbled names. */
export function decodeText(content: Buffer): string {
  const encoding = encodingOf(content);
  const text = iconv.decode(content, encoding);
  const sample = text.slice(0, 200_000);
  if (sample.includes('\0')) throw unreadable('不是文字文件', 'it is no text file');
  const unknown = sample.split('\uFFFD').length - 1;
  if (unknown > sample.length / 1000) throw broken();
  return text;
}

function encodingOf(content: Buffer): string {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe) return 'utf16le';
  if (first === 0xfe && second === 0xff) return 'utf16be';
  if (isUtf8(content)) return 'utf8';
  const sample = content.subarray(0, 65_536);
  const zeros = [0, 1].map((side) => sample.filter((byte, at) => byte === 0 && at % 2 === side).length);
  if (zeros[1]! > sample.length / 20) return 'utf16le';
  if (zeros[0]! > sample.length / 20) return 'utf16be';
  const guesses = new Map(analyse(sample).map((guess) => [guess.name, guess.confidence]));
  const big5 = guesses.get('Big5') ?? 0;
  return big5 >= 80 && big5 > (guesses.get('GB18030') ?? 0) + 20 ? 'big5' : 'gb18030';
}

/** A file cut off within its last sign is still UTF-8. */
function isUtf8(content: Buffer): boolean {
  try {
    new TextDecoder('utf8', { fatal: true }).decode(content, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The sign that stands most often in the first lines, outside quotation marks. */
function separatorOf(text: string): string {
  const start = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n/)
    .slice(0, 10)
    .join('\n');
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: start.split(sign).length - 1 }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).sign;
}
