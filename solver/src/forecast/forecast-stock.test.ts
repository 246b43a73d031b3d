import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyAfter, forecastStock, plannedOxygenGramsPerHour, type StockAnswer, type StockQuestion } from './index.ts';

const MORNING = 27_900_000;
const TANK = 20_000_000;
const HOUR = 60;

/** Readings every `every` hours of a tank that starts at `stock` grams, with a use per hour by hour of the story. */
function readTank(stock: number, hours: number, usePerHour: (hour: number) => number, every = 1) {
  const readings = [];
  let left = stock;
  for (let hour = 0; hour <= hours; hour += 1) {
    if (hour % every === 0) readings.push({ at: MORNING + hour * HOUR, quantity: Math.round(left) });
    left -= usePerHour(hour);
  }
  return { readings, left: left + usePerHour(hours) };
}

function ask(question: Partial<StockQuestion>): StockAnswer {
  return forecastStock({ capacity: TANK, readings: [], now: MORNING, ...question });
}

function hoursLeft({ emptyAt }: StockAnswer, now: number): { p10: number; p50: number; p90: number } {
  assert.ok(emptyAt, 'the forecast is unknown');
  const hours = (at: number | null) => (at === null ? Number.POSITIVE_INFINITY : (at - now) / HOUR);
  return { p10: hours(emptyAt.p10), p50: hours(emptyAt.p50), p90: hours(emptyAt.p90) };
}

function assertNear(value: number, wanted: number, share: number): void {
  assert.ok(Math.abs(value - wanted) <= share * wanted, `${value} is not within ${share * 100} % of ${wanted}`);
}

test('a tank that loses 200 kg an hour runs dry when its stock divided by that says so', () => {
  const { readings, left } = readTank(16_000_000, 48, () => 200_000);
  const now = MORNING + 48 * HOUR;
  const answer = ask({ readings, now });
  const { p10, p50, p90 } = hoursLeft(answer, now);
  const truth = left / 200_000;
  assertNear(p50, truth, 0.05);
  assert.ok(p10 < truth && truth < p90);
  assert.equal(answer.confidence, 'high');
  assert.deepEqual(answer.lastReading, { at: now, ageMinutes: 0 });
});

test('dead stock can’t be drawn: with 1 t of it the same tank runs dry five hours sooner', () => {
  const { readings } = readTank(16_000_000, 48, () => 200_000);
  const now = MORNING + 48 * HOUR;
  const whole = hoursLeft(ask({ readings, now }), now).p50;
  assertNear(whole - hoursLeft(ask({ readings, now, deadStock: 1_000_000 }), now).p50, 5, 0.1);
});

test('while nobody reads the gauge, consumption goes on and the band widens', () => {
  const { readings } = readTank(16_000_000, 48, () => 200_000);
  const evening = MORNING + 48 * HOUR;
  const dawn = evening + 10 * HOUR;
  const fresh = ask({ readings, now: evening });
  const old = ask({ readings, now: dawn });
  assertNear(old.stock!.p50, fresh.stock!.p50 - 10 * 200_000, 0.05);
  assert.ok(old.stock!.p90 - old.stock!.p10 > 2 * (fresh.stock!.p90 - fresh.stock!.p10));
  assert.deepEqual(old.why[0], { code: 'old-reading', minutes: 600 });
  assert.equal(old.confidence, 'medium');
});

test('a surge to six times within two days is followed within hours', () => {
  const surging = (hour: number) => 60_000 * (hour < 48 ? 1 : Math.min(6, 6 ** ((hour - 48) / 48)));
  const { readings, left } = readTank(19_000_000, 100, surging, 2);
  const now = MORNING + 100 * HOUR;
  const answer = ask({ readings, now });
  const truth = left / 360_000;
  const { p10, p50, p90 } = hoursLeft(answer, now);
  assertNear(p50, truth, 0.15);
  assert.ok(p10 < truth && truth < p90, `${truth} is outside ${p10}…${p90}`);
  const rising = MORNING + 76 * HOUR;
  const { why } = ask({ readings: readings.filter(({ at }) => at <= rising), now: rising });
  assert.ok(why.some(({ code }) => code === 'surge'));
});

test('nothing read is unknown, not empty and not full', () => {
  const usage = [{ at: MORNING, plannedPerHour: 355_000 }];
  const { emptyAt, stock, hours, confidence, why } = ask({ usage, now: MORNING + HOUR });
  assert.deepEqual(
    { emptyAt, stock, hours, confidence, why },
    {
      emptyAt: null,
      stock: null,
      hours: [],
      confidence: 'none',
      why: [{ code: 'no-reading' }],
    },
  );
});

test('one reading and the devices in use give a first, wide band', () => {
  const planned = plannedOxygenGramsPerHour({ invasiveVentilator: 41, nonInvasiveVentilator: 75, highFlow: 32 });
  assertNear(planned * 24, 8_500_000, 0.01);
  const question = { readings: [{ at: MORNING, quantity: 10_000_000 }], now: MORNING };
  const guess = hoursLeft(ask({ ...question, usage: [{ at: MORNING, plannedPerHour: planned }] }), MORNING);
  const blind = hoursLeft(ask(question), MORNING);
  assert.ok(guess.p10 < 10_000_000 / planned, 'the planning rate is possible');
  assert.ok(guess.p90 > 10_000_000 / (planned * 0.3), 'measured flows are possible, too');
  assert.ok(guess.p90 / guess.p10 < blind.p90 / blind.p10);
});

test('a site calibrates itself: its gauge shows that it uses a third of the plan, and a new count of devices then means a third', () => {
  const { readings, left } = readTank(16_000_000, 48, () => 100_000);
  const usage = [0, 8, 16, 24, 32, 40].map((hour) => ({ at: MORNING + hour * HOUR, plannedPerHour: 300_000 }));
  const now = MORNING + 48 * HOUR;
  const before = ask({ readings, usage, now });
  const ratio = before.why.find((reason) => reason.code === 'usage-ratio');
  assertNear(ratio?.code === 'usage-ratio' ? ratio.percent : 0, 33, 0.15);
  const doubled = ask({ readings, usage: [...usage, { at: now, plannedPerHour: 600_000 }], now });
  const steady = hoursLeft(before, now).p50;
  assertNear(steady, left / 100_000, 0.08);
  const sooner = hoursLeft(doubled, now);
  assert.ok(sooner.p50 < steady && sooner.p10 < hoursLeft(before, now).p10, 'twice the devices bring the end nearer');
  assert.ok(sooner.p50 > left / 300_000, 'but not to twice the planning rate');
});

test('a tank that fills without a delivery is believed half, flagged, and fully believed once the next reading agrees', () => {
  const { readings, left } = readTank(8_000_000, 24, () => 100_000);
  const now = MORNING + 26 * HOUR;
  const filled = [...readings, { at: MORNING + 25 * HOUR, quantity: left + 9_000_000 }];
  const first = ask({ readings: filled, now });
  assert.deepEqual(first.faults, [{ path: '$.readings[25]', code: 'fills-without-delivery', used: true }]);
  assert.equal(first.confidence, 'low');
  assert.ok(
    first.stock!.p10 < left + 3_000_000 && first.stock!.p90 > left + 7_000_000,
    `both are possible: ${left} and ${left + 9_000_000} in ${JSON.stringify(first.stock)}`,
  );
  const second = ask({ readings: [...filled, { at: now, quantity: left + 8_800_000 }], now });
  assertNear(second.stock!.p50, left + 8_800_000, 0.05);
  assertNear(hoursLeft(second, now).p50, (left + 8_800_000) / 100_000, 0.15);
});

test('a delivery booked an hour after the gauge has shown it is not counted twice', () => {
  const { readings, left } = readTank(8_000_000, 24, () => 100_000);
  const filled = [...readings, { at: MORNING + 25 * HOUR, quantity: left + 9_000_000 }];
  const booked = MORNING + 26 * HOUR;
  const deliveries = [{ at: booked, quantity: 9_100_000 }];
  assertNear(ask({ readings: filled, deliveries, now: booked }).stock!.p10, left + 8_900_000, 0.08);
  const now = MORNING + 28 * HOUR;
  const answer = ask({ readings: [...filled, { at: now, quantity: left + 8_700_000 }], deliveries, now });
  assertNear(answer.stock!.p50, left + 8_700_000, 0.05);
});

test('a delivery that is on the books but not in the tank is flagged and not counted; once it shows, it is', () => {
  const { readings, left } = readTank(8_000_000, 24, () => 100_000);
  const deliveries = [{ at: MORNING + 24 * HOUR + 5, quantity: 9_000_000 }];
  const noon = MORNING + 26 * HOUR;
  const missed = [...readings, { at: noon, quantity: left - 200_000 }];
  const answer = ask({ readings: missed, deliveries, now: noon });
  assert.deepEqual(answer.faults, [{ path: '$.readings[25]', code: 'delivery-not-seen', used: true }]);
  assertNear(answer.stock!.p50, left - 200_000, 0.05);
  const evening = MORNING + 28 * HOUR;
  const shown = ask({ readings: [...missed, { at: evening, quantity: left + 8_600_000 }], deliveries, now: evening });
  assertNear(shown.stock!.p50, left + 8_600_000, 0.05);
  assert.equal(shown.faults.length, 1);
});

test('one misread gauge is flagged and forgotten with the next reading', () => {
  const { readings, left } = readTank(16_000_000, 30, () => 100_000);
  readings[28]!.quantity -= 7_000_000;
  const now = MORNING + 30 * HOUR;
  const answer = ask({ readings, now });
  assert.deepEqual(answer.faults[0], { path: '$.readings[28]', code: 'drops-unexplained', used: true });
  assertNear(hoursLeft(answer, now).p50, left / 100_000, 0.12);
});

test('a tank at 0 % with patients breathing is asked about, and an empty tank is no sign that less is needed', () => {
  const { readings } = readTank(4_800_000, 24, () => 200_000);
  const usage = [{ at: MORNING, plannedPerHour: 400_000 }];
  const empty = [25, 26, 27, 28, 29, 30].map((hour) => ({ at: MORNING + hour * HOUR, quantity: 0 }));
  const delivered = MORNING + 30 * HOUR + 1;
  const now = delivered + 9;
  const answer = ask({
    readings: [...readings, ...empty, { at: now, quantity: 4_970_000 }],
    deliveries: [{ at: delivered, quantity: 5_000_000 }],
    usage,
    now,
  });
  assert.ok(answer.faults.some(({ path, code }) => path === '$.readings[27]' && code === 'empty-while-in-use'));
  assertNear(hoursLeft(answer, now).p50, 4_970_000 / 200_000, 0.12);
});

test('a delivery to come puts the end off only where it is asked to be counted on', () => {
  const { readings, left } = readTank(6_000_000, 24, () => 200_000);
  const now = MORNING + 24 * HOUR;
  const expected = [{ at: now + 2 * HOUR, quantity: 4_000_000 }];
  assertNear(hoursLeft(ask({ readings, now }), now).p50, left / 200_000, 0.08);
  const helped = ask({ readings, now, expected });
  assertNear(hoursLeft(helped, now).p50, (left + 4_000_000) / 200_000, 0.08);
  assert.ok(helped.hours[2]!.stock.p50 > helped.hours[0]!.stock.p50);
  const tooLate = hoursLeft(ask({ readings, now, expected: [{ at: now + 9 * HOUR, quantity: 4_000_000 }] }), now);
  assertNear(tooLate.p50, left / 200_000, 0.08);
});

test('a gauge with marks at every 5 % is found out, and the same mark again is no sign that nothing is used', () => {
  const { readings } = readTank(16_000_000, 60, () => 100_000);
  const marked = readings.map(({ at, quantity }) => ({ at, quantity: Math.round(quantity / 1_000_000) * 1_000_000 }));
  const now = MORNING + 60 * HOUR;
  const answer = ask({ readings: marked, now });
  assert.ok(answer.why.some((reason) => reason.code === 'coarse-gauge' && reason.step === 1_000_000));
  const { p10, p50, p90 } = hoursLeft(answer, now);
  assertNear(p50, 100, 0.2);
  assert.ok(p10 < 100 && p90 > 100);
});

test('the curve gets down to the dead stock when the answer says', () => {
  const { readings } = readTank(8_000_000, 24, () => 200_000);
  const now = MORNING + 24 * HOUR;
  const { emptyAt, hours } = ask({ readings, now, deadStock: 400_000 });
  for (const quantile of ['p10', 'p50', 'p90'] as const) {
    const other = { p10: 'p10', p50: 'p50', p90: 'p90' } as const;
    const first = hours.find(({ stock }) => stock[other[quantile]] <= 400_000);
    assert.ok(Math.abs(first!.at - emptyAt![quantile]!) <= 61, quantile);
  }
});

test('boxes on a shelf have no capacity: counts serve as well', () => {
  const readings = [0, 24, 48, 72].map((hour) => ({ at: MORNING + hour * HOUR, quantity: 500 - hour * 3 }));
  const now = MORNING + 72 * HOUR;
  assertNear(hoursLeft(ask({ capacity: null, readings, now }), now).p50, 284 / 3, 0.12);
});

test('after a delivery that comes too late the tank lasts as long as what came: nobody makes up for hours without oxygen', () => {
  const { readings, left } = readTank(6_000_000, 24, () => 200_000);
  const now = MORNING + 24 * HOUR;
  const { state } = ask({ readings, now });
  const after = (hours: number, quantity = 4_000_000) => {
    const { p10, p50, p90 } = emptyAfter(state, now, [{ at: now + hours * HOUR, quantity }])!;
    assert.ok(p10! <= p50! && p50! <= p90!);
    return (p50! - now) / HOUR;
  };
  const dry = left / 200_000;
  assertNear(after(2), dry + 20, 0.08);
  assert.equal(
    after(2),
    hoursLeft(ask({ readings, now, expected: [{ at: now + 2 * HOUR, quantity: 4_000_000 }] }), now).p50,
  );
  assertNear(after(dry + 6), dry + 6 + 20, 0.08);
  const expected = [{ at: now + (dry + 6) * HOUR, quantity: 4_000_000 }];
  const curve = forecastStock({ capacity: TANK, readings, now, expected, hours: 72 }).hours;
  const stockAfter = (hours: number) => curve[Math.round(hours) - 1]!.stock.p50;
  assert.equal(stockAfter(dry + 4), 0);
  assertNear(stockAfter(dry + 7), 3_800_000, 0.1);
  assertNear(after(2, 100_000_000), 2 + TANK / 200_000, 0.1);
});
