import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { picture } from './support/screenshots.ts';

const head = ['机构', '区', '物资', '规格', '数量', '单位', '优先级', '需要时间'];
const good = [
  ['江岸第一医院', '江岸区', 'N95口罩', '', '2万只', '', '紧急', ''],
  ['武昌人民医院', '武昌区', '医用外科口罩', '', 5000, '只', '一般', ''],
  ['青山职工医院', '青山区', '防护服', '', '若干', '', '紧急', ''],
];
const bad = [
  { row: ['汉口没有这家医院', '', '防护服', '', 100, '套', '一般', ''], column: '机构' },
  { row: ['武昌人民医院', '武昌区', '月球石', '', 10, '块', '一般', ''], column: '物资' },
  { row: ['武昌人民医院', '武昌区', '防护服', '', -5, '套', '一般', ''], column: '数量' },
];

test('a spreadsheet is tried, taken in good rows, its bad ones handed back with row and column; again it adds nothing', async (t) => {
  const city = await openCity(t);
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: city.town.cityCode });
  const desk = await enter(t, city, dispatcher);
  const needs = async () => (await city.db.selectFrom('need').select('id').execute()).length;
  const file = {
    name: '各医院需求.xlsx',
    mimeType: spreadsheet,
    buffer: await sheetOf([...good, ...bad.map(({ row }) => row)]),
  };

  await desk.goto('/import');
  await desk.locator('input[type=file]').setInputFiles(file);
  await desk.getByText('已选：各医院需求.xlsx', { exact: false }).waitFor();
  await checkAccessibility(desk);
  await desk.getByRole('button', { name: '试导入（不写入）' }).click();
  await desk.getByText('试导入完成：什么都没有写入').waitFor();
  assert.deepEqual(await tiles(desk), { 总行数: 6, 会收下: 3, 以前收过: 0, 退回: 3, 会新建需求: 3 });
  assert.equal(await needs(), 0);
  for (const [index, { column }] of bad.entries()) {
    const row = good.length + 2 + index;
    await desk
      .getByRole('row')
      .filter({ has: desk.getByRole('cell', { name: `${row}`, exact: true }) })
      .getByRole('cell', { name: column, exact: true })
      .waitFor();
  }
  await checkAccessibility(desk);

  await desk.getByRole('button', { name: '正式导入' }).click();
  await desk.getByText('导入完成：新报 3 条需求，3 行没有收').waitFor();
  await picture(desk, 'import-result');
  assert.equal(await needs(), 3);

  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('link', { name: /下载退回的文件/ }).click(),
  ]);
  const back = new ExcelJS.Workbook();
  await back.xlsx.load((await readFile(await download.path())) as unknown as ArrayBuffer);
  const text = JSON.stringify(back.worksheets[0]?.getSheetValues());
  assert.match(text, /汉口没有这家医院/);
  assert.match(text, /月球石/);

  await desk.goto('/import');
  await desk.locator('input[type=file]').setInputFiles(file);
  await desk.getByRole('button', { name: '直接导入' }).click();
  await desk.getByText('导入完成：新报 0 条需求', { exact: false }).waitFor();
  assert.equal((await tiles(desk))['以前收过'], 3);
  assert.equal(await needs(), 3);
});

test('what is no spreadsheet is refused at once, and the template downloads', async (t) => {
  const city = await openCity(t);
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: city.town.cityCode });
  const desk = await enter(t, city, dispatcher);
  await desk.goto('/import');
  await desk
    .locator('input[type=file]')
    .setInputFiles({ name: '照片.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await desk.getByRole('alert').getByText('“照片.png”不是 xlsx 或 csv').waitFor();
  await desk
    .locator('input[type=file]')
    .setInputFiles({ name: '坏的.xlsx', mimeType: spreadsheet, buffer: Buffer.from('not a zip') });
  await desk.getByRole('button', { name: '试导入（不写入）' }).click();
  await desk.getByRole('alert').getByText('这次导入没有完成').waitFor();
  await desk.getByRole('link', { name: '导入另一个文件' }).click();
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('link', { name: '下载空模板' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
});

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function sheetOf(rows: readonly (readonly unknown[])[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('需求').addRows([head, ...rows]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** The counts on the result page by their names. */
async function tiles(desk: Page): Promise<Record<string, number>> {
  const texts = await desk
    .locator('.tiles > div')
    .evaluateAll((found) => found.map((tile) => (tile as unknown as { innerText: string }).innerText.split('\n')));
  return Object.fromEntries(texts.map(([name = '', count]) => [name, Number(count?.replaceAll(',', ''))]));
}
