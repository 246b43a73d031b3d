import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { pictures } from './support/screenshots.ts';

test('a cylinder goes from the maker to the hospital and back by scans; one past its inspection is refused; the trace names every hand', async (t) => {
  const city = await openCity(t);
  const { hospitals, suppliers, cityCode } = city.town;
  const [filler, nurse, dispatcher] = await Promise.all([
    city.hire('filler', '刘师傅', { role: 'supplier', organisationId: suppliers[1].id }),
    city.hire('nurse', '张护士长', { role: 'institution', organisationId: hospitals[0].id }),
    city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: cityCode }),
  ]);
  const [plant, ward, desk] = await Promise.all([
    enter(t, city, filler, { phone: true }),
    enter(t, city, nurse, { phone: true }),
    enter(t, city, dispatcher),
  ]);

  // The desk registers what the maker has: pasted lines, one of them wrong.
  await desk.goto('/assets');
  await desk.getByRole('button', { name: '批量登记' }).click();
  const form = desk.getByRole('dialog', { name: '批量登记' });
  await choose(desk, form.getByLabel('物资'), '40升医用氧气瓶');
  await choose(desk, form.getByLabel('现在在'), suppliers[1].name);
  await form
    .getByLabel('编号（每行一个）')
    .fill('A1001\t2099-03-01\nA1002\t2028-03-01\nA1003\t2020-03-01\nA1004\t2028-03-01');
  await form.getByRole('button', { name: '登记' }).click();
  await form.getByText('第 1 行 A1001', { exact: false }).waitFor();
  await form.getByLabel('编号（每行一个）').fill('A1001\t2028-03-01');
  await form.getByRole('button', { name: '登记' }).click();
  await form.waitFor({ state: 'hidden' });
  await desk.getByRole('link', { name: 'A1001' }).waitFor();
  await checkAccessibility(desk);
  await pictures(desk, 'assets');

  // The maker fills and sends; what is past its inspection is refused, with the cure.
  await plant.getByRole('link', { name: '扫码' }).click();
  await scan(plant, '充装', 'A1001', '满瓶，青山防护用品厂');
  await plant.getByLabel('或输入编号').fill('A1003');
  await plant.getByRole('button', { name: '记一步' }).click();
  await plant.getByText('检验期是2020-03-01', { exact: false }).waitFor();
  await plant.getByRole('button', { name: '不要了' }).click();
  await plant.getByRole('radio', { name: '发出' }).check();
  await plant.getByLabel('找机构').fill('江岸第一');
  await plant.locator('.picker-answers').getByRole('button', { name: hospitals[0].name }).click();
  await scan(plant, null, 'A1001', `去 ${hospitals[0].name} 的路上`);
  await checkAccessibility(plant);
  await pictures(plant, 'phone-scan');

  // The hospital takes it in without a network: it waits in sight, then goes out by itself.
  await ward.getByRole('link', { name: '扫码' }).click();
  await ward.getByLabel('或输入编号').waitFor();
  await ward.context().setOffline(true);
  await ward.getByLabel('或输入编号').fill('a1001');
  await ward.getByRole('button', { name: '记一步' }).click();
  await ward.getByText('还没上传（1）').waitFor();
  await ward.context().setOffline(false);
  await ward.getByText(`满瓶，${hospitals[0].name}`, { exact: false }).waitFor();
  await scan(ward, '用空', 'A1001', '空瓶');
  await ward.getByRole('radio', { name: '发出' }).check();
  await ward.getByLabel('找机构').fill('青山防护');
  await ward.locator('.picker-answers').getByRole('button', { name: suppliers[1].name }).click();
  await scan(ward, null, 'A1001', `去 ${suppliers[1].name} 的路上`);
  await scan(plant, '到达', 'A1001', '空瓶，青山防护用品厂');

  // The ward counts what it has beside it.
  await ward.getByRole('link', { name: '盘点' }).click();
  await ward.getByLabel('找物资').fill('流量计');
  await ward.locator('.picker-answers').getByRole('button', { name: '氧气流量计' }).click();
  await ward.getByRole('textbox', { name: '氧气流量计' }).fill('7');
  await ward.getByRole('button', { name: '记下' }).click();
  await ward.getByText('已盘点：7 个').waitFor();
  await ward.getByText('账上 7 个').waitFor();
  await checkAccessibility(ward);
  await pictures(ward, 'phone-count');

  // The desk sees every hand.
  await desk.getByRole('link', { name: 'A1001' }).click();
  await desk.getByRole('heading', { name: '经过的每一手' }).waitFor();
  const hands = desk.locator('.hand');
  await desk.locator('.hand').nth(6).waitFor();
  const steps = await hands.locator('strong').allInnerTexts();
  assert.deepEqual(steps, ['到达', '发出', '用空', '到达', '发出', '充装', '登记']);
  await hands.nth(2).getByText('张护士长', { exact: false }).waitFor();
  await hands.nth(5).getByText('刘师傅', { exact: false }).waitFor();
  await checkAccessibility(desk);
  await pictures(desk, 'asset-trace');

  // The last scan was of another bottle: it is corrected with its reason, and stays in sight.
  await desk.getByRole('button', { name: '这一步记错了' }).click();
  const correction = desk.getByRole('dialog', { name: '更正: A1001' });
  await correction.getByLabel('原因').fill('扫错了瓶');
  await checkAccessibility(desk);
  await correction.getByRole('button', { name: '记下更正' }).click();
  await correction.waitFor({ state: 'hidden' });
  await desk.getByText('原因：扫错了瓶').waitFor();
  await desk.getByText('已更正', { exact: true }).waitFor();
  await desk.locator('.fact-list').getByText('在路上', { exact: false }).waitFor();

  // And what a tonne of oxygen is in cylinders, once the pressure is stated.
  await desk.goto('/catalogue/liquid-oxygen');
  await desk.getByText('876.424').waitFor();
  await desk.getByLabel('气瓶压力（MPa）').fill('15');
  await desk.getByText('125.219').waitFor();
  await checkAccessibility(desk);
  await pictures(desk, 'item-convert');
  await desk.goto('/equipment');
  await desk.getByText('在用气瓶').waitFor();
  await checkAccessibility(desk);
  await pictures(desk, 'equipment');
});

type Box = ReturnType<Page['getByLabel']>;

/** Types into an Ant Design select and takes the first answer of that name. */
async function choose(page: Page, box: Box, name: string): Promise<void> {
  await box.fill(name);
  await page.locator('.ant-select-item-option:visible', { hasText: name }).first().click();
}

/** One step by typed number; waits until the list says what became of it. */
async function scan(page: Page, mode: string | null, number: string, said: string): Promise<void> {
  if (mode) await page.getByRole('radio', { name: mode }).check();
  await page.getByLabel('或输入编号').fill(number);
  await page.getByRole('button', { name: '记一步' }).click();
  await page.locator('.scan-row').first().getByText(said, { exact: false }).waitFor();
}
