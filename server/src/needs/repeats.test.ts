import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId } from '@baogong/contract';
import { type Client, startTestServer, type TestServer } from '../../testing/server.ts';
import { ledgerFaults } from '../../testing/ledger-faults.ts';
import { openTown, type Town } from '../../testing/town.ts';
import { expireReservations } from './verbs/escalate.ts';

test('one delivery line judged twice in one receipt: no more than was delivered', async (t) => {
  const { hospital, supplier, town, dispatched } = await cast(t);
  const need = await dispatched(10);
  const trip = await supplier.deliveries.shipDelivery({
    commandId: newId(),
    supplierId: town.suppliers[0].id,
    lines: [{ reservationId: need.sources[0]!.reservationId, quantity: 10 }],
  });
  const verdict = { deliveryLineId: trip.lines[0]!.id, accepted: 6, rejected: 0 };
  await refused(
    hospital.deliveries.receiveDelivery({ commandId: newId(), id: trip.id, lines: [verdict, verdict] }),
    409,
    'more-than-delivered',
  );
});

test('one line waived twice in one waiver: no more than is missing', async (t) => {
  const { hospital, dispatched } = await cast(t);
  const need = await dispatched(10, 4);
  const waiver = { lineId: need.lines[0]!.id, quantity: 4 };
  const base = { id: need.id, version: need.version, reason: '够用了' };
  await refused(
    hospital.needs.waiveRest({ commandId: newId(), ...base, lines: [waiver, waiver] }),
    409,
    'more-than-approved',
  );
});

test('a quantity that the unit makes too large is refused at its field and writes nothing', async (t) => {
  const { server, hospital, town } = await cast(t);
  const units = await server.db.selectFrom('item_unit').selectAll().where('to_base', '>', 1).execute();
  assert.ok(units.length > 10);
  for (const { item_code: item, unit_code: unit } of units) {
    const lines = [{ item, quantity: 1_000_000_000_000, unit }];
    const call = hospital.needs.collectNeed({ commandId: newId(), organisationId: town.hospitals[0].id, lines });
    await assert.rejects(call, (error: { status?: number; data?: { field?: string } }) => {
      assert.equal(error.status, 422, `${item} in ${unit}`);
      assert.match(error.data?.field ?? '', /^lines\[0\]\.(quantity|unit)$/);
      return true;
    });
  }
  assert.equal((await server.db.selectFrom('need').select('id').execute()).length, 0);
});

test('two processes that end overdue reservations at the same moment release each once', async (t) => {
  const { server, dispatcher, town, dispatched } = await cast(t);
  const need = await dispatched(20, 5, 1);
  await dispatcher.needs.dispatchNeed({
    commandId: newId(),
    id: need.id,
    version: need.version,
    sources: [{ lineId: need.lines[0]!.id, sourceId: town.sources['surgical-mask'], quantity: 7 }],
    holdHours: 48,
  });
  const later = Temporal.Now.instant().add({ hours: 2 });
  const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => expireReservations(server.db, later)));
  assert.deepEqual(
    outcomes.filter((each) => each.status === 'rejected').map((each) => String(each.reason)),
    [],
  );
  const row = await server.db.selectFrom('need_line').select('reserved').executeTakeFirstOrThrow();
  assert.equal(row.reserved, 7);
  assert.deepEqual(await ledgerFaults(server.db), []);
});

test('dispatchers and the clock that frees reservations never wait for each other in a circle', async (t) => {
  const { server, dispatcher, dispatched, town } = await cast(t);
  const needs: Awaited<ReturnType<typeof dispatched>>[] = [];
  for (let index = 0; index < 6; index += 1) needs.push(await dispatched(20, 5, 1));
  const later = Temporal.Now.instant().add({ hours: 2 });
  const add = (need: (typeof needs)[number]) =>
    dispatcher.needs.dispatchNeed({
      commandId: newId(),
      id: need.id,
      version: need.version,
      sources: [{ lineId: need.lines[0]!.id, sourceId: town.sources['surgical-mask'], quantity: 1 }],
    });
  const outcomes = await Promise.allSettled([
    ...needs.map(add),
    expireReservations(server.db, later),
    ...needs.map(add),
    expireReservations(server.db, later),
  ]);
  const surprises = outcomes.filter((each) => each.status === 'rejected' && each.reason.status !== 409);
  assert.deepEqual(surprises, []);
  assert.deepEqual(await ledgerFaults(server.db), []);
});

type Cast = { server: TestServer; town: Town; hospital: Client; dispatcher: Client; supplier: Client };

async function cast(t: TestContext) {
  const server = await startTestServer(t, { work: false });
  const town = await openTown(server.db);
  const people: Cast = {
    server,
    town,
    hospital: await server.as('institution', { organisationId: town.hospitals[0].id }),
    dispatcher: await server.as('dispatcher', { areaCode: '4201' }),
    supplier: await server.as('supplier', { organisationId: town.suppliers[0].id }),
  };
  return {
    ...people,
    dispatched: (quantity: number, held = quantity, holdHours = 48) => dispatched(people, quantity, held, holdHours),
  };
}

/** A need of masks of which so many are held. */
async function dispatched({ hospital, dispatcher, town }: Cast, quantity: number, held: number, holdHours: number) {
  const asked = await hospital.needs.collectNeed({
    commandId: newId(),
    organisationId: town.hospitals[0].id,
    lines: [{ item: 'surgical-mask', quantity }],
  });
  const sources = [{ lineId: asked.lines[0]!.id, sourceId: town.sources['surgical-mask'], quantity: held }];
  return dispatcher.needs.dispatchNeed({ commandId: newId(), id: asked.id, version: 1, sources, holdHours });
}

async function refused(call: Promise<unknown>, status: number, reason: string): Promise<void> {
  await assert.rejects(call, (error: { status?: number; data?: { reason?: string } }) => {
    assert.deepEqual([error.status, error.data?.reason], [status, reason], JSON.stringify(error));
    return true;
  });
}
