import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { checkAccessibility } from './support/accessibility.ts';
import { enter, openPage, signIn } from './support/browser.ts';
import { openCity } from './support/platform.ts';

/** Pages of others, and a role that holds their key. */
const notForNurses = [
  { path: '/triage', holder: '市调度员' },
  { path: '/supply', holder: '供应商' },
  { path: '/admin/people', holder: '管理员' },
  { path: '/admin/kinds', holder: '管理员' },
  { path: '/admin/kinds/goods', holder: '管理员' },
  { path: '/admin/new-kind', holder: '管理员' },
  { path: '/admin/start', holder: '管理员' },
  { path: '/audit', holder: '审计员' },
  { path: '/demo', holder: '值班领导' },
  { path: '/phone/orders', holder: '承运人' },
  { path: '/phone/stock', holder: '供应商' },
];

test('who opens a page of others by its address learns whose it is and finds the way back', async (t) => {
  const city = await openCity(t);
  const organisationId = city.town.hospitals[0].id;
  const nurse = await city.hire('nurse', '张护士长', { role: 'institution', organisationId });
  const ward = await enter(t, city, nurse);
  for (const { path, holder } of notForNurses) {
    await ward.goto(path);
    await ward.getByRole('heading', { level: 1, name: '这一页不归您的岗位' }).waitFor();
    await ward.getByText(`能打开它的岗位：`).getByText(holder).waitFor();
    await ward.getByText('您的岗位：机构').waitFor();
  }
  await checkAccessibility(ward);
  await ward.getByRole('link', { name: '回到首页' }).click();
  await ward.getByRole('heading', { level: 1, name: '我的需求' }).waitFor();
});

test('the need of another hospital is not there for a nurse, and a page that does not exist says so', async (t) => {
  const city = await openCity(t);
  const [own, other] = city.town.hospitals;
  const nurse = await city.hire('nurse', '张护士长', { role: 'institution', organisationId: own.id });
  const elsewhere = await city.as({ role: 'institution', organisationId: other.id });
  const lines = [{ item: 'surgical-mask', quantity: 100 }];
  const need = await elsewhere.needs.collectNeed({ commandId: newId(), organisationId: other.id, lines });
  const ward = await enter(t, city, nurse, { phone: true });
  for (const path of [`/phone/needs/${need.id}`, `/needs/${need.id}`]) {
    await ward.goto(path);
    await ward.getByRole('alert').getByText('可能已删除或您无权查看').waitFor();
    assert.equal(await ward.getByText(other.name).count(), 0);
  }
  await ward.goto('/no/such/page');
  await ward.getByRole('heading', { name: '没有这个页面' }).waitFor();
  await checkAccessibility(ward);
});

test('whoever is not signed in comes back to the page they wanted after signing in', async (t) => {
  const city = await openCity(t);
  const page = await openPage(t, city);
  await page.goto('/directory?query=江岸');
  await page.waitForURL(/sign-in/);
  await signIn(page, city.chief);
  await page.waitForURL(/\/directory/);
  await page.getByText('江岸第一医院').first().waitFor();
});
