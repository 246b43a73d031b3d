import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSetup } from '@baogong/server/testing';
import { checkAccessibility } from './support/accessibility.ts';
import { openPage } from './support/browser.ts';
import { openPlatform, password } from './support/platform.ts';
import { settled } from './support/settled.ts';

test('an empty city leads its first administrator with the printed code to the first steps', async (t) => {
  const platform = await openPlatform(t);
  const code = await openSetup(platform.db);
  assert.ok(code);
  const page = await openPage(t, platform);
  await page.goto('/');
  await page.getByRole('heading', { name: '建立城市' }).waitFor();
  await checkAccessibility(page);
  await page.getByLabel('初始化口令').fill('222-222-222');
  await page.getByLabel('您的姓名').fill('高主任');
  await page.getByLabel('账号').fill('chief');
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByLabel('省、自治区、直辖市').selectOption({ label: '湖北省' });
  await page.getByLabel('城市', { exact: true }).selectOption({ label: '武汉市' });
  await page.getByRole('button', { name: '建立', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: '初始化口令不对' }).first().waitFor();
  assert.equal((await platform.db.selectFrom('person').select('id').execute()).length, 0);

  await page.getByLabel('初始化口令').fill(code);
  await page.getByRole('button', { name: '建立', exact: true }).click();
  await page.getByRole('heading', { name: '开始使用' }).waitFor();
  await page.getByText('已完成 1 / 5').waitFor();
  await settled(page);
  await checkAccessibility(page);

  await page.getByRole('link', { name: '添加机构' }).click();
  await page.waitForURL(/\/directory/);
  const again = await openPage(t, platform);
  await again.goto('/setup');
  await again.getByRole('heading', { name: '登录' }).waitFor();
});
