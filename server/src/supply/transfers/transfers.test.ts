import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId, type Role, type Transfer } from '@baogong/contract';
import { actorWith } from '../../../testing/act.ts';
import { catchUp } from '../../../testing/catch-up.ts';
import { ledgerFaults } from '../../../testing/ledger-faults.ts';
import { type Client, startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';
import { createOrganisation } from '../../directory/index.ts';
import { createPersonInside } from '../../identity/index.ts';
import { inboxFollower } from '../../inbox/index.ts';
import { listMessages } from '../../inbox/inbox.ts';
import { type Actor, systemActor } from '../../platform/actor.ts';
import { audienceOf } from '../../platform/live/audience.ts';
import { readEvents, START } from '../../platform/log/read.ts';
import { addSource } from '../index.ts';
import { expireTransfers } from './expiry.ts';

const MASK = 'surgical-mask';
const stories: [string, (scene: Scene) => Promise<void>][] = [];
const story = (name: string, tell: (scene: Scene) => Promise<void>) => void stories.push([name, tell]);
type City = Awaited<ReturnType<typeof openCity>>;
type Scene = Awaited<ReturnType<typeof cast>>;

story(
  'held, sent in two parts, confirmed with something missing and something turned back; both hands are on the trace',
  async ({ sender, receiver, offer, figures, stock, places, faults, messages, organisations }) => {
    const held = await offer(100);
    assert.deepEqual(figures(held), { status: 'held', held: 100, underWay: 0, received: 0 });
    assert.deepEqual(await stock(places.store), { onHand: 10_000, available: 9900 });
    const part = [{ lineId: held.lines[0]!.id, quantity: 60 }];
    const sent = await sender.transfers.sendTransfer({
      commandId: newId(),
      id: held.id,
      lines: part,
      vehicle: '鄂A12345',
    });
    assert.deepEqual(figures(sent), { status: 'under-way', held: 40, underWay: 60, received: 0 });
    const lines = [{ lineId: held.lines[0]!.id, received: 50, lost: 6, returned: 4 }];
    const silent = receiver.transfers.confirmTransfer({ commandId: newId(), id: held.id, lines });
    await assert.rejects(silent, /state the reason/);
    const came = await receiver.transfers.confirmTransfer({
      commandId: newId(),
      id: held.id,
      lines,
      reason: '破损、短少',
    });
    assert.deepEqual(figures(came), { status: 'held', held: 40, underWay: 0, received: 50 });
    await sender.transfers.sendTransfer({ commandId: newId(), id: held.id });
    // One tap: everything under way has arrived. The same tap sent again after a lost answer is the same.
    const tap = { commandId: newId(), id: held.id };
    const done = await receiver.transfers.confirmTransfer(tap);
    assert.deepEqual(figures(done), { status: 'done', held: 0, underWay: 0, received: 90 });
    assert.deepEqual(await receiver.transfers.confirmTransfer(tap), done);
    await assert.rejects(
      receiver.transfers.confirmTransfer({ commandId: newId(), id: held.id }),
      /Not possible while done/,
    );
    assert.deepEqual(await stock(places.site), { onHand: 90, available: 90 });
    const { steps } = await receiver.stock.trace({ transfer: held.id });
    assert.deepEqual(
      steps.map(({ kind, from, to, quantity, reference }) => [kind, from.kind, to.kind, quantity, reference]),
      [
        ['ship', 'store', 'transit', 60, done.number],
        ['arrive', 'transit', 'site', 54, done.number],
        ['lose', 'transit', 'lost', 6, done.number],
        ['reject', 'site', 'transit', 4, done.number],
        ['ship', 'store', 'transit', 40, done.number],
        ['arrive', 'transit', 'site', 40, done.number],
      ],
    );
    const back = { item: MASK, quantity: 4 };
    await sender.stock.postMovement({ commandId: newId(), kind: 'take-back', placeId: places.store, lines: [back] });
    const late = {
      commandId: newId(),
      id: held.id,
      lineId: held.lines[0]!.id,
      figure: 'returned',
      quantity: 4,
      reason: '弄错了',
    } as const;
    await assert.rejects(receiver.transfers.correctTransfer(late), /has taken back/);
    assert.deepEqual(await messages('keeper-of-hospital'), [
      `请确认到货：${organisations.store.name} ${done.number}`,
      `请确认到货：${organisations.store.name} ${done.number}`,
      `调拨预留：${organisations.store.name} ${done.number}`,
    ]);
    assert.deepEqual(await messages('keeper-of-store'), [`到货有差异：${organisations.hospital.name} ${done.number}`]);
    assert.deepEqual(await faults(), []);
  },
);

story(
  'what nobody sends in time is free again by itself; what is past its time is not sent even before the clock comes by',
  async ({ sender, offer, figures, stock, places, ahead, server, now }) => {
    const held = await offer(10);
    const half = await offer(20);
    const part = [{ lineId: half.lines[0]!.id, quantity: 5 }];
    await sender.transfers.sendTransfer({ commandId: newId(), id: half.id, lines: part });
    ahead({ hours: 5 });
    const late = sender.transfers.sendTransfer({ commandId: newId(), id: held.id });
    await assert.rejects(late, /which has passed/);
    assert.ok((await expireTransfers(server.db, now())) >= 2);
    assert.equal(await expireTransfers(server.db, now()), 0);
    assert.equal((await sender.transfers.getTransfer({ id: held.id })).status, 'expired');
    const moving = await sender.transfers.getTransfer({ id: half.id });
    assert.deepEqual(figures(moving), { status: 'under-way', held: 0, underWay: 5, received: 0 });
    assert.deepEqual(await stock(places.store), { onHand: 9995, available: 9995 });
  },
);

story(
  'mistakes are taken back by new entries: so much did not leave, so much did not arrive',
  async ({ sender, receiver, offer, figures, stock, places, faults }) => {
    const held = await offer(30);
    const lineId = held.lines[0]!.id;
    await sender.transfers.sendTransfer({ commandId: newId(), id: held.id });
    const correct = (client: Client, figure: 'sent' | 'received' | 'lost', quantity: number) =>
      client.transfers.correctTransfer({ commandId: newId(), id: held.id, lineId, figure, quantity, reason: '点错了' });
    assert.deepEqual(figures(await correct(sender, 'sent', 5)), {
      status: 'under-way',
      held: 0,
      underWay: 25,
      received: 0,
    });
    assert.deepEqual(await stock(places.store), { onHand: 9975, available: 9975 });
    await receiver.transfers.confirmTransfer({ commandId: newId(), id: held.id });
    await assert.rejects(correct(sender, 'sent', 1), /only 0/);
    await assert.rejects(correct(sender, 'received', 1), /ask/);
    assert.deepEqual(figures(await correct(receiver, 'received', 10)), {
      status: 'under-way',
      held: 0,
      underWay: 10,
      received: 15,
    });
    const missing = [{ lineId, received: 4, lost: 6 }];
    await receiver.transfers.confirmTransfer({ commandId: newId(), id: held.id, lines: missing, reason: '少了' });
    const found = await correct(receiver, 'lost', 6);
    assert.deepEqual(figures(found), { status: 'under-way', held: 0, underWay: 6, received: 19 });
    const movement = (await sender.stock.trace({ transfer: held.id })).steps[0]!;
    const past = sender.stock.correctMovement({ commandId: newId(), id: movement.id, reason: '冲正' });
    await assert.rejects(past, new RegExp(`belongs to transfer ${held.number}`));
    assert.deepEqual(await faults(), []);
  },
);

story(
  'lots are chosen: no more of one than is there and not promised, none past its expiry without a reason',
  async ({ sender, receiver, offer, places }) => {
    const buy = async (number: string, expiresOn: string, quantity: number, expiredReason?: string) => {
      const lines = [{ item: MASK, quantity, lot: { number, expiresOn }, expiredReason }];
      const {
        lines: [line],
      } = await sender.stock.postMovement({ commandId: newId(), kind: 'buy', placeId: places.store, lines });
      return line!.lots[0]!.id!;
    };
    const good = await buy('A', '2027-01-01', 50);
    const past = await buy('OLD', '2026-02-01', 50, '待退货');
    await offer(30, { lotId: good });
    await assert.rejects(offer(21, { lotId: good }), /only 20 .* of lot A/);
    await assert.rejects(offer(5, { lotId: past }), /Lot OLD expired/);
    const odd = await offer(5, { lotId: past, expiredReason: '退给厂家' });
    await sender.transfers.sendTransfer({ commandId: newId(), id: odd.id });
    await receiver.transfers.confirmTransfer({ commandId: newId(), id: odd.id });
    const { steps } = await receiver.stock.trace({ lot: past });
    assert.deepEqual(
      steps.map(({ kind, lot }) => [kind, lot?.number]),
      [
        ['ship', 'OLD'],
        ['arrive', 'OLD'],
      ],
    );
    const loose = await offer(20);
    await sender.transfers.sendTransfer({ commandId: newId(), id: loose.id });
    const { steps: fresh } = await sender.stock.trace({ transfer: loose.id });
    assert.deepEqual(
      fresh.map(({ lot }) => lot?.number),
      ['A'],
      'what expires first and may still be used',
    );
  },
);

story(
  'refused with the cure: too much, to itself, from an offer, too long, to a place of others, somebody else’s goods',
  async ({ sender, receiver, stranger, offer, places, organisations, released }) => {
    await assert.rejects(offer(10_001), /has only 10000 .* free/);
    await assert.rejects(offer(1, {}, { toOrganisationId: organisations.store.id }), /the same organisation/);
    await assert.rejects(offer(1, {}, { hours: 15 * 24 }), /at most 14 days/);
    await assert.rejects(offer(1, {}, { hours: -1 }), /in the future/);
    await assert.rejects(offer(1, { unit: 'furlong' }), /furlong/);
    const held = await offer(10);
    const lineId = held.lines[0]!.id;
    const send = (quantity: number) =>
      sender.transfers.sendTransfer({ commandId: newId(), id: held.id, lines: [{ lineId, quantity }] });
    await assert.rejects(send(11), /only 10 .* held/);
    await assert.rejects(receiver.transfers.sendTransfer({ commandId: newId(), id: held.id }), /may not do this/);
    await assert.rejects(stranger.transfers.getTransfer({ id: held.id }), /may not do this/);
    assert.equal((await stranger.transfers.listTransfers({})).rows.length, 0);
    await send(4);
    const elsewhere = { commandId: newId(), id: held.id, placeId: places.store };
    await assert.rejects(receiver.transfers.confirmTransfer(elsewhere), /of the receiving organisation/);
    const more = { commandId: newId(), id: held.id, lines: [{ lineId, received: 5 }] };
    await assert.rejects(receiver.transfers.confirmTransfer(more), /only 4 .* under way/);
    // The receiver does not want the rest; the sender hears of it.
    const free = await receiver.transfers.releaseTransfer({ commandId: newId(), id: held.id, reason: '够了' });
    assert.equal(free.lines[0]!.held, 0);
    assert.equal(free.actions.find(({ action }) => action === 'release')?.blocked, '已经没有预留的了');
    assert.equal((await released()).length, 1);
  },
);

story(
  'both sides hear of it as it happens, a stranger does not; lists know in, out and under way',
  async ({ sender, receiver, offer, server, organisations }) => {
    const held = await offer(10);
    await offer(3);
    await sender.transfers.sendTransfer({ commandId: newId(), id: held.id });
    const numbers = async (client: Client, query: object) =>
      (await client.transfers.listTransfers(query)).rows.map(({ id }) => id === held.id);
    assert.deepEqual(await numbers(sender, { direction: 'out' }), [false, true]);
    assert.deepEqual(await numbers(sender, { direction: 'in' }), []);
    assert.deepEqual(await numbers(receiver, { direction: 'in', state: 'under-way' }), [true]);
    assert.deepEqual(await numbers(receiver, { query: held.number }), [true]);
    const events = (await readEvents(server.db, START, 2000)).filter(({ subjectId }) => subjectId === held.id);
    assert.equal(events.length, 2);
    const hears = (role: Role, organisationId: string) =>
      events.every((event) => audienceOf(actorWith({ role, organisationId, areaCode: null })).sees(event));
    assert.deepEqual(
      [
        hears('supplier', organisations.store.id),
        hears('institution', organisations.hospital.id),
        hears('institution', organisations.other.id),
      ],
      [true, true, false],
    );
  },
);

story('reserve goes only as far as a supervisor has released it', async ({ city, offer, reserve }) => {
  const { sourceId, placeId } = await reserve(50);
  const hold = (quantity: number) => offer(quantity, {}, { placeId });
  await assert.rejects(hold(1), /is reserve: only 0/);
  await city.releases.askRelease({ commandId: newId(), sourceId, quantity: 20, reason: '医院告急' });
  await hold(15);
  await assert.rejects(hold(6), /is reserve: only 5/);
});

story('two phones that count differently are told to who keeps the place, with the way there', async (scene) => {
  const { receiver, places, inbox, organisations } = scene;
  const count = (deviceId: string, quantity: number) =>
    receiver.stock.countStock({
      commandId: newId(),
      placeId: places.site,
      deviceId,
      lines: [{ item: MASK, quantity }],
    });
  await count('a', 40);
  const { lines } = await count('b', 70);
  await count('c', 75);
  const asked = (await inbox('keeper-of-hospital')).filter(({ fact }) => fact === 'stock.ask-count');
  assert.deepEqual(
    asked.map(({ title, about }) => [title, about]),
    [[`两次盘点不一致：${organisations.hospital.name}`, { kind: 'count-conflict', id: lines[0]!.conflictId }]],
  );
  assert.match(asked[0]!.text, /40.*70/);
  assert.deepEqual(await inbox('keeper-of-store'), []);
});

test('transfers between organisations', async (t) => {
  const city = await openCity(t);
  for (const [name, tell] of stories) await t.test(name, async () => tell(await cast(city)));
});

/** One server for all stories, and a clock that stands still. */
async function openCity(t: TestContext) {
  let now = Temporal.Instant.from('2026-03-01T02:00:00Z');
  const clock = { now: () => now };
  const server = await startTestServer(t, { clock, work: false });
  await openTown(server.db, now);
  return { server, clock, ahead: (by: Temporal.DurationLike) => void (now = now.add(by)), scenes: 0 };
}

/** A wholesaler with 10,000 masks, a hospital that gets some, and another that has no part in it. */
async function cast(city: City) {
  const { server, clock, ahead } = city;
  const suffix = String((city.scenes += 1));
  const act = { actor: systemActor, now: clock.now(), commandId: newId() };
  const found = (kind: 'wholesaler' | 'hospital', name: string, areaCode: string) =>
    server.db.transaction().execute(async (tx) => {
      const location = { longitude: 114.3, latitude: 30.6, system: 'WGS-84' as const };
      return createOrganisation({ ...act, tx }, { commandId: newId(), kind, name: name + suffix, areaCode, location });
    });
  const store = await found('wholesaler', '武昌医药公司', '420106');
  const hospital = await found('hospital', '江岸第一医院', '420102');
  const other = await found('hospital', '青山职工医院', '420107');
  const source = await server.db
    .transaction()
    .execute((tx) =>
      addSource(
        { ...act, tx },
        { organisationId: store.id, item: MASK, form: 'stock', quantity: 10_000, leadMinutes: 60 },
      ),
    );
  const places = { store: source.id, site: hospital.id };
  const sender = await server.as('supplier', { organisationId: store.id });
  const receiver = await server.as('institution', { organisationId: hospital.id });
  const stranger = await server.as('institution', { organisationId: other.id });
  const supervisor = await server.as('supervisor', { areaCode: '4201' });
  const people = new Map<string, Actor>();
  const hire = async (account: string, role: Role, organisationId: string) => {
    const personId = await server.db
      .transaction()
      .execute((tx) =>
        createPersonInside(
          { ...act, tx },
          { account: account + suffix, name: account, password: '汉阳门 灯笼 2020', posts: [{ role, organisationId }] },
        ),
      );
    people.set(account, { id: `person:${personId}`, personId, name: account, locale: 'zh', posts: [] });
  };
  await hire('keeper-of-hospital', 'institution', places.site);
  await hire('keeper-of-store', 'supplier', store.id);
  const inbox = async (account: string) => {
    await catchUp(server.db, inboxFollower(clock));
    const { rows } = await listMessages(server.db, people.get(account)!, 'zh', { limit: 50 });
    return rows;
  };
  const messages = async (account: string) => (await inbox(account)).map(({ title }) => title).sort();
  return {
    server,
    organisations: { store, hospital, other },
    places,
    city: supervisor,
    reserve: async (quantity: number) => {
      const terms = {
        organisationId: store.id,
        item: MASK,
        form: 'stock',
        origin: 'reserve',
        leadMinutes: 60,
      } as const;
      const { id } = await server.db.transaction().execute((tx) => addSource({ ...act, tx }, { ...terms, quantity }));
      return { sourceId: id, placeId: id };
    },
    sender,
    receiver,
    stranger,
    now: clock.now,
    ahead,
    offer: (
      quantity: number,
      line: object = {},
      { hours = 4, toOrganisationId = places.site, placeId = places.store } = {},
    ) =>
      sender.transfers.offerTransfer({
        commandId: newId(),
        placeId,
        toOrganisationId,
        lines: [{ item: MASK, quantity, ...line }],
        expiresAt: String(clock.now().add({ hours })),
      }),
    figures: ({ status, lines: [line] }: Pick<Transfer, 'status' | 'lines'>) => {
      const { held, underWay, received } = line!;
      return { status, held, underWay, received };
    },
    stock: async (place: string) => {
      const keeper = place === places.site ? receiver : sender;
      const { onHand, available } = (await keeper.stock.listHoldings({ place, item: MASK })).rows[0]!;
      return { onHand, available };
    },
    faults: () => ledgerFaults(server.db),
    inbox,
    messages,
    released: async () => (await messages('keeper-of-store')).filter((title) => title.startsWith('调拨已放开')),
  };
}
