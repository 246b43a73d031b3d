import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BELIEF, BELIEFS, covarianceAt, SIZE } from './stock-state.ts';
import { hourlyBands } from './hourly-bands.ts';
import {
  buildForecast,
  chanceEmptyBy,
  emptyAt,
  forecastStock,
  newStockState,
  type StockFact,
  updateForecast,
} from './index.ts';

const MORNING = 27_900_000;
const TANK = 20_000_000;

/** A day or two of a tank, read and filled as it comes. */
const history = fc
  .record({
    start: fc.integer({ min: 8_000_000, max: 18_000_000 }),
    perHour: fc.integer({ min: 20_000, max: 300_000 }),
    gaps: fc.array(fc.integer({ min: 5, max: 400 }), { minLength: 3, maxLength: 25 }),
    noise: fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 25, maxLength: 25 }),
    usage: fc.boolean(),
  })
  .map(({ start, perHour, gaps, noise, usage }) => {
    const facts: StockFact[] = usage ? [{ kind: 'usage', at: MORNING, plannedPerHour: perHour * 2 }] : [];
    let stock = start;
    let at = MORNING;
    gaps.forEach((gap, index) => {
      at += gap;
      stock -= (perHour * gap) / 60;
      if (stock < 3_000_000) {
        facts.push({ kind: 'delivery', at: at - 1, quantity: 10_000_000 });
        stock += 10_000_000;
      }
      facts.push({ kind: 'reading', at, quantity: Math.round(Math.max(0, stock + noise[index]!)) });
    });
    return { facts, now: at };
  });

const endless = Number.POSITIVE_INFINITY;

function emptyTimes(facts: readonly StockFact[], now: number, options = { capacity: TANK, deadStock: 500_000 }) {
  const empty = emptyAt(buildForecast(options, facts, now).state, now);
  assert.ok(empty);
  return [empty.p10 ?? endless, empty.p50 ?? endless, empty.p90 ?? endless] as const;
}

function scaled(facts: readonly StockFact[], by: number): StockFact[] {
  return facts.map((fact) =>
    fact.kind === 'usage'
      ? { ...fact, plannedPerHour: fact.plannedPerHour * by }
      : { ...fact, quantity: fact.quantity * by },
  );
}

test('the band is in order and never before now', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 3000 }), ({ facts, now }, wait) => {
      const [p10, p50, p90] = emptyTimes(facts, now + wait);
      assert.ok(now + wait <= p10 && p10 <= p50 && p50 <= p90, `${p10} ${p50} ${p90}`);
    }),
    { numRuns: 300 },
  );
});

test('the same facts give the same band, bit for bit, in whatever order they are told', () => {
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.integer({ min: 0, max: 1e9 })), ({ facts, now }, stream) => {
      const shuffled = facts
        .map((fact) => ({ fact, key: stream.next().value! }))
        .sort((left, right) => left.key - right.key)
        .map(({ fact }) => fact);
      const { state } = buildForecast({ capacity: TANK }, facts, now);
      assert.deepEqual(buildForecast({ capacity: TANK }, shuffled, now).state.values, state.values);
      assert.deepEqual(emptyAt(state, now), emptyAt(state, now));
    }),
    { numRuns: 150 },
  );
});

test('a tank that holds more by the same amount all along doesn’t run dry earlier', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 2_000_000 }), ({ facts, now }, more) => {
      const fuller = facts.map((fact) =>
        fact.kind === 'reading' ? { ...fact, quantity: fact.quantity + more } : fact,
      );
      const options = { capacity: TANK * 2, deadStock: 0, gaugeStep: 100_000 };
      const less = emptyTimes(facts, now, options);
      emptyTimes(fuller, now, options).forEach((at, index) =>
        assert.ok(at >= less[index]! - 1, `${at} is before ${less[index]}`),
      );
    }),
    { numRuns: 300 },
  );
});

test('with more dead stock it doesn’t run dry later', () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 3_000_000 }), ({ facts, now }, deadStock) => {
      const less = emptyTimes(facts, now, { capacity: TANK, deadStock: 0 });
      emptyTimes(facts, now, { capacity: TANK, deadStock }).forEach((at, index) => assert.ok(at <= less[index]! + 1));
    }),
    { numRuns: 200 },
  );
});

test('measured in another unit, the times are the same', () => {
  fc.assert(
    fc.property(history, fc.constantFrom(2, 10, 1000), ({ facts, now }, by) => {
      const own = emptyTimes(facts, now);
      const other = emptyTimes(scaled(facts, by), now, { capacity: TANK * by, deadStock: 500_000 * by });
      other.forEach((at, index) =>
        assert.ok(at === own[index] || Math.abs(at - own[index]!) <= 2, `${at} ${own[index]}`),
      );
    }),
    { numRuns: 200 },
  );
});

/** Within a few per cent: where stock and consumption are both thought too high, some minutes of use make up for it. */
test('the longer ago a tank was read, the wider is what is thought to be in it', () => {
  const wait = fc.integer({ min: 1, max: 2000 });
  fc.assert(
    fc.property(history, wait, wait, ({ facts, now }, one, two) => {
      const { state } = buildForecast({ capacity: TANK }, facts, now);
      const after = (minutes: number) => hourlyBands(state, now + minutes, 0, []).stock;
      const [sooner, later] = [after(Math.min(one, two)), after(Math.max(one, two))];
      assert.ok(
        later.p10 === 0 || later.p90 - later.p10 >= 0.95 * (sooner.p90 - sooner.p10),
        JSON.stringify({ sooner, later }),
      );
    }),
    { numRuns: 200 },
  );
});

test('the chance to be empty by the p10 of the band is 10 %, by the p90 it is 90 %', () => {
  fc.assert(
    fc.property(history, ({ facts, now }) => {
      const { state } = buildForecast({ capacity: TANK }, facts, now);
      const band = emptyAt(state, now)!;
      for (const [at, share] of [
        [band.p10, 0.1],
        [band.p50, 0.5],
        [band.p90, 0.9],
      ] as const)
        if (at !== null && at > now + 60)
          assert.ok(Math.abs(chanceEmptyBy(state, now, at)! - share) < 0.06, `${share}`);
    }),
    { numRuns: 100 },
  );
});

test('a fact told late changes nothing and says so; built anew, it counts as if told in time', () => {
  fc.assert(
    fc.property(history, ({ facts, now }) => {
      const state = newStockState({ capacity: TANK });
      for (const fact of facts) assert.notEqual(updateForecast(state, fact, now), 'late');
      const before = state.values.slice();
      assert.equal(updateForecast(state, { kind: 'reading', at: MORNING, quantity: 1 }, now), 'late');
      assert.deepEqual(state.values, before);
      assert.deepEqual(buildForecast({ capacity: TANK }, facts, now).state.values, before);
    }),
    { numRuns: 100 },
  );
});

const wildFact = fc.record({
  kind: fc.constantFrom('reading', 'reading', 'reading', 'delivery', 'usage'),
  gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 50_000 })),
  amount: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: TANK }), fc.integer({ min: 0, max: 1000 })),
});

test('after the wildest history all is finite and every variance positive', () => {
  fc.assert(
    fc.property(fc.array(wildFact, { maxLength: 60 }), fc.constantFrom(TANK, null), (wild, capacity) => {
      const state = newStockState({ capacity });
      let now = MORNING;
      for (const { kind, gap, amount } of wild) {
        now += gap;
        const fact = kind === 'usage' ? { at: now, plannedPerHour: amount } : { at: now, quantity: amount };
        updateForecast(state, { kind, ...fact } as StockFact, now);
        for (let mode = 0; mode < BELIEFS; mode += 1)
          for (let row = 0; row < SIZE; row += 1) {
            const variance = state.values[covarianceAt(mode * BELIEF, row, row)]!;
            assert.ok(variance >= 0 && Number.isFinite(variance), `variance ${variance} of ${row}`);
            assert.ok(Number.isFinite(state.values[mode * BELIEF + row]!));
          }
      }
    }),
    { numRuns: 300 },
  );
});

const anything = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1e300, 5e-324, MORNING, MORNING + 60),
  fc.integer({ min: 0, max: TANK }),
);
const entry = fc.oneof(
  fc.record({ at: anything, quantity: anything, plannedPerHour: anything }, { requiredKeys: [] }),
  fc.constantFrom(null, undefined, 7, 'noon'),
);
const list = fc.oneof(fc.array(entry, { maxLength: 20 }), fc.constantFrom(null, 'none', {}));
const anyQuestion = fc.record(
  {
    readings: list,
    deliveries: list,
    usage: list,
    expected: list,
    now: anything,
    capacity: anything,
    deadStock: anything,
    gaugeStep: anything,
    usualPerHour: anything,
    hours: anything,
  },
  { requiredKeys: ['readings', 'now'] },
);

test('whatever is asked, the answer is a band in order or unknown, never a crash, never NaN', () => {
  fc.assert(
    fc.property(anyQuestion, (question) => {
      const { emptyAt: empty, stock, hours } = forecastStock(question as never);
      if (!empty) return assert.equal(stock, null);
      const times = [empty.p10 ?? endless, empty.p50 ?? endless, empty.p90 ?? endless];
      assert.ok(times[0]! <= times[1]! && times[1]! <= times[2]!, String(times));
      for (const band of [stock!, ...hours.flatMap((hour) => [hour.stock, hour.used])])
        assert.ok(0 <= band.p10 && band.p10 <= band.p50 && band.p50 <= band.p90, JSON.stringify(band));
    }),
    { numRuns: 2000 },
  );
});

test('a moment after a reading says the same as the reading did: a full tank is not empty at once', () => {
  const state = newStockState({ capacity: TANK, deadStock: 0 });
  for (let hour = 0; hour < 24; hour += 1)
    updateForecast(
      state,
      { kind: 'reading', at: MORNING + hour * 60, quantity: TANK - hour * 100_000 },
      MORNING + 1440,
    );
  const last = MORNING + 23 * 60;
  const { p10 } = emptyAt(state, last)!;
  for (const seconds of [0.0001, 0.01, 0.06, 0.2, 0.5, 1, 2, 10, 60])
    assert.ok(Math.abs(emptyAt(state, last + seconds / 60)!.p10! - p10!) <= 2, `${seconds} s later`);
});

test('each unusable value is named by its path and code, and the rest is used', () => {
  const now = MORNING + 600;
  const { faults, emptyAt: empty } = forecastStock({
    capacity: TANK,
    deadStock: -5,
    now,
    readings: [
      { at: MORNING, quantity: 9_000_000 },
      { at: MORNING + 60, quantity: Number.NaN },
      { at: MORNING + 120, quantity: -3 },
      { at: now + 60, quantity: 8_000_000 },
      { at: MORNING + 30, quantity: 8_900_000 },
      { at: MORNING + 240, quantity: 1e15 },
      { at: MORNING + 300, quantity: 1e30 },
      null as never,
      { at: now, quantity: 7_500_000 },
    ],
    usage: [{ at: now, plannedPerHour: 0 }],
  });
  assert.deepEqual(faults.map(({ path, code, used }) => `${path} ${code}${used ? ' (used)' : ''}`).sort(), [
    '$.deadStock negative',
    '$.readings[1] not-a-number',
    '$.readings[2] negative',
    '$.readings[3] in-future',
    '$.readings[4] out-of-order (used)',
    '$.readings[5] above-capacity',
    '$.readings[6] too-large',
    '$.readings[7] not-an-object',
    '$.usage[0] usage-zero',
  ]);
  assert.ok(empty?.p50 && empty.p50 > now);
});
