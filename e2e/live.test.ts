import { test } from 'node:test';
import { newId } from '@baogong/contract';
import type { Page } from 'playwright-core';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { seesSoon } from './support/soon.ts';

const stream = '**/api/changes/stream*';
/** Polling reads every three seconds; a second more for the reading itself. */
const pollMs = 4_000;

test('when the stream is cut the badge says so, polling goes on, and the stream comes back', async (t) => {
  const city = await openCity(t);
  const { town } = city;
  const dispatcher = await city.hire('dispatcher', '王调度', { role: 'dispatcher', areaCode: town.cityCode });
  const hospital = await city.as({ role: 'institution', organisationId: town.hospitals[0].id });
  const ask = (quantity: number) => {
    const lines = [{ item: 'surgical-mask', quantity }];
    return hospital.needs.collectNeed({ commandId: newId(), organisationId: town.hospitals[0].id, lines });
  };

  const desk = await enter(t, city, dispatcher);
  await desk.route(stream, (route) => route.abort());
  await desk.reload();
  await badge(desk, '轮询中，每 3 秒更新').waitFor();
  await ask(111);
  await seesSoon(desk.getByRole('option', { name: /111/ }), Date.now(), 'the need while polling', pollMs);

  await desk.context().setOffline(true);
  await badge(desk, '断开').waitFor();
  await ask(222);
  await desk.context().setOffline(false);
  await badge(desk, '轮询中').waitFor();
  await desk.getByRole('option', { name: /222/ }).waitFor();

  await desk.unroute(stream);
  await badge(desk, '实时').waitFor({ timeout: 70_000 });
  const since = Date.now();
  await ask(333);
  await seesSoon(desk.getByRole('option', { name: /333/ }), since, 'the need over the stream');
});

function badge(desk: Page, words: string) {
  return desk.getByRole('status').filter({ hasText: words });
}
