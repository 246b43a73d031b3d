import { newId, type NeedInput, type Priority } from '@baogong/contract';
import { sql } from 'kysely';
import { draftReference } from '../../server/src/needs/collect/collect.ts';
import { prepareNeed } from '../../server/src/needs/collect/prepare.ts';
import { numberNeeds } from '../../server/src/needs/collect/queue.ts';
import { insertCollected } from '../../server/src/needs/queries/collect.ts';
import { referenceOf } from '../../server/src/needs/reference.ts';
import type { Actor } from '../../server/src/platform/actor.ts';
import type { Db } from '../../server/src/platform/db/database.ts';
import type { BenchHospital } from './city.ts';

const BATCH = 250;
const SPREAD_MINUTES = 14 * 24 * 60;
const items = [
  'medical-protective-mask',
  'surgical-mask',
  'protective-clothing',
  'oxygen-cylinder-40l',
  'oxygen-cylinder-10l',
  'oxygen-concentrator-5l',
  'ventilator',
];
const priorities: Priority[] = ['normal', 'normal', 'urgent', 'life-critical'];

/**
 * Open needs of the last fortnight, written by the ledger's own intake: those numbered `from` to `to`, each with three
 * lines; three in ten are dispatched. Deterministic but for the ids.
 */
export async function fillNeeds(db: Db, hospitals: BenchHospital[], from: number, to: number): Promise<void> {
  for (let start = from; start < to; start += BATCH) {
    const indices = Array.from({ length: Math.min(BATCH, to - start) }, (_, offset) => start + offset);
    const prepared = await Promise.all(indices.map((index) => preparedNeed(db, hospitals, index)));
    const finished = await numberNeeds(db, prepared);
    await insertCollected(
      db,
      finished.map(({ row }) => ({ ...row, command: null })),
    );
  }
  await dispatchSome(db);
  await sql`vacuum analyze`.execute(db);
}

async function preparedNeed(db: Db, hospitals: BenchHospital[], index: number) {
  const hospital = hospitals[index % hospitals.length]!;
  const age = (index * 7919) % SPREAD_MINUTES;
  const now = Temporal.Now.instant().subtract({ minutes: age });
  const input: NeedInput = {
    organisationId: hospital.id,
    kind: 'goods',
    priority: priorities[index % priorities.length]!,
    channel: 'api',
    form: {},
    neededBy: index % 3 === 0 ? now.add({ hours: 1 + (index % 90) }).toString() : undefined,
    lines: [0, 1, 2].map((line) => ({ item: items[(index + line * 2) % items.length]!, quantity: 10 + (index % 500) })),
  };
  const actor: Actor = { id: `token:${newId()}`, personId: null, name: 'bench', locale: 'zh', posts: [] };
  return prepareNeed(input, await draftReference(referenceOf(db), input), actor, now, null);
}

async function dispatchSome(db: Db): Promise<void> {
  const some = sql`status = 'collected' and abs(hashtext(id::text)) % 10 < 3`;
  await db.transaction().execute(async (tx) => {
    await sql`insert into event (module, action, subject_id, version, life, from_status, to_status, organisation_id, area_code,
        actor, actor_name, happened_at)
      select 'needs', 'dispatch', id, 2, life, 'collected', 'dispatched', organisation_id, area_code, 'bench', 'bench', now()
      from need where ${some}`.execute(tx);
    await sql`update need set status = 'dispatched', version = 2 where ${some}`.execute(tx);
  });
}
