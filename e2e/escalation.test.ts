import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';

test('an overdue need climbs to the district and then to the city, in the inboxes of those who answer for it', async (t) => {
  const clock = movableClock();
  const city = await openCity(t, { clock });
  const [jiangan] = city.town.hospitals;
  const [own, other, leader] = await Promise.all([
    city.hire('jiangan', '江岸专班', { role: 'district-desk', areaCode: jiangan.areaCode }),
    city.hire('qingshan', '青山专班', { role: 'district-desk', areaCode: '420107' }),
    city.hire('leader', '值班领导', { role: 'supervisor', areaCode: city.town.cityCode }),
  ]);
  const hospital = await city.as({ role: 'institution', organisationId: jiangan.id });
  const lines = [{ item: 'oxygen-cylinder-40l', quantity: 12 }];
  const urgency = { priority: 'life-critical' as const, priorityReason: '氧气只够两小时' };
  await hospital.needs.collectNeed({ commandId: newId(), organisationId: jiangan.id, lines, ...urgency });

  const [ownDesk, otherDesk, leaderDesk] = [
    await enter(t, city, own),
    await enter(t, city, other),
    await enter(t, city, leader),
  ];
  await ownDesk.getByRole('button', { name: '收件箱，0 条未读' }).waitFor();
  clock.forward({ minutes: 16 });
  await ownDesk.getByRole('button', { name: '收件箱，1 条未读' }).waitFor();
  await leaderDesk.getByRole('button', { name: '收件箱，0 条未读' }).waitFor();
  clock.forward({ minutes: 31 });
  await leaderDesk.getByRole('button', { name: '收件箱，1 条未读' }).waitFor();
  await otherDesk.getByRole('button', { name: '收件箱，0 条未读' }).waitFor();

  await ownDesk.goto('/inbox');
  const message = ownDesk.getByRole('list', { name: '消息' }).getByRole('link', { name: /超时升级：江岸第一医院/ });
  await message.waitFor();
  await checkAccessibility(ownDesk);
  await message.click();
  await ownDesk.waitForURL(/\/needs\//);
  await ownDesk.getByRole('heading', { name: /40升医用氧气瓶/ }).waitFor();
  await ownDesk.getByRole('button', { name: '收件箱，0 条未读' }).waitFor();
  const steps = await city.db.selectFrom('event').select('details').where('action', '=', 'escalate').execute();
  assert.equal(steps.length, 2);
});

/** Time that runs on and can be put forward. */
function movableClock() {
  let ahead = Temporal.Duration.from({ seconds: 0 });
  return {
    now: () => Temporal.Now.instant().add(ahead),
    forward: (by: Temporal.DurationLike) => void (ahead = ahead.add(by)),
  };
}
