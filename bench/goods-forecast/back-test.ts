import { newId, type ReadingInput } from '@baogong/contract';
import { sql } from 'kysely';
import { seedAreas, shippedAreasAround } from '../../server/src/directory/index.ts';
import { type Actor, systemActor } from '../../server/src/platform/actor.ts';
import type { Db } from '../../server/src/platform/db/database.ts';
import type { Act } from '../../server/src/platform/http/context.ts';
import {
  edges,
  ensureSites,
  postMovements,
  refreshForecasts,
  takeReadings,
  viewStocks,
  watchStock,
} from '../../server/src/stock/index.ts';
import {
  habitsOf,
  hoursLeft,
  LONGEST_TRUTH,
  momentsAtSixHours,
  SURGE_DAYS,
  type Trial,
} from '../solver-forecast/back-test.ts';
import { lastDayHours, monthlyMeanHours } from '../solver-forecast/naive.ts';
import { randomFrom, simulateTank, STEP_MINUTES, type Tank } from '../solver-forecast/tank.ts';

const AREA = '420106';
const GRAMS_PER_DEVICE_HOUR = 30 * 60 * (1000 / 751);
const actor: Actor = { ...systemActor, posts: [{ role: 'dispatcher', organisationId: null, areaCode: '42' }] };

/** What the platform gets to know, when, in the order in which it does. Minutes since the epoch. */
type Told = { at: number } & ({ reading: ReadingInput } | { delivery: { happenedAt: number; quantity: number } });

/**
 * The solver's simulated tanks, told to the platform as its users would: readings and counts of devices in requests, deliveries posted to
 * the ledger when they are booked. Asked at the same kinds of moments, it answers with what stands on the run-dry list.
 */
export async function backTestServer(db: Db, firstSeed: number, tanks: number, questions: number): Promise<Trial[]> {
  await db.transaction().execute((tx) => seedAreas(tx, shippedAreasAround([AREA])));
  const trials: Trial[] = [];
  for (let index = 0; index < tanks; index += 1) {
    const habits = habitsOf(index);
    const tank = simulateTank(firstSeed + index, habits);
    const random = randomFrom((firstSeed + index) * 7919);
    const asked = Array.from({ length: questions }, () => Math.floor((0.2 + 0.7 * random()) * tank.stock.length));
    const left = hoursLeft(tank);
    const six = momentsAtSixHours(left);
    const moments = [
      ...asked.map((moment) => ({ moment, atSixHours: false })),
      ...six.map((moment) => ({ moment, atSixHours: true })),
    ].toSorted((one, other) => one.moment - other.moment);
    const site = await openSite(db, tank);
    const told = toldBy(tank);
    let place = 0;
    for (const { moment, atSixHours } of moments) {
      const now = tank.start + moment * STEP_MINUTES;
      const until = told.findIndex(({ at }, at_) => at_ >= place && at > now);
      const end = until < 0 ? told.length : until;
      await tell(db, site, told.slice(place, end), now);
      place = end;
      const truth = left[moment]!;
      if (truth > 0 && truth <= LONGEST_TRUTH) {
        const trial = await ask(db, site, tank, now);
        if (trial) trials.push({ ...trial, tank: tank.seed, ...habits, truth, atSixHours });
      }
    }
  }
  return trials;
}

type Site = { id: string; stockId: string };

async function openSite(db: Db, tank: Tank): Promise<Site> {
  const id = newId();
  await sql`insert into organisation (id, kind, asks, name, area_code)
    values (${id}, 'hospital', true, ${`tank ${tank.seed}`}, ${AREA})`.execute(db);
  const stockId = await acting(db, tank.start, async (act) => {
    await ensureSites(act.tx, [id]);
    const { capacity, deadStock } = tank;
    const settings = { gauge: 'percent', capacity, deadStock } as const;
    return watchStock(act, db, { commandId: act.commandId, organisationId: id, item: 'liquid-oxygen', ...settings });
  });
  return { id, stockId };
}

/** A level and a count of devices at the same minute are one reading. */
function toldBy({ readings, usage, deliveries }: Tank): Told[] {
  const byMinute = new Map<number, ReadingInput>();
  for (const { at, quantity } of readings) byMinute.set(at, { level: { value: quantity, unit: 'gram' } });
  for (const { at, plannedPerHour } of usage)
    byMinute.set(at, {
      ...byMinute.get(at),
      devices: { highFlow: Math.round(plannedPerHour / GRAMS_PER_DEVICE_HOUR) },
    });
  return [
    ...[...byMinute].map(([at, reading]) => ({ at, reading })),
    ...deliveries.map(({ at, bookedAt, quantity }) => ({ at: bookedAt, delivery: { happenedAt: at, quantity } })),
  ].toSorted((one, other) => one.at - other.at);
}

/** Readings that follow each other go in one request; a delivery is posted in its turn. */
async function tell(db: Db, site: Site, told: readonly Told[], now: number): Promise<void> {
  let readings: (ReadingInput & { at: string })[] = [];
  const send = async (at: number) => {
    if (readings.length === 0) return;
    const sent = readings;
    readings = [];
    await acting(db, at, (act) => takeReadings(act, db, { source: 'telemetry', readings: sent }));
  };
  for (const each of told) {
    if ('reading' in each) {
      readings.push({ ...each.reading, stockId: site.stockId, at: instantOf(each.at) });
      continue;
    }
    await send(each.at);
    const { happenedAt, quantity } = each.delivery;
    await acting(db, each.at, (act) =>
      postMovements(act.tx, { postingId: newId(), actor, happenedAt: instantOf(happenedAt) }, [
        { kind: 'buy', itemCode: 'liquid-oxygen', from: edges.produced, to: site.id, quantity },
      ]),
    );
  }
  await send(now);
}

async function ask(db: Db, { stockId }: Site, tank: Tank, now: number) {
  const instant = Temporal.Instant.fromEpochMilliseconds(Math.round(now * 60_000));
  await refreshForecasts(db, instant);
  const [stock] = await viewStocks(db, [stockId], instant);
  if (!stock?.emptyAt) return null;
  const hours = (at: string | null) => (at === null ? Number.POSITIVE_INFINITY : (Date.parse(at) / 60_000 - now) / 60);
  const { p10, p50, p90 } = stock.emptyAt;
  return {
    surging: tank.surgeAt !== null && now > tank.surgeAt && now < tank.surgeAt + SURGE_DAYS * 1440,
    p10: hours(p10),
    p50: hours(p50),
    p90: hours(p90),
    lastDay: lastDayHours(tank, now),
    monthlyMean: monthlyMeanHours(tank, now),
  };
}

function acting<Answer>(db: Db, minutes: number, verb: (act: Act) => Promise<Answer>): Promise<Answer> {
  const now = Temporal.Instant.fromEpochMilliseconds(Math.round(minutes * 60_000));
  return db.transaction().execute((tx) => verb({ tx, actor, now, commandId: newId() }));
}

function instantOf(minutes: number): string {
  return new Date(Math.round(minutes * 60_000)).toISOString();
}
