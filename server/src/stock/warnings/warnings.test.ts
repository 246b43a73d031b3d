import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { newId, type Role } from '@baogong/contract';
import { sql } from 'kysely';
import { catchUp } from '../../../testing/catch-up.ts';
import { startTestServer } from '../../../testing/server.ts';
import { openTown } from '../../../testing/town.ts';
import { createPersonInside } from '../../identity/index.ts';
import { inboxFollower } from '../../inbox/index.ts';
import { systemActor } from '../../platform/actor.ts';
import { openNeedsForWarnings, warningFollower } from '../../warning-reactions.ts';
import { capFaults } from './cap/rules.ts';
import { escalateWarnings } from './escalate.ts';
import { watchStocks } from './watch.ts';

const TONNE = 1_000_000;
/** One hour to resupply, and the half hour on top: red below 90 minutes, yellow below 180. */
const RESUPPLY_MINUTES = 60;

test('a stock that runs dry turns yellow, then red; a need opens by itself, once, and each knows of the other', async (t) => {
  const { says, look, warning, ahead, needs, steps, city } = await cast(t);
  await says(300);
  await look();
  assert.equal(await warning(), undefined, 'five hours are enough');
  await says(170);
  await look();
  const yellow = (await warning())!;
  assert.deepEqual([yellow.lamp, yellow.status, await needs()], ['yellow', 'raised', []]);
  await ahead({ minutes: 90 });
  await says(85);
  await look();
  await look();
  const red = (await warning())!;
  assert.deepEqual([red.id, red.lamp, red.lampNow], [yellow.id, 'red', 'red']);
  const [need, ...others] = await needs();
  assert.equal(others.length, 0);
  assert.deepEqual([need!.id, need!.number], [red.needId, red.needNumber]);
  assert.equal(need!.priority, 'life-critical');
  assert.equal(need!.neededBy, instant(red.emptyAt!.p10!, -30), 'half an hour before it may be dry');
  // From 09:30 until the goods of the round at noon can be there, at 14:00: 4.5 h at 1 t an hour, less the 1 t that is there.
  assert.equal(need!.lines[0]!.requested, 3.5 * TONNE);
  const { description } = await city.needs.getNeed({ id: need!.id });
  assert.match(
    description!,
    /到中轮（12:30）派的货 14:00 能到为止共 4.5 小时，要用 4.5 吨；减去现有可用 1 吨，取整后缺 3.5 吨/,
  );
  assert.match(description!, /for 4.5 h, until the goods of the round Noon \(12:30\) can be there at 14:00: 4.5 tonne/);
  assert.match(description!, /3.5 tonne missing, rounded up\./, 'bulk has no packs');
  assert.deepEqual(await steps(red.id), ['raise', 'worsen', 'link']);
  const alert = await city.warnings.capAlert({ id: red.id });
  assert.equal(alert.type, 'application/cap+xml');
  assert.deepEqual(capFaults(await alert.text()), [], 'the address on the screen gives a valid CAP 1.2 message');
});

test('a forecast that flaps around both thresholds hundreds of times makes one warning and no storm of facts', async (t) => {
  const { says, look, ahead, all, steps } = await cast(t);
  for (let round = 0; round < 400; round += 1) {
    await says(round % 2 === 0 ? 75 : round % 4 === 1 ? 120 : 400);
    await look(false);
    await ahead({ seconds: 30 });
  }
  const rows = await all();
  assert.equal(rows.length, 1);
  const facts = await steps(rows[0]!.id);
  assert.ok(facts.length <= 6, facts.join(' '));
});

test('green clears only after it has lasted; a delivery clears at once', async (t) => {
  const { says, look, ahead, warning, deliver, all } = await cast(t);
  await says(80);
  await look();
  await says(600);
  await look();
  assert.ok(await warning(), 'green for a moment is not enough');
  await ahead({ minutes: 19 });
  await look();
  assert.ok(await warning());
  await ahead({ minutes: 2 });
  await look();
  assert.equal(await warning(), undefined);
  await says(80);
  await look();
  await ahead({ minutes: 1 });
  await deliver(10 * TONNE);
  await says(900);
  await look();
  assert.equal(await warning(), undefined);
  assert.deepEqual(
    (await all()).map((each) => each.clearedBecause),
    ['green', 'delivery'],
  );
});

test('somebody takes it and lets go again within ten seconds; the answer keeps it quiet unless it gets worse', async (t) => {
  const { says, look, ahead, warning, desk, steps } = await cast(t);
  await says(170);
  await look();
  const raised = (await warning())!;
  const offered = raised.actions.filter(({ blocked }) => blocked === null).map(({ action }) => action);
  assert.deepEqual(offered, ['take', 'ask', 'answer']);
  const taken = await desk.warnings.takeWarning({ commandId: newId(), id: raised.id, version: raised.version });
  assert.deepEqual([taken.status, taken.takenBy?.name], ['taken', 'district-desk']);
  const back = await desk.warnings.undoWarning({ commandId: newId(), id: raised.id, version: taken.version });
  assert.deepEqual([back.status, back.takenBy, back.dueAt], ['raised', null, raised.dueAt]);
  const step = { id: raised.id, version: back.version };
  await desk.warnings.answerWarning({ ...step, commandId: newId(), answer: 'mistaken', note: '表坏了' });
  await look();
  await ahead({ minutes: 10 });
  await look();
  assert.equal(await warning(), undefined, 'quiet for half an hour');
  await says(60);
  await look();
  const worse = (await warning())!;
  assert.equal(worse.lamp, 'red', 'worse than what was answered');
  assert.deepEqual(await steps(raised.id), ['raise', 'take', 'undo', 'answer']);
  const late = desk.warnings.takeWarning({ commandId: newId(), id: raised.id, version: 4 });
  await assert.rejects(late, /cleared/);
});

test('taken in time, a red one opens no need until its time is over too; it climbs desk → district → city', async (t) => {
  const { says, look, ahead, warning, desk, needs, messages } = await cast(t);
  await says(170);
  await look();
  const { id, version } = (await warning())!;
  await desk.warnings.takeWarning({ commandId: newId(), id, version });
  await says(80);
  await look();
  assert.deepEqual(await needs(), [], 'somebody is on it');
  await ahead({ minutes: 16 });
  await says(64);
  await look();
  assert.deepEqual([(await warning())!.escalation, (await needs()).length], [1, 0]);
  await look();
  assert.equal((await needs()).length, 1, 'it asks for one when it climbs');
  await ahead({ minutes: 16 });
  await look();
  await ahead({ minutes: 60 });
  await look();
  assert.equal((await warning())!.escalation, 2);
  assert.deepEqual(await messages('warnings.escalate'), ['desk', 'dispatcher', 'dispatcher', 'supervisor']);
  assert.deepEqual(await messages('warnings.worsen'), ['desk']);
});

test('a need that somebody opened already is found, not doubled; when it ends in red another may be opened', async (t) => {
  const { says, look, ahead, warning, needs, hospital, site, desk } = await cast(t);
  const lines = [{ item: 'liquid-oxygen', quantity: 6, unit: 'tonne' }];
  const own = await hospital.needs.collectNeed({ commandId: newId(), organisationId: site.id, lines });
  await says(60);
  await look();
  await look();
  assert.equal((await warning())!.needId, own.id);
  await hospital.needs.withdrawNeed({ commandId: newId(), id: own.id, version: own.version, reason: '填错了' });
  await look();
  assert.equal((await warning())!.needId, null);
  await look();
  assert.deepEqual(await needs(), []);
  await ahead({ minutes: 21 });
  await says(40);
  await look();
  await look();
  const [again] = await needs();
  assert.equal((await warning())!.needId, again!.id);
  const named = await desk.warnings.listWarnings({ need: again!.id });
  assert.equal(named.rows.length, 1, 'the need knows its warning');
});

test('what is asked for and what comes in time are taken off; where that will do no need opens, unless somebody wants one or it does not come', async (t) => {
  const { says, look, ahead, warning, needs, hospital, site, sets, now } = await cast(t);
  await sets(2 * TONNE, now().add({ minutes: 100 }));
  await sets(3 * TONNE, now().add({ minutes: 50 }));
  await says(60);
  await look();
  await look();
  assert.deepEqual(await needs(), [], 'six hours at 1 t, less 1 t there and 5 t on the road');
  const version = (await warning())!;
  const { quantity, counted, shipments } = version.underWay!;
  assert.deepEqual([quantity, counted, shipments.length], [5 * TONNE, 5 * TONNE, 2], 'the warning says what comes');
  await ahead({ minutes: 9 });
  await look();
  assert.deepEqual((await warning())!.version, version.version, 'waiting is no news');
  const own = await hospital.needs.collectNeed({
    commandId: newId(),
    organisationId: site.id,
    lines: [{ item: 'liquid-oxygen', quantity: 1, unit: 'tonne' }],
  });
  await ahead({ minutes: 42 });
  await says(40);
  await look();
  await look();
  const [rest, asked] = await needs();
  assert.equal(asked!.id, own.id);
  // 08:51: the goods of noon come at 14:00; 5.15 h at 1 t, less 1 t there, 2 t still expected and 1 t asked for. The 3 t are overdue.
  assert.deepEqual([rest!.lines[0]!.requested, (await warning())!.needId], [1.2 * TONNE, rest!.id]);
  await look();
  assert.equal((await needs()).length, 2);
});

test('whoever asks for the need of a warning gets it, also where the figures say that what comes will do', async (t) => {
  const { says, look, warning, needs, sets, desk, now } = await cast(t);
  await sets(20 * TONNE, now().add({ minutes: 50 }));
  await says(60);
  await look();
  await look();
  assert.deepEqual(await needs(), []);
  const { id, version } = (await warning())!;
  await desk.warnings.askForNeed({ commandId: newId(), id, version });
  await look();
  const [need] = await needs();
  assert.deepEqual(
    [need!.id, need!.lines[0]!.requested],
    [(await warning())!.needId, null],
    'how much is theirs to say',
  );
});

test('two processes, and one that stops half-way, open one warning and one need', async (t) => {
  const { says, server, context, warning, needs, all, now } = await cast(t);
  await says(60);
  await Promise.all(Array.from({ length: 6 }, () => watchStocks(server.db, now())));
  assert.equal((await all()).length, 1);
  await Promise.all(Array.from({ length: 6 }, () => openNeedsForWarnings(context())));
  assert.equal((await needs()).length, 1);
  const { needId, id } = (await warning())!;
  await sql`update warning set need_id = null, need_number = null, need_due_at = ${String(now())} where id = ${id}`.execute(
    server.db,
  );
  await openNeedsForWarnings(context());
  assert.deepEqual([(await warning())!.needId, (await needs()).length], [needId, 1], 'stopped before the link');
});

test('a report that did not come warns once a site and item, turns red at the next round, and ends when all lines reported', async (t) => {
  const { town, hear, warning, city, actorless } = await cast(t);
  const [, producer] = town.suppliers;
  const line = (id: string, action: string) => actorless(producer, id, action);
  const [first, second] = [newId(), newId()];
  await line(first, 'report-missing');
  await line(second, 'report-missing');
  await hear();
  const warned = (await warning())!;
  assert.deepEqual([warned.kind, warned.lamp, warned.organisationName], ['missing-report', 'yellow', producer.name]);
  await line(first, 'report-missing');
  await hear();
  assert.equal((await warning())!.lamp, 'red');
  await line(first, 'report-shift');
  await hear();
  assert.ok(await warning(), 'one line is still silent');
  await line(second, 'report-shift');
  await hear();
  assert.equal(await warning(), undefined);
  const ended = await city.warnings.listWarnings({ open: 'false' });
  assert.equal(ended.rows[0]!.clearedBecause, 'reported');
});

test('the nearest supplier that has the item says how long help takes, unless the site knows better', async (t) => {
  const { says, look, warning, desk, server, town, stock, hospital } = await cast(t, null);
  await server.db.transaction().execute(async (tx) => {
    const { addSource } = await import('../../supply/index.ts');
    const act = { tx, actor: systemActor, now: Temporal.Now.instant(), commandId: newId() };
    for (const [index, supplier] of town.suppliers.entries())
      await addSource(act, {
        organisationId: supplier.id,
        item: 'liquid-oxygen',
        form: 'stock',
        quantity: index,
        leadMinutes: 0,
      });
  });
  await says(60);
  await look();
  const { resupply } = (await warning())!;
  assert.equal(resupply!.supplierName, town.suppliers[1].name, 'the other has none');
  assert.equal(resupply!.minutes, Math.ceil(((resupply!.metres! * 1.4) / 1000 / 30) * 60) + 30 + 30);
  await hospital.readings.reviseStock({
    commandId: newId(),
    id: stock.stockId,
    version: stock.version,
    resupplyMinutes: 45,
  });
  assert.equal((await desk.warnings.listWarnings({})).rows[0]!.resupply!.minutes, 75);
});

test('thresholds are data: whoever may change them does, and lamps follow', async (t) => {
  const { says, look, warning, desk, server, town } = await cast(t);
  const chief = await server.as('supervisor', { areaCode: town.cityCode });
  const [rule] = await chief.warnings.listWarningRules({});
  assert.equal(rule!.scope, 'life-critical');
  await says(300);
  await look();
  assert.equal(await warning(), undefined);
  await assert.rejects(desk.warnings.reviseWarningRule({ ...rule!, commandId: newId(), yellowPercent: 400 }), /ask/i);
  await assert.rejects(
    chief.warnings.reviseWarningRule({ ...rule!, commandId: newId(), yellowPercent: 50 }),
    /at least as far/,
  );
  await chief.warnings.reviseWarningRule({ ...rule!, commandId: newId(), yellowPercent: 400 });
  await look();
  assert.equal((await warning())!.lamp, 'yellow');
});

function instant(text: string, minutes: number): string {
  return new Date(Date.parse(text) + minutes * 60_000).toISOString();
}

/** A hospital with one watched tank, its desk, and a clock that stands still until told. */
async function cast(t: TestContext, resupplyMinutes: number | null = RESUPPLY_MINUTES) {
  let now = Temporal.Instant.from('2026-02-01T00:00:00Z');
  const clock = { now: () => now };
  const server = await startTestServer(t, { work: false, clock });
  const town = await openTown(server.db, now);
  const [site] = town.hospitals;
  const hospital = await server.as('institution', { organisationId: site.id });
  const desk = await server.as('district-desk', { areaCode: site.areaCode });
  const city = await server.as('dispatcher', { areaCode: town.cityCode });
  await hire('desk', 'district-desk', site.areaCode);
  await hire('dispatcher', 'dispatcher', town.cityCode);
  await hire('supervisor', 'supervisor', town.cityCode);
  const stock = await hospital.readings.watchStock({
    commandId: newId(),
    organisationId: site.id,
    item: 'liquid-oxygen',
    capacity: 25 * TONNE,
    ...(resupplyMinutes === null ? {} : { resupplyMinutes }),
  });
  const context = () => ({ ...server.server.app.services, clock });

  async function hire(account: string, role: Role, areaCode: string): Promise<void> {
    const person = { account, name: account, password: '汉阳门 灯笼 2020', posts: [{ role, areaCode }] };
    await server.db
      .transaction()
      .execute((tx) => createPersonInside({ tx, actor: systemActor, now, commandId: newId() }, person));
  }

  async function hear(): Promise<void> {
    await catchUp(server.db, warningFollower(clock));
    await catchUp(server.db, inboxFollower(clock));
  }

  return {
    server,
    town,
    site,
    stock,
    hospital,
    desk,
    city,
    context,
    hear,
    now: () => now,
    /** The forecast says that the tank runs dry in so many minutes, at the early end. */
    async says(minutes: number) {
      const at = (more: number) => String(now.add({ minutes: minutes + more }));
      await sql`update stock_forecast set is_known = true, dry_early = ${at(0)}, dry_at = ${at(30)}, dry_late = ${at(90)},
        use_low = ${TONNE}, use_middle = ${TONNE}, use_high = ${TONNE}, stock_early = ${TONNE}, stock_middle = ${TONNE},
        stock_late = ${TONNE}, confidence = 'high', stale_at = 'infinity' where stock_id = ${stock.stockId}`.execute(
        server.db,
      );
    },
    async ahead(by: Temporal.DurationLike) {
      now = now.add(by);
    },
    async look(whole = true) {
      await watchStocks(server.db, now);
      if (!whole) return;
      await openNeedsForWarnings(context());
      await escalateWarnings(server.db, now);
      await hear();
    },
    /** Oxygen is on the road to the tank. */
    async sets(quantity: number, expectedAt: Temporal.Instant) {
      const [supplier] = town.suppliers;
      await sql`
        with source as (
          insert into place (id, kind, organisation_id) values (${newId()}, 'store', ${supplier.id}) returning id),
        empty as (insert into holding (place_id, item_code) select id, 'liquid-oxygen' from source),
        held as (
          insert into reservation (id, need_id, need_line_id, place_id, item_code, quantity, shipped)
          select ${newId()}, ${newId()}, ${newId()}, id, 'liquid-oxygen', ${quantity}, ${quantity} from source returning id)
        insert into shipment (id, trip_id, reservation_id, organisation_id, item_code, from_organisation_id, shipped_at, expected_at, sent)
        select ${newId()}, ${newId()}, id, ${site.id}, 'liquid-oxygen', ${supplier.id}, ${String(now)}, ${String(expectedAt)}, ${quantity} from held`.execute(
        server.db,
      );
    },
    async deliver(quantity: number) {
      const { edges, ensureSites, postMovements } = await import('../index.ts');
      await server.db.transaction().execute(async (tx) => {
        await ensureSites(tx, [site.id]);
        const movement = {
          kind: 'buy' as const,
          itemCode: 'liquid-oxygen',
          from: edges.produced,
          to: site.id,
          quantity,
        };
        await postMovements(tx, { postingId: newId(), actor: systemActor, happenedAt: String(now) }, [movement]);
      });
    },
    /** A fact of supply about a production line, as supply records it. */
    async actorless(of: { id: string; areaCode: string }, lineId: string, action: string) {
      const { nextVersion, recordFacts } = await import('../../platform/log/record.ts');
      const details = { item: 'protective-clothing', line: '一号线', roundName: { zh: '早', en: 'Morning' } };
      const version = await nextVersion(server.db, lineId);
      const fact = { module: 'supply', action, subjectId: lineId, version, happenedAt: String(now), details };
      await recordFacts(server.db, systemActor, null, [{ ...fact, organisationId: of.id, areaCode: of.areaCode }]);
    },
    warning: async () => (await city.warnings.listWarnings({})).rows[0],
    all: async () => {
      const rows = await sql<{ id: string; clearedBecause: string | null }>`
        select id, cleared_because as "clearedBecause" from warning order by id`.execute(server.db);
      return rows.rows;
    },
    needs: async () => (await desk.needs.listNeeds({ status: ['collected', 'dispatched'] })).rows,
    async steps(id: string) {
      const { rows } = await sql<{ action: string }>`
        select action from event where subject_id = ${id} order by version`.execute(server.db);
      return rows.map(({ action }) => action);
    },
    async messages(fact: string) {
      const { rows } = await sql<{ account: string }>`
        select account from message join person on person.id = person_id where fact = ${fact} order by account`.execute(
        server.db,
      );
      return rows.map(({ account }) => account);
    },
  };
}
