import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { newId, type ReadingInput, type TakenReadings } from '@baogong/contract';
import { sql } from 'kysely';
import type { Db } from '../../platform/db/database.ts';
import { refold } from '../forecast/fold.ts';
import { lockStocks, saveBeliefs } from '../forecast/queries.ts';
import { type Client, startTestServer } from '../../../testing/server.ts';

const MINUTE = 60_000;

test('forty phones at once: each gets the answer to its own readings, a wrong one harms no other, a repeat is answered as its first was', async (t) => {
  const { sites, db } = await city(t);
  const start = Date.now() - 60 * MINUTE;
  const sent = Array.from({ length: 40 }, (_, index) => ({
    site: sites[index % 4]!,
    body: {
      commandId: newId(),
      readings: [percent(sites[index % 4]!.id, index === 17 ? -5 : 80 - index, start + index * MINUTE)],
    },
  }));
  await Promise.all(sites.map(({ id, client }) => take(client, [percent(id, 90, start - MINUTE)])));
  const answers = await Promise.allSettled(sent.map(({ site, body }) => site.client.readings.takeReadings(body)));
  for (const [index, answer] of answers.entries()) {
    if (index === 17) {
      assert.match(JSON.stringify((answer as PromiseRejectedResult).reason), /readings\[0\]\.level\.value/);
      continue;
    }
    const { taken, stocks } = (answer as PromiseFulfilledResult<TakenReadings>).value;
    assert.equal(taken, 1);
    // What is shown is what is known now: one that was sent later may have been taken along.
    assert.deepEqual(
      stocks.map(({ organisationId, lastReading }) => [
        organisationId,
        lastReading!.at >= sent[index]!.body.readings[0]!.at!,
      ]),
      [[sent[index]!.site.id, true]],
    );
  }
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from reading`.execute(db);
  assert.equal(rows[0]!.count, 4 + 39);
  const after = await Promise.all(sites.map(({ id }) => beliefOf(db, id)));
  await db.transaction().execute(async (tx) => {
    const stocks = await lockStocks(
      tx,
      [],
      sites.map(({ id }) => ({ organisationId: id, item: 'liquid-oxygen' })),
    );
    const now = Temporal.Now.instant();
    for (const stock of stocks) await saveBeliefs(tx, [await refold(tx, stock, now)], now);
  });
  // One by one from all facts: no reading was overlooked by the one that came with it.
  assert.deepEqual(after, await Promise.all(sites.map(({ id }) => beliefOf(db, id))));
  const again = await Promise.all(
    [3, 3, 5].map((index) => sites[index % 4]!.client.readings.takeReadings(sent[index]!.body)),
  );
  assert.deepEqual(
    again,
    [3, 3, 5].map((index) => (answers[index] as PromiseFulfilledResult<TakenReadings>).value),
  );
  const other = { ...sent[3]!.body, readings: [percent(sent[3]!.site.id, 12, start)] };
  await assert.rejects(sent[3]!.site.client.readings.takeReadings(other), { status: 409 });
});

test('a reading waits for nobody who is busy with other stocks; those of a busy stock follow in the order in which they came', async (t) => {
  const { sites, db } = await city(t);
  const [busy, free] = sites as [Site, Site];
  const start = Date.now() - 60 * MINUTE;
  await Promise.all(sites.map(({ id, client }) => take(client, [percent(id, 90, start)])));
  const answered: string[] = [];
  const note = (name: string, work: Promise<unknown>) => work.then(() => answered.push(name));
  const waiting: Promise<unknown>[] = [];
  await db.transaction().execute(async (tx) => {
    await sql`select from stock_belief where stock_id in (
      select id from monitored_stock where organisation_id = ${busy.id}) for update`.execute(tx);
    for (let index = 1; index <= 5; index += 1) {
      const both = index === 1 ? [percent(free.id, 70, start + MINUTE)] : [];
      const readings = [percent(busy.id, 80 - index, start + index * MINUTE), ...both];
      waiting.push(note(`busy ${index}`, take(busy.client, readings)));
      // The order in which they come is the order in which the server has read them.
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    waiting.push(note('shared', take(free.client, [percent(free.id, 60, start + 9 * MINUTE)])));
    await note('other', take(sites[2]!.client, [percent(sites[2]!.id, 60, start + MINUTE)]));
  });
  await Promise.all(waiting);
  assert.deepEqual(
    answered.filter((name) => name !== 'shared'),
    ['other', 'busy 1', 'busy 2', 'busy 3', 'busy 4', 'busy 5'],
  );
  assert.ok(answered.indexOf('shared') > answered.indexOf('busy 1'), answered.join());
  const { rows } = await sql<{ quantity: number }>`
    select quantity from reading join monitored_stock stock on stock.id = stock_id
    where organisation_id = ${busy.id} order by reading.id`.execute(db);
  assert.deepEqual(
    rows.map(({ quantity }) => quantity),
    [90, 79, 78, 77, 76, 75].map(quantityAt),
  );
});

type Site = { id: string; client: Client };
const CAPACITY = 20_000_000;

function quantityAt(value: number): number {
  return (value / 100) * CAPACITY;
}

function percent(organisationId: string, value: number, at: number): ReadingInput {
  return { organisationId, item: 'liquid-oxygen', level: { value, unit: 'percent' }, at: new Date(at).toISOString() };
}

function take(client: Client, readings: ReadingInput[]): Promise<TakenReadings> {
  return client.readings.takeReadings({ commandId: newId(), readings });
}

async function beliefOf(db: Db, organisationId: string): Promise<string> {
  const { rows } = await sql<{ numbers: string }>`
    select encode(numbers, 'hex') as numbers from stock_belief join monitored_stock on id = stock_id
    where organisation_id = ${organisationId}`.execute(db);
  return rows[0]!.numbers;
}

/** Four hospitals with a tank each, and a dispatcher who reads for all of them. */
async function city(t: TestContext) {
  const server = await startTestServer(t, { work: false });
  const administrator = await server.as('administrator', { areaCode: '11' });
  const dispatcher = await server.as('dispatcher', { areaCode: '11' });
  const sites: Site[] = [];
  for (const name of ['甲', '乙', '丙', '丁']) {
    const place = { kind: 'hospital', name: `${name}医院`, areaCode: '110108' } as const;
    const { id } = await administrator.directory.createOrganisation({ commandId: newId(), ...place });
    const tank = { organisationId: id, item: 'liquid-oxygen', gauge: 'percent', capacity: CAPACITY } as const;
    await dispatcher.readings.watchStock({ commandId: newId(), ...tank });
    sites.push({ id, client: dispatcher });
  }
  return { sites, db: server.db };
}
