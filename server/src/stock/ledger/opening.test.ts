import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import pg from 'pg';
import { openTestDatabase } from '../../../testing/database.ts';
import { migrationsFolder } from '../../platform/db/migrate.ts';

const LEDGER = '0011_stock_ledger.sql';
const [supplier, hospital, source, need, line, moving, arrived, open] = Array.from(
  { length: 8 },
  (_, index) => `00000000-0000-7000-8000-00000000010${index}`,
);

/** A source of 100 masks less 30 sent, 20 of which arrived and 5 of those were turned back; 10 are still held. */
const firstLedger = `
  insert into area (code, name, level) values ('4201', '武汉市', 'city');
  insert into organisation (id, kind, asks, name, area_code) values
    ('${supplier}', 'wholesaler', false, '医药公司', '4201'), ('${hospital}', 'hospital', true, '第一医院', '4201');
  insert into unit (code, name_zh, name_en, dimension) values ('piece', '个', 'piece', 'count');
  insert into item (code, name_zh, name_en, class, base_unit) values ('mask', '口罩', 'Mask', 'ppe', 'piece');
  insert into source (id, organisation_id, item_code, form, quantity, reserved) values ('${source}', '${supplier}', 'mask', 'stock', 70, 10);
  insert into reservation (id, source_id, need_id, need_line_id, quantity, shipped) values
    ('${open}', '${source}', '${need}', '${line}', 40, 30);
  set session_replication_role = replica;
  insert into need (id, day, day_number, kind_code, kind_version, life, status, organisation_id, area_code, entered_by, entered_by_name,
                    channel, priority, headline, hurts_at, desk, collected_at, version)
    values ('${need}', '2026-02-01', 1, 'goods', 1, 'supply', 'dispatched', '${hospital}', '4201', 'system', 'system', 'screen', 'normal',
            '口罩', now(), '4201', now(), 1);
  insert into need_line (id, need_id, position, item_code) values ('${line}', '${need}', 1, 'mask');
  insert into delivery (id, supplier_id, status, departed_at, arrived_at) values
    ('${moving}', '${supplier}', 'in-transit', now(), null), ('${arrived}', '${supplier}', 'received', now(), now());
  insert into delivery_line (id, delivery_id, need_id, need_line_id, reservation_id, quantity, arrived_at, accepted, rejected) values
    ('${moving}', '${moving}', '${need}', '${line}', '${open}', 10, null, 0, 0),
    ('${arrived}', '${arrived}', '${need}', '${line}', '${open}', 20, now(), 15, 5);
  set session_replication_role = origin;`;

test('the books of the first ledger open the goods ledger: on hand, held, under way, at the site', async (t) => {
  const { url } = await openTestDatabase(t);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  t.after(() => client.end());
  await client.query('drop schema public cascade; create schema public');
  for (const name of readdirSync(migrationsFolder)
    .toSorted()
    .filter((each) => each < LEDGER))
    await run(client, name);
  await client.query(firstLedger);
  await run(client, LEDGER);
  const { rows } = await client.query(`
    select place.kind, on_hand::int, reserved::int from holding join place on place.id = place_id order by place.kind`);
  assert.deepEqual(rows, [
    { kind: 'site', on_hand: 15, reserved: 0 },
    { kind: 'store', on_hand: 70, reserved: 10 },
    { kind: 'transit', on_hand: 10, reserved: 0 },
  ]);
  const { rows: terms } = await client.query('select place_id, item_code from source');
  assert.deepEqual(terms, [{ place_id: source, item_code: 'mask' }]);
});

async function run(client: pg.Client, name: string): Promise<void> {
  await client.query(readFileSync(new URL(name, migrationsFolder), 'utf8'));
}
