import assert from 'node:assert/strict';
import { newId, type PostingKind, transferTransitions } from '@baogong/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Actor } from '../src/platform/actor.ts';
import { iso } from '../src/platform/clock.ts';
import type { Db, Tx } from '../src/platform/db/database.ts';
import type { Act } from '../src/platform/http/context.ts';
import { Refusal } from '../src/platform/refusal.ts';
import {
  consumeDownTo,
  ensureSites,
  findReservations,
  holdAgain,
  moveInLots,
  releaseReservations,
  reserve,
  takeForShipment,
  transitPlaces,
} from '../src/stock/index.ts';
import { answerCountConflict } from '../src/stock/ledger/count-conflicts.ts';
import { correctMovement } from '../src/stock/ledger/correct.ts';
import { countStock } from '../src/stock/ledger/counts.ts';
import { postMovement } from '../src/stock/ledger/post-movement.ts';
import { catalogueOf } from '../src/stock/reference.ts';
import { syncTransitions } from '../src/platform/log/transitions.ts';
import { chosen, transferSteps } from './transfer-walk.ts';
import { ledgerFaults } from './ledger-faults.ts';
import type { Town } from './town.ts';
import { walkFaults } from './walk-faults.ts';

const stepKinds = [
  'come',
  'come',
  'go',
  'transfer',
  'reserve',
  'reserve',
  'ship',
  'ship',
  'arrive',
  'arrive',
  'arrive',
  'reject',
  'release',
  'again',
  'take-back',
  'count',
  'count-lot',
  'answer',
  'correct',
  'bring-down',
  'offer',
  'offer',
  'send',
  'send',
  'confirm',
  'confirm',
  'let-go',
  'expire',
  'correct-transfer',
] as const;
type StepKind = (typeof stepKinds)[number];
export type Step = { what: StepKind; which: number; other: number; quantity: number; lot: number; late: number };

/** Random steps of the whole ledger; minutes late up to three hours. */
export const walkOf = (length: number) =>
  fc.array(
    fc.record({
      what: fc.constantFrom(...stepKinds),
      which: fc.nat(999),
      other: fc.nat(999),
      quantity: fc.integer({ min: 1, max: 15 }),
      lot: fc.nat(5),
      late: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(180) }),
    }),
    { minLength: length, maxLength: length },
  );

export type Walk = {
  tx: Tx;
  db: Db;
  town: Town;
  actor: Actor;
  now: Temporal.Instant;
  places: string[];
  items: string[];
  reservations: string[];
  transfers: string[];
  done: Map<string, number>;
};

/**
 * Walks the steps in one transaction, each in a savepoint; a refused one changed nothing. At the end every invariant must hold.
 * All is taken back. `done` counts steps by name and outcome.
 */
export async function walkLedger(
  db: Db,
  town: Town,
  steps: readonly Step[],
  done = new Map<string, number>(),
): Promise<void> {
  const tx = await db.startTransaction().execute();
  try {
    const walk: Walk = {
      tx,
      db: inside(tx),
      town,
      actor: town.actorOf('dispatcher'),
      now: Temporal.Instant.from('2026-03-01T08:00:00Z'),
      places: [
        town.sources['surgical-mask'],
        town.sources['oxygen-cylinder-40l'],
        town.hospitals[0].id,
        town.hospitals[1].id,
      ],
      items: ['surgical-mask', 'goggles'],
      reservations: [],
      transfers: [],
      done,
    };
    await syncTransitions(tx, transferTransitions());
    // Outside of any step, as they come to be in a transaction of their own.
    await ensureSites(tx, [town.hospitals[0].id, town.hospitals[1].id]);
    await transitPlaces(tx, [town.suppliers[0].id, town.hospitals[0].id, town.hospitals[1].id]);
    for (const step of steps) await take(walk, step);
    await sql`set constraints all immediate`.execute(tx);
    const faults = (await ledgerFaults(tx)).filter(
      (fault) => !fault.startsWith('what was shipped travels on deliveries'),
    );
    assert.deepEqual([...faults, ...(await walkFaults(tx))], []);
  } finally {
    await tx.rollback().execute();
  }
}

async function take(walk: Walk, step: Step): Promise<void> {
  const { tx, done } = walk;
  walk.now = walk.now.add({ seconds: 20 + step.other });
  const act: Act = { tx, actor: walk.actor, now: walk.now, commandId: newId() };
  await sql`savepoint step`.execute(tx);
  let outcome = 'done';
  try {
    if ((await walking[step.what](walk, step, act)) === null) outcome = 'idle';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    outcome = `refused ${error.reason}`;
    await sql`rollback to savepoint step`.execute(tx);
  }
  await sql`release savepoint step`.execute(tx);
  const name = `${step.what} ${outcome}`;
  done.set(name, (done.get(name) ?? 0) + 1);
}

type Walking = (walk: Walk, step: Step, act: Act) => Promise<unknown>;

const comings: PostingKind[] = ['produce', 'buy', 'donate'];
const goings: PostingKind[] = ['consume', 'consume', 'lose', 'destroy'];

const walking: Record<StepKind, Walking> = {
  come: (walk, step) => post(walk, chosen(comings, step.other), step),
  go: (walk, step) => post(walk, chosen(goings, step.other), step),
  transfer: (walk, step) =>
    post(walk, 'transfer', { ...step, which: step.which % 2 }, walk.places[1 - (step.which % 2)]),
  'take-back': (walk, step) => post(walk, 'take-back', { ...step, which: step.which % 2 }),
  reserve: async (walk, { which, other, quantity }, act) => {
    const hold = { placeId: walk.places[which % 2]!, itemCode: chosen(walk.items, other), quantity };
    const more = { needId: newId(), needLineId: newId(), expiresAt: null };
    walk.reservations.push(...(await reserve(act.tx, [{ ...hold, ...more }])));
  },
  release: (walk, { which }, act) => onReservation(walk, which, (id) => releaseReservations(act.tx, [id], 'released')),
  again: (walk, { which, quantity }, act) =>
    onReservation(walk, which, (id) => holdAgain(act.tx, [{ reservationId: id, quantity: 1 + (quantity % 3) }])),
  ship: (walk, { which, quantity }, act) =>
    onReservation(walk, which, async (id) => {
      await takeForShipment(act.tx, [{ reservationId: id, quantity: 1 + (quantity % 6) }], act.now);
      await moveReserved(walk, act, id, 'ship', 1 + (quantity % 6));
    }),
  arrive: (walk, { which, quantity }, act) =>
    onReservation(walk, which, async (id) => {
      const { moving } = await sentOf(act.tx, id);
      return moving > 0 ? moveReserved(walk, act, id, 'arrive', 1 + (quantity % moving)) : null;
    }),
  reject: (walk, { which, quantity }, act) =>
    onReservation(walk, which, async (id) => {
      const { landed } = await sentOf(act.tx, id);
      return landed > 0 ? moveReserved(walk, act, id, 'reject', 1 + (quantity % landed)) : null;
    }),
  count: (walk, step, act) => count(walk, step, act, false),
  'count-lot': (walk, step, act) => count(walk, step, act, true),
  answer: async (_walk, { which, quantity }, act) => {
    const { rows } = await sql<{ id: string; lines: string[] }>`
      select id, (select array_agg(line_id order by line_id) from count_conflict_line where conflict_id = id) as lines
      from count_conflict where answered_at is null order by id limit 1`.execute(act.tx);
    const asked = rows[0];
    if (!asked) return null;
    const answer = which % 3 ? { keep: chosen(asked.lines, which) } : { quantity };
    return answerCountConflict(act, { commandId: act.commandId, id: asked.id, ...answer });
  },
  correct: async (_walk, { which, quantity }, act) => {
    const { rows } = await sql<{ id: number }>`select id from movement order by id desc limit 40`.execute(act.tx);
    if (rows.length === 0) return null;
    const part = which % 2 ? { quantity: 1 + (quantity % 4) } : {};
    return correctMovement(act, { commandId: act.commandId, id: chosen(rows, which).id, reason: 'walk', ...part });
  },
  'bring-down': (walk, { which, other, quantity }, act) => {
    const posting = { postingId: newId(), actor: act.actor, happenedAt: iso(act.now) };
    const level = { itemCode: chosen(walk.items, other), quantity: quantity * 4 };
    return consumeDownTo(act.tx, posting, walk.places[2 + (which % 2)]!, [level]);
  },
  ...transferSteps,
};

const lots = [null, 'A', 'B', 'C', 'late-1', 'late-2'] as const;
/** Lots A to C are good for long; the others are past their expiry. */
const lotNamed = (index: number) => {
  const number = lots[index] ?? null;
  return number && { number, expiresOn: number.startsWith('late') ? '2026-02-01' : `2027-0${index}-01` };
};

function post(
  { db, actor, now, places, items }: Walk,
  kind: PostingKind,
  step: Step,
  toPlaceId?: string,
): Promise<unknown> {
  const line = {
    item: chosen(items, step.other),
    quantity: step.quantity,
    lot: step.lot % 2 ? lotNamed(step.lot) : comings.includes(kind) ? lotNamed(step.lot) : null,
    expiredReason: step.which % 5 ? 'walk' : null,
  };
  const happenedAt = step.late > 0 ? iso(now.subtract({ minutes: step.late })) : null;
  return postMovement(
    { db, actor, clock: { now: () => now }, hints: { wake: () => undefined } as never },
    { commandId: newId(), kind, placeId: chosen(places, step.which), toPlaceId, lines: [line], happenedAt },
  );
}

function count({ db, places, items }: Walk, step: Step, act: Act, byLot: boolean): Promise<unknown> {
  const lot = byLot ? lotNamed(1 + (step.lot % 3)) : null;
  return countStock(act, catalogueOf(db), {
    commandId: act.commandId,
    placeId: chosen(places, step.which),
    deviceId: `phone-${step.other % 3}`,
    lines: [
      {
        item: chosen(items, step.other),
        quantity: step.quantity * (byLot ? 1 : 3),
        lot,
        countedAt: iso(act.now.subtract({ minutes: step.late })),
      },
    ],
  });
}

async function onReservation(walk: Walk, which: number, work: (id: string) => Promise<unknown>): Promise<unknown> {
  const recent = walk.reservations.slice(-8);
  return recent.length > 0 ? work(chosen(recent, which)) : null;
}

/** Goods of a reservation go as those of a need go. */
async function moveReserved(
  walk: Walk,
  act: Act,
  id: string,
  kind: 'ship' | 'arrive' | 'reject',
  quantity: number,
): Promise<void> {
  const [reservation] = await findReservations(act.tx, [id]);
  const { placeId, itemCode, supplierId } = reservation!;
  const transit = (await transitPlaces(act.tx, [supplierId])).get(supplierId)!;
  const site = walk.places[2]!;
  const ways = { ship: [placeId, transit], arrive: [transit, site], reject: [site, transit] } as const;
  const [from, to] = ways[kind];
  const bound = { organisationId: site, expectedAt: null };
  const movement = { kind, itemCode, from, to, quantity, reservationId: id, bound };
  await moveInLots(act.tx, { postingId: newId(), actor: act.actor, happenedAt: iso(act.now) }, [movement]);
}

async function sentOf(tx: Tx, id: string): Promise<{ moving: number; landed: number }> {
  const { rows } = await sql<{ moving: number; landed: number }>`
    select coalesce(sum(case kind when 'ship' then quantity when 'arrive' then -quantity else 0 end), 0)::bigint as moving,
           coalesce(sum(case kind when 'arrive' then quantity when 'reject' then -quantity else 0 end), 0)::bigint as landed
    from movement where reservation_id = ${id} and kind in ('ship', 'arrive', 'reject')`.execute(tx);
  return rows[0]!;
}

/** What opens transactions of its own works here inside that of the walk. */
function inside(tx: Tx): Db {
  const transaction = () => ({ execute: (work: (inner: Tx) => unknown) => work(tx) });
  return new Proxy<Db>(tx, {
    get(target, name) {
      if (name === 'transaction') return transaction;
      const part: unknown = Reflect.get(target, name, target);
      return typeof part === 'function' ? part.bind(target) : part;
    },
  });
}
