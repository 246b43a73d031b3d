import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { picture, pictures } from './support/screenshots.ts';
import { seesSoon } from './support/soon.ts';

test('a hospital asks, the city dispatches, the supplier delivers in two parts, the hospital confirms, the need is closed', async (t) => {
  const city = await openCity(t);
  const { hospitals, suppliers, cityCode } = city.town;
  const [nurse, dispatcher, driver] = await Promise.all([
    city.hire('nurse', '张护士长', { role: 'institution', organisationId: hospitals[0].id }),
    city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: cityCode }),
    city.hire('driver', '周师傅', { role: 'supplier', organisationId: suppliers[0].id }),
  ]);
  const desk = await enter(t, city, dispatcher);
  const ward = await enter(t, city, nurse, { phone: true });
  const depot = await enter(t, city, driver, { phone: true });
  await desk.getByText('没有待派发的需求').waitFor();
  await depot.getByText('没有要发的货').waitFor();

  // The hospital asks; the desk sees it come in.
  await ward.getByRole('link', { name: '上报需求' }).click();
  await ward.getByLabel('找物资').fill('外科口罩');
  await ward.locator('.picker-answers').getByRole('button', { name: '医用外科口罩' }).click();
  await ward.getByLabel('数量', { exact: true }).fill('2000');
  await picture(ward, 'phone-ask');
  let since = await pressed(ward, '上报');
  const row = desk.getByRole('option', { name: /江岸第一医院/ });
  await seesSoon(row, since, 'the new need');
  const number = await ward.locator('.sent-number').innerText();
  assert.match(number, /\d/);
  await ward.getByRole('link', { name: '查看进度' }).click();
  await ward.getByText('已收到，等待派发').waitFor();

  // The city dispatches from the suggested source; hospital and supplier see it.
  await row.click();
  await desk.getByRole('button', { name: '派发', exact: true }).click();
  const panel = desk.getByRole('dialog', { name: `派发 ${number}` });
  await panel.getByText('全部覆盖').first().waitFor();
  since = await pressed(panel, '确认派发');
  await seesSoon(ward.getByText('已安排 2,000 个', { exact: false }), since, 'the dispatch');
  await seesSoon(depot.getByRole('checkbox', { name: /医用外科口罩/ }), since, 'the order');

  // The supplier delivers in two parts; the hospital takes in each.
  await sendPart(depot, '1200');
  since = await pressed(depot, '发车');
  await seesSoon(ward.getByText('武昌医药公司 已发货', { exact: false }), since, 'the first trip');
  await pictures(ward, 'phone-follow');
  since = await pressed(depot, '已送到');
  await seesSoon(ward.getByText('已送到，请验收', { exact: false }), since, 'the first arrival');
  await pictureOfNeed(desk, new URL(ward.url()).pathname.replace('/phone', ''));
  since = await pressed(ward, '全部收下');
  await seesSoon(depot.getByRole('heading', { name: /最近验收的/ }), since, 'the first receipt');
  await ward.getByText('收下 1,200 个', { exact: false }).first().waitFor();

  await sendPart(depot, '800');
  await pressed(depot, '发车');
  since = await pressed(depot, '已送到');
  await seesSoon(ward.getByRole('heading', { name: '货都到了，放到位了吗？' }), since, 'the last arrival');
  await desk.keyboard.press('Escape');
  await desk.getByRole('button', { name: '待销账' }).click();
  await desk.getByRole('option', { name: /江岸第一医院/ }).waitFor();
  await pressed(ward, '全部收下');
  await ward.getByText('收下 800 个', { exact: false }).first().waitFor();

  // The hospital confirms; it leaves the desk's list as closed.
  since = await pressed(ward, '到货到位，销账');
  await seesSoon(desk.getByText('没有等销账的需求'), since, 'the closing');
  await ward.getByText('已确认并销账').first().waitFor();

  const need = await city.db.selectFrom('need').select(['status']).executeTakeFirstOrThrow();
  const line = await city.db.selectFrom('need_line').selectAll().executeTakeFirstOrThrow();
  assert.equal(need.status, 'closed');
  assert.deepEqual([line.requested, line.delivered, line.accepted].map(Number), [2000, 2000, 2000]);
});

/** The need as the desk sees it, half of it on the spot. */
async function pictureOfNeed(desk: Page, path: string): Promise<void> {
  const page = await desk.context().newPage();
  await page.goto(path);
  await page.getByText('武昌医药公司').first().waitFor();
  await checkAccessibility(page);
  await pictures(page, 'need-page');
  await page.close();
}

async function sendPart(depot: Page, quantity: string): Promise<void> {
  await depot.getByRole('checkbox', { name: /医用外科口罩/ }).check();
  await depot.getByLabel('这次发').fill(quantity);
  await depot.getByRole('button', { name: '装车 1 单，去 1 家' }).click();
}

/** Presses the button and tells when, in milliseconds since 1970. */
async function pressed(place: Pick<Page, 'getByRole'>, name: string): Promise<number> {
  const button = place.getByRole('button', { name, exact: true });
  await button.waitFor();
  const since = Date.now();
  await button.click();
  return since;
}
