import { newId, type ReadingInput } from '@baogong/contract';
import { type Actor, systemActor } from '../platform/actor.ts';
import { iso, systemClock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import { edges, ensureSites, postMovements, takeReadings, watchStock } from '../stock/index.ts';
import type { DemoPlace } from './demo-city.ts';
import type { DemoPeople } from './demo-people.ts';

/** A stock of the demo: grams or cylinders. Invented, as all figures of the demo are. */
type DemoStock = {
  item: 'liquid-oxygen' | 'oxygen-cylinder-40l';
  gauge: 'percent' | 'quantity';
  capacity: number | null;
  deadStock: number;
  flowLimitPerHour: number | null;
  /** Used in an ordinary hour, and by how much that has grown within the last day. */
  perHour: number;
  surge: number;
  /** Left now, as hours of the present use. */
  hoursLeft: number;
  /** Hours since it was last read. */
  silentFor: number;
};

const HOURS = 72;
/** As many as fill a desk's screen; more would keep people waiting for the demo. */
const MOST_HOSPITALS = 24;
const TONNE = 1_000_000;
/** Tankers fill up to here. */
const FULL = 0.9;
/** Most readings that one request takes. */
const MOST = 5000;

/** Days of readings and deliveries for the demo's hospitals: some run dry within hours, one is odd and asked about. */
export async function seedDemoReadings(db: Db, places: readonly DemoPlace[], people: DemoPeople): Promise<void> {
  const now = systemClock.now();
  const hospitals = places.filter(({ kind }) => kind === 'hospital').slice(0, MOST_HOSPITALS);
  const stocks = hospitals.flatMap(({ id }, index) =>
    stocksOf(index).map((stock) => ({ id, stock, index, days: live(stock, index) })),
  );
  const ago = (hours: number) => iso(now.subtract({ minutes: Math.round(hours * 60) }));
  await inTransaction(db, people.dispatcher.actor, async (act) => {
    await ensureSites(
      act.tx,
      hospitals.map(({ id }) => id),
    );
    for (const { id, stock, days } of stocks)
      for (const { hour, quantity } of days.deliveries)
        await postMovements(act.tx, { postingId: newId(), actor: systemActor, happenedAt: ago(hour) }, [
          { kind: 'buy', itemCode: stock.item, from: edges.produced, to: id, quantity },
        ]);
    for (const { id, stock, index } of stocks) {
      const { item, gauge, capacity, deadStock, flowLimitPerHour } = stock;
      const settings = { item, gauge, capacity, deadStock, flowLimitPerHour, resupplyMinutes: 60 + 15 * (index % 5) };
      await watchStock(act, db, { commandId: act.commandId, organisationId: id, ...settings });
    }
  });
  const readings = stocks.flatMap(({ id, stock, days }) =>
    days.readings.map(
      ({ hour, quantity }): ReadingInput => ({
        organisationId: id,
        item: stock.item,
        at: ago(hour),
        level: levelOf(stock, quantity),
      }),
    ),
  );
  for (let from = 0; from < readings.length; from += MOST)
    await inTransaction(db, people.dispatcher.actor, (act) =>
      takeReadings(act, db, { source: 'telemetry', readings: readings.slice(from, from + MOST) }),
    );
  await readOddly(
    db,
    hospitals.find(({ key }) => key === 'hospital-hai-dian-yi-yuan'),
    people.hospital.actor,
  );
}

/** Full large bottles left at the hospital of this place in the list, as its readings say; none: not watched. */
export function bottlesLeft(index: number): number {
  const bottles = stocksOf(index).find(({ gauge }) => gauge === 'quantity');
  return bottles ? Math.round(bottles.hoursLeft * bottles.perHour * bottles.surge) : 0;
}

/** A tank for each hospital, cylinders for every third one; the first few are about to run dry. */
function stocksOf(index: number): DemoStock[] {
  const beds = 30 + ((index * 37) % 120);
  const perHour = beds * 1400;
  const tank: DemoStock = {
    item: 'liquid-oxygen',
    gauge: 'percent',
    capacity: Math.round((perHour * (70 + ((index * 13) % 60))) / TONNE + 2) * TONNE,
    deadStock: 0.3 * TONNE,
    flowLimitPerHour: index % 4 === 1 ? Math.round(perHour * 1.6) : null,
    perHour,
    surge: index % 3 === 0 ? 2.2 : 1.2,
    hoursLeft: [1.8, 3.6, 7, 12, 30][index % 5]! + (index % 7) * 0.6 + Math.floor(index / 5) * 4,
    silentFor: index % 6 === 5 ? 9 : 0.3 + (index % 4) * 0.4,
  };
  if (index % 3 !== 0) return [tank];
  const cylinders: DemoStock = {
    item: 'oxygen-cylinder-40l',
    gauge: 'quantity',
    capacity: null,
    deadStock: 0,
    flowLimitPerHour: null,
    perHour: 1.5 + (index % 4),
    surge: 1.4,
    hoursLeft: 5 + index * 2.5,
    silentFor: 1.2,
  };
  return [tank, cylinders];
}

type Days = { readings: { hour: number; quantity: number }[]; deliveries: { hour: number; quantity: number }[] };

/** The last three days, told backwards from what is left now: use by the hour, and a fill whenever it was nearly empty before. */
function live(stock: DemoStock, seed: number): Days {
  const random = randomFrom(seed * 101 + stock.item.length);
  const days: Days = { readings: [], deliveries: [] };
  const top = stock.capacity === null ? stock.perHour * 60 : stock.capacity * FULL;
  let level = Math.min(top, stock.deadStock + stock.hoursLeft * stock.perHour * stock.surge);
  for (let hour = 0; hour <= HOURS; hour += 1) {
    const at = hour + stock.silentFor;
    days.readings.unshift({ hour: at, quantity: Math.max(0, Math.round(level)) });
    const course = 1 + 0.12 * Math.sin(((hour + seed) / 24) * 2 * Math.PI);
    const grown = 1 + (stock.surge - 1) * Math.max(0, 1 - hour / 24);
    const before = level + stock.perHour * grown * course * (0.85 + 0.3 * random());
    if (before <= top) level = before;
    else {
      const brought = Math.round(Math.max(1, (top - stock.deadStock) * 0.75));
      days.deliveries.unshift({ hour: at + 0.4, quantity: brought });
      level = Math.max(stock.deadStock, before - brought);
    }
  }
  return days;
}

function levelOf({ gauge, capacity }: DemoStock, quantity: number): { value: number; unit: string } {
  if (gauge === 'quantity') return { value: Math.round(quantity), unit: 'cylinder' };
  return { value: Math.round((200 * quantity) / capacity!) / 2, unit: 'percent' };
}

/** A tank that rose, though nobody booked a delivery. */
async function readOddly(db: Db, place: DemoPlace | undefined, actor: Actor): Promise<void> {
  if (!place) return;
  const reading = { organisationId: place.id, item: 'liquid-oxygen', level: { value: 96, unit: 'percent' } };
  await inTransaction(db, actor, (act) => takeReadings(act, db, { readings: [reading] }));
}

type Act = Parameters<typeof takeReadings>[0];

function inTransaction<Answer>(db: Db, actor: Actor, verb: (act: Act) => Promise<Answer>): Promise<Answer> {
  const now = systemClock.now();
  return db.transaction().execute((tx) => verb({ tx, actor, now, commandId: newId() }));
}

/** Mulberry32: the demo looks the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
