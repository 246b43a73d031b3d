import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId, type Role, type RunDryRow } from '@baogong/contract';
import { sql } from 'kysely';
import { catchUp } from '../../../testing/catch-up.ts';
import { ledgerFaults } from '../../../testing/ledger-faults.ts';
import { startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';
import { createPersonInside } from '../../identity/index.ts';
import { inboxFollower } from '../../inbox/index.ts';
import { systemActor } from '../../platform/actor.ts';
import { addSource } from '../../supply/index.ts';
import { askOverdueTrips } from './ask.ts';

const CYLINDER = 'oxygen-cylinder-40l';
const start = Temporal.Instant.from('2022-12-20T00:00:00Z');

test('what is sent to a site shows with its hours: how much, when, until when it then lasts; what arrives or is lost is no longer on its way', async (t) => {
  const { stock, order, ship, send, confirm, correct, desk, ahead, at, faults } = await cast(t);
  const alone = await stock();
  assert.equal(alone.underWay, null);
  // Ten an hour, forty are there: empty at about one o’clock.
  near(hoursTo(alone.emptyAt!.p50, at(9)), 4);

  const { needId, reservationId } = await order(60);
  const { id } = await ship(reservationId, 40, at(11));
  const coming = (await stock()).underWay!;
  assert.deepEqual([coming.quantity, coming.counted, coming.overdue], [40, 40, 0]);
  assert.deepEqual(
    coming.shipments.map(({ from, needId: need, quantity, expectedAt, standing }) => [
      from,
      need,
      quantity,
      expectedAt,
      standing,
    ]),
    [['汉阳气体公司', needId, 40, iso(at(11)), 'expected']],
  );
  near(hoursTo(coming.emptyAfter!.p50, at(9)), 8);
  assert.deepEqual((await stock()).emptyAt, alone.emptyAt, 'lamp and warning go by what is there');

  const curve = await desk.readings.stockCurve({ id: alone.stockId, ahead: 12 });
  const middle = (hours: typeof curve.hours, hour: number) => hours[hour]!.stock.p50;
  assert.equal(middle(curve.hours, 6), 0);
  near(middle(curve.hoursWithArrivals, 6), 20);

  // A transfer on top, in two loads; nobody says when the second will be there, so it is not counted on.
  const transfer = await send(30, [
    { quantity: 20, expectedAt: at(12) },
    { quantity: 10, expectedAt: null },
  ]);
  const more = (await stock()).underWay!;
  assert.deepEqual([more.quantity, more.counted], [70, 60]);
  assert.deepEqual(
    more.shipments.map(({ standing }) => standing),
    ['expected', 'expected', 'unscheduled'],
  );
  near(hoursTo(more.emptyAfter!.p50, at(9)), 10);

  await ahead(11.5);
  const late = (await stock()).underWay!;
  assert.deepEqual([late.counted, late.overdue, late.shipments[0]!.standing], [20, 40, 'overdue']);
  const listed = async (underWay: 'any' | 'overdue' | 'none') =>
    (await desk.readings.listRunDry({ underWay })).rows.map(({ organisationName }) => organisationName);
  assert.deepEqual(await listed('overdue'), ['汉口协和医院']);
  assert.deepEqual([await listed('any'), (await listed('none')).length], [['汉口协和医院'], 1]);

  assert.deepEqual(await desk.readings.countRunDry({}), {
    within: 1,
    beyond: { 'no-reading': 1, 'no-use': 0, lasts: 0 },
    underWay: 1,
    overdue: 1,
  });

  await confirm(transfer, { received: 15, lost: 5, returned: 10 });
  assert.equal((await stock()).underWay!.quantity, 40, 'what was turned back had arrived; what got lost does not come');
  await correct(transfer, 'received', 5);
  assert.deepEqual((await stock()).underWay!.quantity, 45, 'said by mistake: under way again');
  await confirm(transfer, { received: 5, lost: 0, returned: 0 });
  await desk.deliveries.arriveDelivery({ commandId: newId(), id });
  const arrived = await stock();
  assert.equal(arrived.underWay, null);
  assert.deepEqual(await listed('any'), []);
  assert.deepEqual(await faults(), []);
});

test('the sender says a new time: the site sees it with the one before, counts on it, and is told; what is overdue is asked about, once', async (t) => {
  const { stock, order, ship, send, gate, hospital, desk, ahead, at, ask, inboxes } = await cast(t);
  const { id } = await ship((await order(40)).reservationId, 40, at(11));
  const load = async () => (await stock()).underWay!.shipments[0]!;
  const say = (expectedAt: Temporal.Instant | null, reason?: string) =>
    gate.trips.expectTrip({ commandId: newId(), id, expectedAt: expectedAt && iso(expectedAt), reason });
  assert.deepEqual(await say(at(13), '堵车'), { id, expectedAt: iso(at(13)), wasExpectedAt: iso(at(11)) });
  const { expectedAt, wasExpectedAt, standing } = await load();
  assert.deepEqual([expectedAt, wasExpectedAt, standing], [iso(at(13)), iso(at(11)), 'expected']);
  const [trip] = (await gate.deliveries.listDeliveries({})).rows;
  assert.deepEqual([trip!.expectedAt, trip!.wasExpectedAt], [iso(at(13)), iso(at(11))]);
  await assert.rejects(say(at(8)), { code: 'INVALID' });
  await assert.rejects(say(at(9 + 15 * 24)), { code: 'INVALID' });
  await assert.rejects(hospital.trips.expectTrip({ commandId: newId(), id, expectedAt: null }), { code: 'FORBIDDEN' });

  await ahead(13.1);
  assert.equal(await ask(), 0, 'not asked in the first ten minutes');
  await ahead(13.5);
  assert.equal((await load()).standing, 'overdue');
  assert.deepEqual([await ask(), await ask()], [1, 0], 'asked once for each time that was said');
  await desk.trips.expectTrip({ commandId: newId(), id, expectedAt: null });
  assert.deepEqual([(await load()).standing, (await load()).wasExpectedAt], ['unscheduled', iso(at(13))]);
  await say(at(15));
  await ahead(16);
  assert.equal(await ask(), 1, 'a new time that passes is asked about anew');
  assert.deepEqual(await inboxes(), {
    hospital: ['trips.expect', 'trips.expect', 'trips.expect'],
    gate: ['trips.ask', 'trips.ask'],
  });
  await desk.deliveries.arriveDelivery({ commandId: newId(), id });
  await assert.rejects(say(at(18)), { code: 'CONFLICT' });

  const transfer = await send(30, [
    { quantity: 20, expectedAt: at(17) },
    { quantity: 10, expectedAt: at(17.5) },
  ]);
  const loads = async () => (await gate.transfers.getTransfer({ id: transfer })).loads;
  const [first, second] = await loads();
  await gate.trips.expectTrip({ commandId: newId(), id: second!.id, expectedAt: iso(at(20)) });
  const times = (await loads()).map(({ expectedAt: due, wasExpectedAt: was }) => [due, was]);
  assert.deepEqual(
    times,
    [
      [iso(at(17)), null],
      [iso(at(20)), iso(at(17.5))],
    ],
    'each load has its own time',
  );
  assert.notEqual(first!.id, second!.id);
});

test('a tank that is dry before its delivery comes lasts as long after it as what came: the hours between are lost', async (t) => {
  const { stock, order, ship, at } = await cast(t);
  await ship((await order(30)).reservationId, 30, at(16));
  const { emptyAt, underWay } = await stock();
  near(hoursTo(emptyAt!.p50, at(9)), 4);
  // Three hours with nothing, then thirty at ten an hour.
  near(hoursTo(underWay!.emptyAfter!.p50, at(16)), 3);
});

test('the hospital that turns goods back which nobody reported yet has had them: nothing stays on its way, and no more than was sent', async (t) => {
  const { stock, order, ship, hospital, faults, server } = await cast(t);
  const { id, lines } = await ship((await order(20)).reservationId, 20, null);
  const verdict = { deliveryLineId: lines[0]!.id, accepted: 12, rejected: 8, reason: '阀门漏气' };
  await hospital.deliveries.receiveDelivery({ commandId: newId(), id, lines: [verdict] });
  assert.equal((await stock()).underWay, null);
  assert.deepEqual(await faults(), []);
  const tamper = (what: string) => sql.raw(`update shipment set ${what}`).execute(server.db);
  await assert.rejects(tamper('arrived = 25'), /shipment_never_negative/);
  await assert.rejects(tamper('sent = sent - 30'), /shipment_never_negative/);
});

function near(value: number, wanted: number): void {
  assert.ok(Math.abs(value - wanted) <= 0.12 * wanted, `${value} is not about ${wanted}`);
}

function hoursTo(instant: string | null, from: Temporal.Instant): number {
  return (Date.parse(instant!) - from.epochMilliseconds) / 3_600_000;
}

function iso(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString();
}

/** At nine o’clock: a hospital that uses ten cylinders an hour and has forty, a supplier with many, another one’s stock of no concern. */
async function cast(t: TestContext) {
  const at = (hour: number) => start.add({ minutes: Math.round(hour * 60) });
  let now = at(0);
  const server = await startTestServer(t, { work: false, clock: { now: () => now } });
  const town = await openTown(server.db, now);
  const [site, other] = town.hospitals;
  const [supplier] = town.suppliers;
  await sql`update organisation set name = case id when ${site.id} then '汉口协和医院' else '汉阳气体公司' end
    where id in (${site.id}, ${supplier.id})`.execute(server.db);
  const source = await server.db
    .transaction()
    .execute((tx) =>
      addSource(
        { tx, actor: systemActor, now, commandId: newId() },
        { organisationId: supplier.id, item: CYLINDER, form: 'stock', quantity: 500, leadMinutes: 60 },
      ),
    );
  const hospital = await server.as('institution', { organisationId: site.id });
  const desk = await server.as('dispatcher', { areaCode: town.cityCode });
  const gate = await server.as('supplier', { organisationId: supplier.id });
  const watched = { commandId: newId(), item: CYLINDER, capacity: 400, usualPerHour: 10, resupplyMinutes: 60 };
  const { stockId } = await desk.readings.watchStock({ ...watched, organisationId: site.id });
  await desk.readings.watchStock({ ...watched, commandId: newId(), organisationId: other.id });
  for (let hour = 0; hour <= 9; hour += 1) {
    now = at(hour);
    const level = { value: 130 - 10 * hour, unit: 'cylinder' };
    const reading = { stockId, level, at: iso(now) };
    await hospital.readings.takeReadings({ commandId: newId(), readings: [reading] });
  }
  const hire = (name: string, role: Role, organisationId: string) => {
    const person = {
      account: `${name}-${newId().slice(-6)}`,
      name,
      password: '汉阳门 灯笼 2020',
      posts: [{ role, organisationId }],
    };
    return server.db
      .transaction()
      .execute((tx) => createPersonInside({ tx, actor: systemActor, now, commandId: newId() }, person));
  };
  await hire('hospital', 'institution', site.id);
  await hire('gate', 'supplier', supplier.id);
  const transferOf = async (id: string) =>
    (await gate.transfers.listTransfers({ organisation: supplier.id })).rows.find((each) => each.id === id)!;
  return {
    server,
    hospital,
    desk,
    gate,
    at,
    ask: () => askOverdueTrips(server.db, now),
    /** What the keepers of both sides were told of loads on their way, oldest first. */
    async inboxes() {
      await catchUp(server.db, inboxFollower({ now: () => now }));
      const { rows } = await sql<{ account: string; facts: string[] }>`
        select person.name as account, array_agg(fact order by message.id) as facts
        from message join person on person.id = person_id where fact like 'trips.%' group by person.name`.execute(
        server.db,
      );
      return Object.fromEntries(rows.map(({ account, facts }) => [account, facts]));
    },
    faults: () => ledgerFaults(server.db),
    ahead(hour: number) {
      now = at(hour);
    },
    async stock(): Promise<RunDryRow> {
      const { stocks } = await hospital.readings.siteStocks({ organisationId: site.id });
      return stocks[0]!;
    },
    async order(quantity: number) {
      const lines = [{ item: CYLINDER, quantity }];
      const need = await hospital.needs.collectNeed({ commandId: newId(), organisationId: site.id, lines });
      await desk.needs.dispatchNeed({
        commandId: newId(),
        id: need.id,
        version: need.version,
        approvals: [{ lineId: need.lines[0]!.id, quantity }],
        sources: [{ lineId: need.lines[0]!.id, sourceId: source.id, quantity }],
      });
      const [promised] = await gate.deliveries.listOrders({});
      return { needId: need.id, reservationId: promised!.reservationId };
    },
    async ship(reservationId: string, quantity: number, expectedAt: Temporal.Instant | null) {
      const lines = [{ reservationId, quantity }];
      const when = expectedAt && iso(expectedAt);
      const sent = await gate.deliveries.shipDelivery({
        commandId: newId(),
        supplierId: supplier.id,
        lines,
        expectedAt: when,
      });
      return sent;
    },
    async send(quantity: number, loads: { quantity: number; expectedAt: Temporal.Instant | null }[]) {
      const held = await gate.transfers.offerTransfer({
        commandId: newId(),
        placeId: source.id,
        toOrganisationId: site.id,
        lines: [{ item: CYLINDER, quantity }],
        expiresAt: iso(now.add({ hours: 12 })),
      });
      for (const load of loads)
        await gate.transfers.sendTransfer({
          commandId: newId(),
          id: held.id,
          lines: [{ lineId: held.lines[0]!.id, quantity: load.quantity }],
          expectedAt: load.expectedAt && iso(load.expectedAt),
        });
      return held.id;
    },
    async confirm(id: string, figures: { received: number; lost: number; returned: number }) {
      const { lines } = await transferOf(id);
      const line = { lineId: lines[0]!.id, ...figures };
      await hospital.transfers.confirmTransfer({ commandId: newId(), id, lines: [line], reason: '清点后' });
    },
    async correct(id: string, figure: 'received', quantity: number) {
      const { lines } = await transferOf(id);
      const correction = { lineId: lines[0]!.id, figure, quantity, reason: '点错了' };
      await hospital.transfers.correctTransfer({ commandId: newId(), id, ...correction });
    },
  };
}
