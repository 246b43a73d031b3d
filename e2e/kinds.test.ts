import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { picture } from './support/screenshots.ts';

const aMinute = 60_000;

test('a new kind of need can be filed within a minute, and an old need keeps its form after a revision', async (t) => {
  const city = await openCity(t);
  const organisationId = city.town.hospitals[0].id;
  const nurse = await city.hire('nurse', '张护士长', { role: 'institution', organisationId });
  const office = await enter(t, city, city.chief);
  const ward = await enter(t, city, nurse, { phone: true });
  await ward.getByRole('link', { name: '上报需求' }).click();
  const kinds = ward.getByLabel('需要什么帮助');
  await kinds.waitFor();

  await office.goto('/admin/kinds');
  await office.getByRole('link', { name: '新建类型' }).click();
  await office.getByLabel('中文名称').fill('污水处理');
  await office.getByLabel('英文名称').fill('Sewage treatment');
  assert.equal(
    await office.getByRole('textbox', { name: '代码', exact: true }).first().inputValue(),
    'sewage-treatment',
  );
  await office.getByRole('radio', { name: /^办事/ }).check();
  await office.getByRole('button', { name: '添加字段' }).click();
  const field = office.getByRole('group', { name: '第 1 个字段' });
  await field.getByLabel('中文标签').fill('每天污水量（立方米）');
  await field.getByLabel('英文标签').fill('Sewage a day, m³');
  await field.getByRole('checkbox', { name: '必填' }).check();
  await checkAccessibility(office);
  await picture(office, 'kinds-editor');
  const since = Date.now();
  await office.getByRole('button', { name: '保存并启用' }).click();
  await office.getByText('“污水处理”第 1 版已生效').waitFor();

  await kinds.getByRole('option', { name: '污水处理' }).waitFor({ state: 'attached', timeout: aMinute });
  await kinds.selectOption({ label: '污水处理' });
  await ward.getByRole('button', { name: '上报', exact: true }).click();
  await ward.getByRole('alert').getByText('请填“每天污水量（立方米）”').waitFor();
  await ward.getByLabel('每天污水量（立方米）').fill('约 120');
  await ward.getByRole('button', { name: '上报', exact: true }).click();
  await ward.getByRole('heading', { name: '已上报' }).waitFor();
  assert.ok(Date.now() - since < aMinute, 'filed within a minute of saving the kind');

  await field.getByLabel('中文标签').fill('每小时污水量');
  await office.getByRole('button', { name: '保存为第 2 版' }).click();
  await office.getByText('“污水处理”第 2 版已生效').waitFor();
  await ward.getByRole('link', { name: '查看进度' }).click();
  await answered(ward, '每天污水量（立方米）');
  const filed = await city.db.selectFrom('need').select('kind_version').executeTakeFirstOrThrow();
  assert.equal(filed.kind_version, 1);

  await ward.goto('/phone/ask');
  await kinds.selectOption({ label: '污水处理' });
  await ward.getByLabel('每小时污水量').waitFor();
});

async function answered(ward: Page, label: string): Promise<void> {
  await ward.getByRole('heading', { name: '填报内容' }).waitFor();
  await ward.getByText(label).waitFor();
  await ward.getByText('约 120').waitFor();
}
