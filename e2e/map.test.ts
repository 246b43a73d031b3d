import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import type { Page } from 'playwright-core';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { comesTrue } from './support/soon.ts';
import { coloursOf, startTileServer } from './support/tiles.ts';

const TONNE = 1_000_000;
const HOUR = 3_600_000;
const box = '.stock-map-canvas';

test('tiles of the city’s own server lie under the lamps, named as theirs; without that server the map goes on, through readings that turn no lamp', async (t) => {
  const tiles = await startTileServer(t);
  const template = `gcj02:http://${tiles.host}/appmaptile?style=8&x={x}&y={y}&z={z}`;
  const city = await openCity(t, { mapTiles: template });
  const { town } = city;
  const desk = await city.as({ role: 'dispatcher', areaCode: town.cityCode });
  const stocks: string[] = [];
  for (const { id } of town.hospitals) {
    const settings = { gauge: 'percent', capacity: 20 * TONNE, deadStock: 0.5 * TONNE, resupplyMinutes: 90 } as const;
    const watch = { commandId: newId(), organisationId: id, item: 'liquid-oxygen', ...settings };
    stocks.push((await desk.readings.watchStock(watch)).stockId);
  }
  const read = (readings: { stockId: string; percent: number; hoursAgo?: number }[]) =>
    desk.readings.takeReadings({
      commandId: newId(),
      readings: readings.map(({ stockId, percent, hoursAgo = 0 }) => ({
        stockId,
        at: new Date(Date.now() - hoursAgo * HOUR).toISOString(),
        level: { value: percent, unit: 'percent' },
      })),
    });
  const hours = [8, 7, 6, 5, 4, 3, 2, 1];
  for (const stockId of stocks)
    await read(hours.map((hoursAgo) => ({ stockId, percent: 82 + hoursAgo / 2, hoursAgo })));
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: town.cityCode });
  const page = await enter(t, city, dispatcher);

  await page.getByRole('link', { name: '断供时间' }).click();
  await openMap(page);
  const { tiles: share, green } = await coloursOf(page, box);
  assert.ok(share > 0.8, `${share} of the map shows the tiles`);
  assert.ok(green > 300, `${green} pixels of the lamps are above them`);
  await page.locator(`${box} .maplibregl-ctrl-attrib`, { hasText: `© ${tiles.host}` }).waitFor();
  await page.getByText('底图由外部地图服务提供').waitFor();
  const [first] = tiles.asked;
  assert.ok(tiles.asked.length >= 2 && tiles.asked.every(({ z, x, y }) => z >= 8 && x < 2 ** z && y < 2 ** z));
  // Who serves the tiles learns which city asks, and nothing of whom or what.
  assert.deepEqual([first!.referrer, first!.cookie], [`${city.url}/`, undefined]);
  await checkAccessibility(page);

  await tiles.stop();
  await openMap(page);
  const without = await coloursOf(page, box);
  assert.ok(without.tiles === 0 && without.green > 300, `${JSON.stringify(without)} with no server of tiles`);
  await page.getByRole('button', { name: new RegExp(town.hospitals[1].name) }).click();
  for (const percent of [82, 81.8, 81.6]) {
    const drawn = await drawings(page);
    await read([{ stockId: stocks[1]!, percent }]);
    await comesTrue(async () => (await drawings(page)) > drawn, 'another drawing of the map');
  }
  await page.getByRole('heading', { name: new RegExp(town.hospitals[1].name) }).waitFor();
  await read([{ stockId: stocks[1]!, percent: 4 }]);
  await comesTrue(async () => (await coloursOf(page, box)).red > 100, 'the red lamp on the map');
});

/** Anew: by the list, so that nothing is left of the map that was open. */
async function openMap(page: Page): Promise<void> {
  await page.getByText('列表', { exact: true }).click();
  await page.locator(box).waitFor({ state: 'detached' });
  await page.getByText('地图', { exact: true }).click();
  await page.locator(`${box}[data-drawings]`).waitFor();
}

async function drawings(page: Page): Promise<number> {
  return Number(await page.locator(box).getAttribute('data-drawings'));
}
