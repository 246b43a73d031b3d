import assert from 'node:assert/strict';
import { before, test, type TestContext } from 'node:test';
import { newId, type ReportForm } from '@baogong/contract';
import { type Client, startTestServer, type TestServer } from '../../../testing/server.ts';
import { openTown, type Town } from '../../../testing/town.ts';
import { drawRound, gapHours } from '../../situation/index.ts';
import { freezeDueRound, keepGapHour } from '../index.ts';

/** A day in the city, told in its own hours. */
let now = Temporal.Instant.from('2022-12-24T07:00:00+08:00');
const at = (time: string, day = '2022-12-24') => void (now = Temporal.Instant.from(`${day}T${time}:00+08:00`));

let server: TestServer;
let town: Town;
let [producer, dispatcher, hospital]: Client[] = [];
let [lineA, lineB] = ['', ''];

before(async (t) => {
  server = await startTestServer(t as TestContext, { work: false, clock: { now: () => now } });
  town = await openTown(server.db, now);
  producer = await server.as('supplier', { organisationId: town.suppliers[1].id });
  dispatcher = await server.as('dispatcher', { areaCode: town.cityCode });
  hospital = await server.as('institution', { organisationId: town.hospitals[0].id });
});

test('three shifts: a producer reports, one line stays silent, the round freezes what is known, and the gap closes', async (t) => {
  await t.test('a producer has two lines of the same masks; one books its output into its stock', async () => {
    const organisationId = town.suppliers[1].id;
    const stock = await producer!.supply.createSource({
      ...command(),
      organisationId,
      item: 'surgical-mask',
      form: 'stock',
      quantity: 2000,
    });
    const line = { organisationId, item: 'surgical-mask', capacity: 8000 };
    lineA = (await producer!.production.createLine({ ...command(), ...line, name: '1 号线', bookInto: stock.id })).id;
    lineB = (await producer!.production.createLine({ ...command(), ...line, name: '2 号线' })).id;
    await assert.rejects(
      producer!.production.createLine({ ...command(), ...line, name: '1 号线' }),
      /Line "1 号线" exists already/,
    );
  });

  await t.test('at 07:20 the form is for the morning round, with the plan that capacity allows', async () => {
    at('07:20');
    const form = await formOf();
    assert.deepEqual([form.round, form.day, form.lines.length], ['morning', '2022-12-24', 2]);
    // Five hours until noon, 1,000 an hour. Nothing was reported before: what is not known stays unknown.
    assert.deepEqual(form.lines[0]?.prefilled, { planned: 5000, actual: null, stock: null });
    await report(form, lineA, { planned: 5000, actual: null, stock: 2000 });
  });

  await t.test('30,000 masks are asked for; the morning round shows the gap and who has not reported', async () => {
    await hospital!.needs.collectNeed({
      ...command(),
      organisationId: town.hospitals[0].id,
      lines: [{ item: 'surgical-mask', quantity: 30_000 }],
    });
    at('07:30');
    assert.equal(await freezeDueRound(server.db, now, drawRound), 2, 'the round and one missing report');
    assert.equal(await freezeDueRound(server.db, now, drawRound), 0, 'a round is frozen once');
    const [round] = (await dispatcher!.rounds.listRounds({})).rows;
    assert.deepEqual([round?.code, round?.reported, round?.missing, round?.short], ['morning', 1, 1, 1]);
    const masks = await masksOf(round!.id);
    // 10,000 of the wholesaler, 2,000 here, 5,000 planned; the silent line is counted as unknown, not as nothing.
    assert.deepEqual([masks.supply.quantity, masks.demand.quantity, masks.gap.quantity], [17_000, 30_000, 13_000]);
    assert.equal(masks.parts.production?.unknown, 1);
    assert.ok(masks.parts.production.high >= 10_000, 'it may make up to its capacity');
    assert.deepEqual(
      masks.districts.map(({ areaCode, gap }) => [areaCode, gap.quantity]),
      [
        ['420102', 30_000],
        ['420107', -7000],
        ['420106', -10_000],
      ],
    );
    const missing = await server.db.selectFrom('event').selectAll().where('action', '=', 'report-missing').execute();
    assert.deepEqual(
      missing.map((event) => [event.subject_id, event.organisation_id]),
      [[lineB, town.suppliers[1].id]],
    );
  });

  await t.test('a late report and a correction are new facts; the frozen picture stays as it was', async () => {
    at('08:10');
    const form = await formOf();
    assert.equal(form.round, 'morning', 'an hour late is still the morning round');
    await report(form, lineB, { planned: 4000, actual: null, stock: null });
    const first = form.lines.find(({ line }) => line.id === lineA)!.report!;
    const corrected = await report(await formOf(), lineA, { planned: 4500, actual: null, stock: 2000 });
    assert.equal(corrected.lines.find(({ line }) => line.id === lineA)?.report?.version, first.version + 1);
    await assert.rejects(report(form, lineA, { planned: 1, actual: null, stock: 1 }), /changed this just now/);
    const { rows } = await producer!.production.listReports({ line: lineA });
    assert.deepEqual(
      rows.map(({ version, planned }) => [version, planned]),
      [
        [2, 4500],
        [1, 5000],
      ],
    );
    const [round] = (await dispatcher!.rounds.listRounds({})).rows;
    assert.equal((await masksOf(round!.id)).supply.quantity, 17_000);
    at('08:11');
    const live = (await dispatcher!.situation.getPicture({ item: 'surgical-mask' })).items[0]!;
    assert.deepEqual([live.parts.production?.quantity, live.parts.production?.unknown], [8500, 0]);
  });

  await t.test(
    'at noon the output is what was planned; it is booked as produced and the stock as counted',
    async () => {
      at('12:20');
      const form = await formOf();
      const { prefilled } = form.lines.find(({ line }) => line.id === lineA)!;
      assert.deepEqual(prefilled, { planned: 6000, actual: 4500, stock: 2000 });
      await report(form, lineA, { ...prefilled, stock: 6400 });
      assert.equal(await onHand(), 6400, '2,000 + 4,500 made, 100 lost by count');
      await report(await formOf(), lineA, { ...prefilled, actual: 4400, stock: 6400 });
      assert.equal(await onHand(), 6400);
      for (const actual of [4700, 0]) await report(await formOf(), lineA, { ...prefilled, actual, stock: 6400 });
      assert.equal(await onHand(), 6400, 'what was made in two parts is taken back from both');
      await report(await formOf(), lineA, { ...prefilled, actual: 4400, stock: 6400 });
      const made = await server.db
        .selectFrom('movement')
        .selectAll()
        .where('kind', 'in', ['produce', 'correct'])
        .orderBy('id')
        .execute();
      assert.deepEqual(
        made.map(({ kind, quantity }) => [kind, quantity]),
        [
          ['produce', 4500],
          ['correct', 100],
          ['produce', 300],
          ['correct', 300],
          ['correct', 4400],
          ['produce', 4400],
        ],
      );
    },
  );

  await t.test(
    'what is ten times too much is refused, naming line, capacity and cure; so is a round to come',
    async () => {
      const form = await formOf();
      await assert.rejects(
        report(form, lineB, { planned: 60_000_000, actual: null, stock: null }),
        /"2 号线" can make about 6000 piece in 6 h, not 60000000/,
      );
      await assert.rejects(report(form, lineB, { planned: null, actual: null, stock: null }), /says nothing/);
      await assert.rejects(report({ ...form, round: 'evening' }, lineB, { planned: 1, actual: 1, stock: 1 }), /"Noon"/);
      const stranger = await server.as('supplier', { organisationId: town.suppliers[0].id });
      await assert.rejects(report(form, lineB, { planned: 1, actual: 1, stock: 1 }, stranger), /Your post may not/);
    },
  );

  await t.test('the gap is open, then expected to close, then zero since the hour in which it was met', async () => {
    await keepGapHour(server.db, now, gapHours);
    const open = await gap();
    assert.equal(open.forecast.length, 73);
    assert.equal(open.forecast[0]?.gap.quantity, 30_000 - 16_400);
    assert.equal(open.zero.state, 'closing');
    // 13,600 are missing; 900 and 800 an hour are made. One need is no rate at which others come.
    const hours = (Date.parse(open.zero.expectedAt!) - now.epochMilliseconds) / 3_600_000;
    assert.ok(hours === 8, `${hours} h`);
    assert.ok(open.zero.expectedBetween!.earliest! <= open.zero.expectedAt!);
    at('18:20');
    const form = await formOf();
    await report(form, lineA, { planned: 13_000, actual: 6000, stock: 20_000 });
    await report(form, lineB, { planned: 13_000, actual: 6000, stock: null });
    at('19:05');
    await keepGapHour(server.db, now, gapHours);
    const closed = await gap();
    assert.deepEqual([closed.zero.state, closed.zero.since], ['zero', '2022-12-24T11:00:00.000Z']);
    assert.deepEqual(
      closed.history.map(({ gap }) => gap.quantity),
      [13_600, 0],
    );
  });
});

test('a line that is started yields nothing for its hours, then along its ramp; a stopped one owes no report', async () => {
  at('08:00', '2022-12-26');
  const organisationId = town.suppliers[1].id;
  const ramp = { hours: 24, shares: [25, 50, 75] };
  const fields = {
    organisationId,
    item: 'liquid-oxygen',
    name: '空分装置',
    capacity: 80_000_000,
    ramp,
    running: false,
  };
  const line = await producer!.production.createLine({ ...command(), ...fields });
  assert.equal(line.state, 'stopped');
  const started = await producer!.production.setLineRunning({ ...command(), id: line.id, running: true });
  assert.deepEqual([started.state, started.share, started.fullAt], ['starting', 0, '2022-12-27T03:00:00.000Z']);
  at('09:30', '2022-12-27');
  const { rows } = await producer!.production.listLines({ item: 'liquid-oxygen' });
  assert.deepEqual([rows[0]?.state, rows[0]?.share], ['starting', 50]);
  const form = await formOf();
  // From 12:30 to 18:30 at full output: 10 t an hour.
  const noon = await producer!.production.getReportForm({ organisation: organisationId, day: form.day, round: 'noon' });
  assert.equal(noon.lines.find((each) => each.line.id === line.id)?.prefilled.planned, 60_000_000);
  const stopped = await producer!.production.setLineRunning({ ...command(), id: line.id, running: false });
  assert.equal(stopped.state, 'stopped');
  await assert.rejects(
    producer!.production.setLineRunning({ ...command(), id: line.id, running: false }),
    /is stopped already/,
  );
  at('12:30', '2022-12-27');
  await freezeDueRound(server.db, now, drawRound);
  const [round] = (await dispatcher!.rounds.listRounds({ limit: 1 })).rows;
  assert.equal(round?.missing, 2, 'the two mask lines; the stopped one owes nothing');
});

test('rounds are the city’s own: names and times change, in order and without repeats', async () => {
  const four = [
    { code: 'dawn', name: { zh: '凌晨', en: 'Dawn' }, time: '03:00' },
    { code: 'morning', name: { zh: '早', en: 'Morning' }, time: '09:00' },
    { code: 'afternoon', name: { zh: '午后', en: 'Afternoon' }, time: '15:00' },
    { code: 'night', name: { zh: '夜', en: 'Night' }, time: '21:00' },
  ];
  await assert.rejects(
    dispatcher!.rounds.reviseSchedule({ ...command(), rounds: four.toReversed() }),
    /order of their times/,
  );
  const revised = await dispatcher!.rounds.reviseSchedule({ ...command(), rounds: four });
  assert.deepEqual([revised.from, revised.today.length], ['2022-12-28', 3], 'today is reported and frozen already');
  assert.deepEqual([revised.next.name.en, (await formOf()).roundName.en], ['Evening', 'Noon']);
  at('02:50', '2022-12-28');
  assert.equal((await formOf()).roundName.en, 'Dawn');
  assert.equal((await formOf()).upcoming.dueAt, '2022-12-27T19:00:00.000Z');
  const noon = await producer!.production.getReportForm({
    organisation: town.suppliers[1].id,
    day: '2022-12-27',
    round: 'noon',
  });
  assert.equal(noon.dueAt, '2022-12-27T04:30:00.000Z', 'a round that was, stays what it was');
  const later = four.map((round) => (round.code === 'dawn' ? { ...round, time: '04:00' } : round));
  const again = await dispatcher!.rounds.reviseSchedule({ ...command(), rounds: later });
  assert.deepEqual([again.from, again.next.dueAt], [null, '2022-12-27T20:00:00.000Z'], 'nobody has acted on today yet');
});

test('the database refuses to change what a round froze or a producer reported', async () => {
  for (const table of ['round', 'round_figure', 'round_line', 'shift_report'] as const)
    await assert.rejects(server.db.deleteFrom(table).execute(), /append-only/);
});

function command() {
  return { commandId: newId() };
}

function formOf(): Promise<ReportForm> {
  return producer!.production.getReportForm({ organisation: town.suppliers[1].id });
}

type Figures = { planned: number | null; actual: number | null; stock: number | null };

function report(form: ReportForm, lineId: string, figures: Figures, client = producer!): Promise<ReportForm> {
  const replaces = form.lines.find(({ line }) => line.id === lineId)?.report?.version ?? null;
  const { organisationId, day, round } = form;
  return client.production.reportShift({
    ...command(),
    organisationId,
    day,
    round,
    lines: [{ lineId, replaces, ...figures }],
  });
}

async function masksOf(id: string) {
  const { items } = await dispatcher!.rounds.getRound({ id });
  return items.find(({ item }) => item === 'surgical-mask')!;
}

async function onHand(): Promise<number> {
  const { rows } = await producer!.supply.listSources({ organisation: town.suppliers[1].id, item: 'surgical-mask' });
  return rows[0]!.quantity;
}

function gap() {
  return dispatcher!.situation.getGap({ item: 'surgical-mask' });
}
