import { newId } from '@baogong/contract';
import { systemActor } from '../platform/actor.ts';
import { systemClock } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Act } from '../platform/http/context.ts';
import { bringBooksDown } from '../stock/index.ts';
import { type DemoPlace, seedDemoCity } from './demo-city.ts';
import { seedDemoEquipment } from './demo-equipment.ts';
import { seedDemoFleet } from './demo-fleet.ts';
import { seedDemoNeeds } from './demo-needs.ts';
import { seedDemoProduction } from './demo-production.ts';
import { seedDemoReadings } from './demo-readings.ts';
import { seedDemoStaples } from './demo-staples.ts';
import { CITY, type DemoPeople, type DemoSignIn, seedDemoPeople } from './demo-people.ts';

/** True while there are neither organisations nor people. */
export async function isEmptyCity(db: Db): Promise<boolean> {
  const organisation = await db.selectFrom('organisation').select('id').limit(1).executeTakeFirst();
  const person = await db.selectFrom('person').select('id').limit(1).executeTakeFirst();
  return organisation === undefined && person === undefined;
}

/**
 * Fills an empty city with the demo: organisations, stock, people with fresh passwords, a few needs, days of readings. Gives the sign-ins to
 * be shown once; on a city that is not empty nothing happens and there are none.
 */
export async function seedDemo(db: Db): Promise<DemoSignIn[]> {
  if (!(await isEmptyCity(db))) return [];
  const { places, people } = await db.transaction().execute(async (tx) => {
    const act = { tx, actor: systemActor, now: systemClock.now(), commandId: newId() };
    const places = (await seedDemoCity(act)) ?? [];
    await saveSettings(tx, { demo: true, city: CITY });
    return { places, people: await seedDemoPeople(act) };
  });
  await seedDemoNeeds(db, people);
  await seedDemoProduction(db, people, systemClock.now());
  await seedDemoReadings(db, places, people);
  await seedDemoStaples(db, people.dispatcher.actor);
  await seedGear(db, places, people);
  return Object.values(people).map(({ signIn }) => signIn);
}

/** Cylinders and devices, with the parts that make them usable. */
async function seedGear(db: Db, places: readonly DemoPlace[], people: DemoPeople): Promise<void> {
  const { actor } = people.dispatcher;
  const inOne = (verb: (act: Act) => Promise<void>) =>
    db.transaction().execute((tx) => verb({ tx, actor, now: systemClock.now(), commandId: newId() }));
  await bringBooksDown(db, systemClock.now());
  await inOne((act) => seedDemoFleet(act, places));
  await inOne((act) => seedDemoEquipment(act, places));
}

async function saveSettings(tx: Tx, settings: Record<string, unknown>): Promise<void> {
  const rows = Object.entries(settings).map(([name, value]) => ({ name, value: JSON.stringify(value) }));
  await tx
    .insertInto('setting')
    .values(rows)
    .onConflict((clash) => clash.column('name').doUpdateSet((row) => ({ value: row.ref('excluded.value') })))
    .execute();
}
