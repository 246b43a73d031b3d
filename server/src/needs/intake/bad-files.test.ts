import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { Refusal } from '../../platform/refusal.ts';
import { formatOf } from './format.ts';
import { readFile } from './plan.ts';
import { decodeText } from '../../platform/files/csv.ts';
import { serialText } from '../../platform/files/dates.ts';
import { readXlsx } from '../../platform/files/xlsx.ts';

type Part = { name: string; content: Buffer; claimedBytes?: number };

/** A zip as an attacker would write it: sizes may lie. */
function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedBytes } of parts) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimedBytes ?? content.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const version = Buffer.from([20, 0]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), version, fields, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(
    directory.reduce((sum, each) => sum + each.length, 0),
    8,
  );
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

const part = (name: string, content: string): Part => ({ name, content: Buffer.from(content) });
const workbookParts = (sheet: string, prefix = ''): Part[] => [
  part(
    'xl/workbook.xml',
    `<workbook xmlns:r="r"><sheets><sheet name="需求" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ),
  part(
    'xl/_rels/workbook.xml.rels',
    `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
  ),
  part('xl/worksheets/sheet1.xml', `${prefix}<worksheet><sheetData>${sheet}</sheetData></worksheet>`),
];
const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const heading = `<row r="1">${cell('物资')}${cell('数量')}</row>`;

const read = (content: Buffer) => readFile({ content, format: formatOf(content) }, () => false);
async function refused(content: Buffer, why: RegExp): Promise<void> {
  await assert.rejects(read(content), (error) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.reason, 'file-unreadable');
    assert.match(error.text('en'), why);
    assert.match(error.text('zh'), /文件读不了/);
    return true;
  });
}

test('a zip bomb is refused before it is unpacked, also one that lies about its size', async () => {
  const zeros = Buffer.alloc(60_000_000, ' ');
  await refused(zipOf([...workbookParts(heading), { name: 'xl/bomb.xml', content: zeros }]), /unpacks to far too much/);
  const [book, rels] = workbookParts('');
  const lying = { name: 'xl/worksheets/sheet1.xml', content: zeros, claimedBytes: 1000 };
  await refused(zipOf([book!, rels!, lying]), /damaged/);
  const many = Array.from({ length: 2500 }, (_, index) => part(`x/${index}`, ''));
  await refused(zipOf([...workbookParts(heading), ...many]), /unpacks to far too much/);
});

test('XML entities are neither fetched nor expanded', async () => {
  const prefix = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
  const rows = `${heading}<row r="2">${cell('&a;')}<c><v>5</v></c></row>`;
  await refused(zipOf(workbookParts(rows, prefix)), /definitions that are not allowed/);
  const [plan] = await read(zipOf(workbookParts(rows)));
  assert.equal(plan?.rows[0]?.row.cells[0], '&a;');
});

test('what is no spreadsheet is named for what it is', async () => {
  await refused(Buffer.from('ffd8ffe000104a464946', 'hex'), /picture/);
  await refused(
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    /password or is of the old .xls/,
  );
  await refused(Buffer.from('%PDF-1.7 …'), /PDF/);
  await refused(Buffer.from('<html><table><tr><td>物资</td></tr></table></html>'), /web page/);
  await refused(Buffer.alloc(0), /empty/);
  await refused(zipOf([part('word/document.xml', '<x/>')]), /no xlsx/);
  await refused(Buffer.from('a,b\n1,2\n'), /no heading/);
  await refused(Buffer.from('物资,数量\n"口罩,5\n'), /quotation mark/);
});

test('a truncated workbook is refused, wherever it is cut', async () => {
  const book = new ExcelJS.Workbook();
  book
    .addWorksheet('需求')
    .addRows([['物资', '数量'], ...Array.from({ length: 500 }, (_, index) => ['口罩', index + 1])]);
  const whole = Buffer.from(await book.xlsx.writeBuffer());
  assert.equal((await read(whole))[0]?.rows.length, 500);
  for (const share of [0.1, 0.5, 0.9, 0.99]) await refused(whole.subarray(0, whole.length * share), /damaged/);
});

test('a cell of a megabyte is cut, not swallowed; columns far out are refused', async () => {
  const long = await read(zipOf(workbookParts(`${heading}<row r="2">${cell('口'.repeat(1_000_000))}</row>`)));
  assert.equal(String(long[0]?.rows[0]?.row.cells[0]).length, 32_768);
  const far = `${heading}<row r="2"><c r="XFD2"><v>1</v></c></row>`;
  await refused(zipOf(workbookParts(far)), /more than 200 columns/);
  const coloured = `${heading}<row r="2"><c r="A2"><v>1</v></c><c r="XFD2" s="3"/></row>`;
  assert.equal((await read(zipOf(workbookParts(coloured))))[0]?.rows.length, 1);
});

test('more rows than allowed are refused', async () => {
  await refused(Buffer.from(`物资,数量\n${'口罩,1\n'.repeat(100_001)}`), /more than 100,000 rows/);
});

test('a workbook with prefixed tags is read like any other', async () => {
  const parts = workbookParts('');
  const sheet = `<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c t="inlineStr"><x:is><x:t>物资</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:r><x:t>数</x:t></x:r><x:r><x:t>量</x:t></x:r></x:is></x:c></x:row><x:row r="3"><x:c t="str"><x:f>1</x:f><x:v>口罩&amp;&#x4e00;</x:v></x:c><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
  parts[2] = part('xl/worksheets/sheet1.xml', sheet);
  const [found] = await readXlsx(zipOf(parts));
  assert.deepEqual(found?.rows, [
    { number: 1, cells: ['物资', '数量'] },
    { number: 3, cells: ['口罩&一', 5] },
  ]);
});

test('dates come out of day numbers, in both counts of days', () => {
  assert.equal(serialText(43862), '2020-02-01');
  assert.equal(serialText(43862.354166666664), '2020-02-01 08:30');
  assert.equal(serialText(42400, true), '2020-02-01');
  assert.equal(serialText(1), '1899-12-31');
  assert.equal(serialText(-1), undefined);
});

test('texts are decoded by their own encoding', () => {
  assert.equal(decodeText(Buffer.from('\uFEFF口罩')), '口罩');
  assert.equal(decodeText(Buffer.from([0xbf, 0xda, 0xd5, 0xd6, 0x2c, 0x31])), '口罩,1');
  assert.equal(decodeText(Buffer.from('\uFEFF口罩', 'utf16le')), '口罩');
});
