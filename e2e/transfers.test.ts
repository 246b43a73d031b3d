import { test } from 'node:test';
import { checkAccessibility } from './support/accessibility.ts';
import { enter } from './support/browser.ts';
import { openCity } from './support/platform.ts';
import { picture, pictures } from './support/screenshots.ts';
import { comesTrue } from './support/soon.ts';

test('a store holds masks for a hospital and sends them; the nurse, without a network, says what is missing; the store sees it once there is one', async (t) => {
  const city = await openCity(t);
  const [hospital] = city.town.hospitals;
  const [store] = city.town.suppliers;
  const keeper = await city.hire('keeper', '库管小李', { role: 'supplier', organisationId: store.id });
  const nurse = await city.hire('nurse', '张护士', { role: 'institution', organisationId: hospital.id });

  const desk = await enter(t, city, keeper);
  await desk.goto('/goods?item=surgical-mask');
  await desk.getByRole('button', { name: '调拨' }).click();
  const offer = desk.getByRole('dialog');
  await offer.getByLabel('给哪个单位').fill(hospital.name);
  // The list moves under the hand until it has narrowed.
  const choices = desk.locator('.ant-select-item-option:visible');
  await comesTrue(async () => (await choices.count()) === 1, 'one choice');
  await desk.getByTitle(new RegExp(hospital.name)).click();
  await offer.getByLabel(/数量/).fill('300');
  await offer.getByRole('button', { name: /预\s?留/ }).click();
  await desk.getByText(/已预留，对方已看到/).waitFor();

  await desk.goto('/goods/transfers');
  const row = desk.getByRole('row', { name: new RegExp(hospital.name) });
  await row.getByText('预留 300').waitFor();
  await row.getByRole('button', { name: /发\s?出/ }).click();
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: /发\s?出/ })
    .click();
  await row.getByText('在途 300').waitFor();
  await checkAccessibility(desk);
  await pictures(desk, 'transfers');

  const phone = await enter(t, city, nurse, { phone: true });
  await phone.getByRole('heading', { name: /等您确认的调拨/ }).waitFor();
  await checkAccessibility(phone);
  await pictures(phone, 'transfer-phone');
  // In the basement there is no network: what is missing is said all the same, and goes out by itself, once.
  await phone.context().setOffline(true);
  await phone.getByRole('button', { name: '有短少或退回' }).click();
  const sheet = phone.getByRole('dialog');
  await sheet.getByLabel('短少').fill('20');
  await sheet.getByLabel('原因').fill('箱子破了');
  await sheet.getByRole('button', { name: '确认' }).click();
  await phone.getByRole('heading', { name: /还没有发出的调拨操作 \(1\)/ }).waitFor();
  await checkAccessibility(phone);
  await picture(phone, 'transfer-phone-offline');
  await phone.context().setOffline(false);
  await phone.getByRole('button', { name: '现在发送' }).click();
  await phone.getByText('还没有发出的调拨操作').waitFor({ state: 'detached' });

  await desk.getByText('已了结').click();
  await desk.getByText('收到 280').waitFor();
  await desk.getByText('短少 20').waitFor();
  await desk
    .getByRole('row', { name: /已完成/ })
    .getByRole('link', { name: '去向' })
    .click();
  await desk.getByText('到货', { exact: true }).waitFor();
  await desk.getByText('发出', { exact: true }).waitFor();
});
