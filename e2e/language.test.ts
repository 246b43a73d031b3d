import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import type { Page } from 'playwright-core';
import { enter } from './support/browser.ts';
import { inPairs } from './support/in-pairs.ts';
import { type City, openCity } from './support/platform.ts';
import { settled } from './support/settled.ts';

/** Data stays as people wrote it: names of places and of people, and what was said. */
const data =
  /江岸第一医院|武昌人民医院|青山职工医院|武昌医药公司|青山防护用品厂|粮道街社区卫生服务中心|武汉市?|湖北省|江岸区|武昌区|青山区|机构系统|高主任|王调度|张护士长|周师傅/g;
/** Names of languages are written in themselves. */
const languageNames = /中文|English/g;

/** The catalogue is left out: the other names of its items are in both languages. */
const chiefPages = ['/admin/people', '/directory', '/admin/kinds', '/admin/start', '/inbox'];
const deskPages = ['/triage', '/needs/new', '/import', '/supply', '/board', '/inbox', '/demo'];
const phonePages = ['/phone', '/phone/ask', '/phone/inbox'];

test('in English no word of the interface is Chinese, on every page, and the choice is kept', async (t) => {
  const city = await openCity(t);
  const need = await fileOne(city);
  await inPairs(await hireAll(t, city, need), async ({ open, paths }) => {
    const page = await open();
    await page.getByRole('button', { name: 'English' }).click();
    for (const path of paths) {
      await page.goto(path);
      await settled(page);
      const words = (await wordsOn(page)).replace(data, '').replace(languageNames, '');
      assert.deepEqual(words.match(/.{0,12}\p{Script=Han}+.{0,12}/gu) ?? [], [], `${path} in English`);
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    }
  });
});

test('in Chinese no sentence of the interface is English', async (t) => {
  const city = await openCity(t);
  const need = await fileOne(city);
  await inPairs(await hireAll(t, city, need), async ({ open, paths }) => {
    const page = await open();
    for (const path of paths) {
      await page.goto(path);
      await settled(page);
      const words = (await wordsOn(page)).replace(languageNames, '');
      assert.deepEqual(words.match(/[A-Za-z][a-z]+(?: [a-z]+){2,}/g) ?? [], [], `${path} in Chinese`);
      assert.match((await page.locator('html').getAttribute('lang')) ?? '', /^zh/);
    }
  });
});

async function fileOne(city: City): Promise<string> {
  const organisationId = city.town.hospitals[0].id;
  const hospital = await city.as({ role: 'institution', organisationId });
  const lines = [{ item: 'surgical-mask', quantity: 1200 }];
  const need = await hospital.needs.collectNeed({ commandId: newId(), organisationId, lines, priority: 'urgent' });
  return need.id;
}

/** Who works in the city: how they enter, and what they open. */
async function hireAll(t: TestContext, city: City, need: string) {
  const organisationId = city.town.hospitals[0].id;
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: city.town.cityCode });
  const nurse = await city.hire('nurse', '张护士长', { role: 'institution', organisationId });
  const driver = await city.hire('driver', '周师傅', { role: 'supplier', organisationId: city.town.suppliers[0].id });
  return [
    { open: () => enter(t, city, city.chief), paths: chiefPages },
    { open: () => enter(t, city, dispatcher), paths: [...deskPages, `/needs/${need}`] },
    { open: () => enter(t, city, nurse, { phone: true }), paths: [...phonePages, `/phone/needs/${need}`, '/triage'] },
    { open: () => enter(t, city, driver, { phone: true }), paths: ['/phone/orders', '/phone/report', '/phone/stock'] },
  ];
}

/** All that is shown, and all that is only read out: names, hints, titles. */
function wordsOn(page: Page): Promise<string> {
  return page.evaluate<string>(`[document.body.innerText,
    ...[...document.querySelectorAll('[aria-label],[title],[placeholder],[alt],[aria-description]')].flatMap((each) =>
      ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'].map((name) => each.getAttribute(name) ?? ''))].join('\\n')`);
}
