import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import type { Page } from 'playwright-core';
import { violationsOn } from './support/accessibility.ts';
import { enter, openPage, phone, wide } from './support/browser.ts';
import { inPairs } from './support/in-pairs.ts';
import { type City, openCity } from './support/platform.ts';

/** Every page of the app and who opens it; `:need`, `:import`, `:site` and `:asset` stand for ones that exist. */
const pages = {
  nobody: ['/sign-in', '/setup', '/no/such/page'],
  chief: [
    '/admin/start',
    '/admin/people',
    '/admin/kinds',
    '/admin/kinds/goods',
    '/admin/new-kind',
    '/directory',
    '/inbox',
  ],
  dispatcher: [
    '/triage',
    '/needs/new',
    '/needs/:need',
    '/needs/:need/print',
    '/import',
    '/import/:import',
    '/supply',
    '/supply/releases',
    '/board',
    '/warnings',
    '/warnings/rules',
    '/staples',
    '/run-dry',
    '/sites/:site',
    '/goods',
    '/goods/trace?item=liquid-oxygen&organisation=:site',
    '/goods/balance?item=liquid-oxygen',
    '/goods/transfers',
    '/assets',
    '/assets/:asset',
    '/equipment',
    '/catalogue',
    '/catalogue/oxygen-cylinder-40l',
    '/demo',
  ],
  auditor: ['/audit'],
  nurse: [
    '/phone',
    '/phone/ask',
    '/phone/needs/:need',
    '/phone/inbox',
    '/phone/readings',
    '/phone/count',
    '/phone/scan',
    '/phone/transfers',
  ],
  driver: ['/phone/orders', '/phone/report', '/phone/stock'],
} as const;
type Reader = keyof typeof pages;
const readers = Object.keys(pages) as Reader[];
/** What differs between languages differs on the narrow screen. */
const sizes = { zh: [wide, phone], en: [phone] } as const;

for (const locale of ['zh', 'en'] as const) {
  test(`no page breaks WCAG 2.2 AA or is wider than its screen, ${locale === 'zh' ? 'in Chinese, at 1366 and' : 'in English,'} at 390 pixels`, async (t) => {
    const scene = await openScene(t);
    const found = await inPairs(readers, async (reader) => {
      const page = await scene.pageOf(reader, locale);
      return everyPage(page, scene.pathsOf(reader), locale);
    });
    assert.deepEqual(found.flat(), []);
  });
}

test('the phone for the elderly breaks no rule and its main targets are 60 pixels', async (t) => {
  const scene = await openScene(t);
  const found = await inPairs(['nurse', 'driver'] as const, async (reader) => {
    const page = await scene.pageOf(reader, 'zh');
    await page.setViewportSize(phone);
    await page.goto('/phone/inbox');
    await page.getByRole('button', { name: /的菜单/ }).click();
    await page.getByRole('button', { name: /长辈版|大字/ }).click();
    const broken: string[] = [];
    for (const path of scene.pathsOf(reader)) {
      await page.goto(path);
      broken.push(...(await violationsOn(page)).map((violation) => `${path} elder: ${violation}`));
      for (const target of await page.locator('.button-main:visible, .phone-tab:visible').all()) {
        const box = await target.boundingBox();
        if (box && box.height < 60) broken.push(`${path}: ${await target.innerText()} is ${box.height} px high`);
      }
    }
    return broken;
  });
  assert.deepEqual(found.flat(), []);
});

async function everyPage(page: Page, paths: string[], locale: 'zh' | 'en'): Promise<string[]> {
  const broken: string[] = [];
  for (const path of paths) {
    await page.setViewportSize(sizes[locale][0]);
    await page.goto(path);
    for (const size of sizes[locale]) {
      await page.setViewportSize(size);
      const where = `${path} ${locale} ${size.width}`;
      broken.push(...(await violationsOn(page)).map((violation) => `${where}: ${violation}`));
      const beyond = (await page.evaluate<number>('document.documentElement.scrollWidth')) - size.width;
      if (beyond > 0) broken.push(`${where}: ${beyond} px wider than the screen`);
    }
  }
  return broken;
}

async function openScene(t: TestContext) {
  const city = await openCity(t);
  const { cityCode, hospitals, suppliers } = city.town;
  const own = { organisationId: hospitals[0].id };
  const [dispatcher, auditor, nurse, driver] = await Promise.all([
    city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: cityCode }),
    city.hire('auditor', '审计员', { role: 'auditor', areaCode: cityCode }),
    city.hire('nurse', '张护士长', { role: 'institution', ...own }),
    city.hire('driver', '周师傅', { role: 'supplier', organisationId: suppliers[0].id }),
  ]);
  const people = { chief: city.chief, dispatcher, auditor, nurse, driver };
  const [{ need, importId }, asset] = await Promise.all([workInHand(city), goodsInHand(city)]);
  const standIns = { ':need': need, ':import': importId, ':site': hospitals[0].id, ':asset': asset };
  return {
    pageOf: (reader: Reader, locale: 'zh' | 'en') =>
      reader === 'nobody' ? openPage(t, city, { locale }) : enter(t, city, people[reader], { locale }),
    pathsOf: (reader: Reader) => pages[reader].map((path) => replaceAll(path, standIns)),
  };
}

/** A need half delivered, one waiting, messages, and an import with a bad row. */
async function workInHand(city: City): Promise<{ need: string; importId: string }> {
  const { cityCode, hospitals, suppliers } = city.town;
  const [hospital, supplier, desk] = await Promise.all([
    city.as({ role: 'institution', organisationId: hospitals[0].id }),
    city.as({ role: 'supplier', organisationId: suppliers[0].id }),
    city.as({ role: 'dispatcher', areaCode: cityCode }),
  ]);
  const ask = (item: string, quantity: number | null) =>
    hospital.needs.collectNeed({
      commandId: newId(),
      organisationId: hospitals[0].id,
      lines: [{ item, quantity }],
      priority: 'life-critical',
      priorityReason: '只够两小时',
      neededBy: new Date(Date.now() + 3_600_000).toISOString(),
      contact: '张护士长 027-00000000',
    });
  await ask('protective-clothing', null);
  const need = await ask('surgical-mask', 2000);
  const sources = (await desk.needs.suggestSources({ id: need.id })).filter(({ chosen }) => chosen);
  await desk.needs.dispatchNeed({
    commandId: newId(),
    id: need.id,
    version: need.version,
    sources: sources.map(({ lineId, sourceId, quantity }) => ({ lineId, sourceId, quantity })),
  });
  const [order] = await supplier.deliveries.listOrders({ supplier: suppliers[0].id });
  const lines = [{ reservationId: order!.reservationId, quantity: 1200 }];
  const trip = await supplier.deliveries.shipDelivery({ commandId: newId(), supplierId: suppliers[0].id, lines });
  await supplier.deliveries.arriveDelivery({ commandId: newId(), id: trip.id });
  const text = '机构,物资,数量,单位\n武昌人民医院,外科口罩,300,只\n武昌人民医院,月球石,1,块\n';
  const file = new File([text], '需求.csv', { type: 'text/csv' });
  const report = await desk.intake.startImport({ commandId: newId(), file, dryRun: 'true' });
  return { need: need.id, importId: report.id };
}

/** A tank that runs dry, goods in a store, and a concentrator that is out of order; gives the concentrator's id. */
async function goodsInHand(city: City): Promise<string> {
  const organisationId = city.town.hospitals[0].id;
  const hospital = await city.as({ role: 'institution', organisationId });
  const tank = { organisationId, item: 'liquid-oxygen' };
  await hospital.readings.watchStock({ commandId: newId(), ...tank, capacity: 5_000_000, resupplyMinutes: 60 });
  const readings = [4, 3, 2, 1].map((hours) => ({
    ...tank,
    level: { value: 1_000_000 + hours * 800_000, unit: 'gram' },
    at: new Date(Date.now() - hours * 3_600_000).toISOString(),
  }));
  await hospital.readings.takeReadings({ commandId: newId(), readings });
  const device = { item: 'oxygen-concentrator-5l', ownerId: organisationId, organisationId };
  const rows = [{ number: 'K1' }];
  await hospital.assets.registerAssets({ commandId: newId(), ...device, state: 'working', rows });
  await hospital.assets.moveAsset({ commandId: newId(), code: 'K1', organisationId, action: 'report-fault' });
  return (await hospital.assets.listAssets({})).rows[0]!.id;
}

function replaceAll(path: string, standIns: Record<string, string>): string {
  return Object.entries(standIns).reduce((text, [name, id]) => text.replaceAll(name, id), path);
}
