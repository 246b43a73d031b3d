import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '@baogong/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { openTestDatabase } from '../../testing/database.ts';
import { ledgerFaults } from '../../testing/ledger-faults.ts';
import { acts, committed, type Held, MINUTE, type Model, type ModelNeed } from '../../testing/needs-model.ts';
import { actAs } from '../../testing/act.ts';
import { stockUp } from '../../testing/stock-up.ts';
import { openTown, type Town } from '../../testing/town.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import { type Db, openDatabase, type Tx } from '../platform/db/database.ts';
import type { Act } from '../platform/http/context.ts';
import { Refusal } from '../platform/refusal.ts';
import { addSource } from '../supply/index.ts';
import { numberNeeds } from './collect/queue.ts';
import { draftReference } from './collect/collect.ts';
import { prepareNeed } from './collect/prepare.ts';
import { insertCollected } from './queries/collect.ts';
import { referenceOf } from './reference.ts';
import { claimNeed } from './verbs/claim.ts';
import { closeNeed, disputeNeed, reopenNeed, returnNeed, waiveRest, withdrawNeed } from './verbs/close.ts';
import { arriveDelivery, shipDelivery } from './verbs/deliver.ts';
import { dispatchNeed } from './verbs/dispatch.ts';
import { escalateOverdue, expireReservations } from './verbs/escalate.ts';
import { mergeNeed } from './verbs/merge.ts';
import { receiveDelivery } from './verbs/receive.ts';
import { undoDecision } from './verbs/undo.ts';

const SEQUENCES = Number(process.env.BAOGONG_SEQUENCES ?? 120);
const START = Temporal.Instant.from('2026-02-01T00:00:00Z');
const ITEM = 'surgical-mask';
const STOCK = [30, 20] as const;
const reason = '试一试';

type ActName = keyof typeof acts;
/** One act of somebody; the numbers are folded onto what there is when it is played. */
type Move = {
  what: ActName | 'collect' | 'wait' | 'advance';
  who: number;
  which: number;
  some: number;
  more: number;
};
type Players = Record<'hospital' | 'dispatcher' | 'supervisor', Actor> & { suppliers: [Actor, Actor] };
/** The paper and the real ledger side by side. */
type Game = { model: Model; tx: Tx; db: Db; town: Town; sources: [string, string]; players: Players };

test(`whatever ${SEQUENCES} sequences of acts do, the ledger stands as on paper and its invariants hold`, async (t) => {
  const { url } = await openTestDatabase(t, 'prepared');
  const { db, close } = openDatabase(url, 4);
  t.after(close);
  const town = await openTown(db, START);
  const second = newId();
  const { id: first } = await db
    .selectFrom('source')
    .select('id')
    .where('item_code', '=', ITEM)
    .executeTakeFirstOrThrow();
  await stockUp(db, new Map([[first, STOCK[0]]]));
  const terms = { organisationId: town.suppliers[1].id, item: ITEM, form: 'stock' as const, leadMinutes: 60 };
  await actAs(db, systemActor, (act) => addSource(act, { ...terms, quantity: STOCK[1] }, second));
  const players: Players = {
    hospital: town.actorOf('institution'),
    dispatcher: town.actorOf('dispatcher'),
    supervisor: town.actorOf('supervisor'),
    suppliers: [
      town.actorOf('supplier', { organisationId: town.suppliers[0].id }),
      town.actorOf('supplier', { organisationId: town.suppliers[1].id }),
    ],
  };
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(move(), { minLength: 8, maxLength: 40, size: 'max' }), async (moves) => {
      const tx = await db.startTransaction().execute();
      try {
        const model: Model = {
          now: START.epochMilliseconds,
          supervisor: players.supervisor.id,
          sources: STOCK.map((quantity) => ({ quantity, reserved: 0 })),
          needs: [],
        };
        const game: Game = { model, tx, db, town, sources: [first, second], players };
        await collect(game, 8);
        for (const each of moves) {
          const outcome = await play(game, each);
          done.set(outcome, (done.get(outcome) ?? 0) + 1);
        }
        await sql`set constraints all immediate`.execute(tx);
        assert.deepEqual(await ledgerFaults(tx), []);
      } finally {
        await tx.rollback().execute();
      }
    }),
    { numRuns: SEQUENCES, unbiased: true },
  );
  t.diagnostic(
    [...done]
      .map(([outcome, count]) => `${outcome} ${count}`)
      .sort()
      .join(', '),
  );
  for (const what of Object.keys(playing)) assert.ok((done.get(`${what} done`) ?? 0) > 0, `${what} was never done`);
});

const HOUR = 60 * MINUTE;
/** Within the time for undo, past it, past a claim, past a hold, past every limit, past the time for reopening. */
const waits = [1000, 5000, 13_000, 20_000, 11 * MINUTE, 2 * HOUR, 26 * HOUR, 75 * HOUR, 200 * HOUR];

const move = () =>
  fc.record({
    what: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...(['advance', 'wait', 'collect', 'undo'] as const)) },
      { weight: 4, arbitrary: fc.constant('advance' as const) },
      { weight: 6, arbitrary: fc.constantFrom(...everyAct()) },
    ),
    who: fc.nat(2),
    which: fc.nat(20),
    some: fc.nat(12),
    more: fc.nat(12),
  });

/** Plays the move on paper and for real; both must do it, or both refuse, and then stand the same. */
async function play(game: Game, each: Move): Promise<string> {
  const { model } = game;
  if (each.what === 'collect') return collect(game, each.some === 0 ? null : each.some);
  if (each.what === 'wait') {
    model.now += waits[each.which % waits.length]!;
    return 'idle';
  }
  const need = model.needs.at(-1 - (each.which % Math.min(3, model.needs.length)))!;
  const what = each.what === 'advance' ? nextOf(need, each) : each.what;
  const play: Play | null = playing[what](game, need, each);
  if (!play) return 'idle';
  const allowed = play.paper();
  const refused = await reallyRefused(game, play.need ?? need, play);
  assert.equal(refused, !allowed, `${what} is ${allowed ? 'allowed' : 'refused'} on paper only`);
  await standsTheSame(game);
  return `${what} ${allowed ? 'done' : 'refused'}`;
}

/** The step that would bring the need on: without it hardly a random sequence would ever close one. */
function nextOf(need: ModelNeed, { some }: Move): ActName {
  if (need.status === 'collected') return some < 2 ? 'merge' : 'dispatch';
  if (need.status === 'fulfilled') return some < 3 ? 'dispute' : some < 6 ? 'receive' : 'closeWithReceipt';
  if (need.status !== 'dispatched') return 'reopen';
  if (need.line.inTransit > 0) return some < 3 ? 'receive' : 'arrive';
  if (need.line.reserved > 0) return some < 2 ? 'closeWithReceipt' : 'ship';
  return some < 4 ? 'waive' : 'dispatch';
}

function everyAct() {
  return Object.keys(acts) as ActName[];
}

type Play = {
  need?: ModelNeed;
  actor: Actor;
  paper: () => boolean;
  real: (act: Act, version: number) => Promise<unknown>;
};
type Player = (game: Game, need: ModelNeed, move: Move) => Play | null;

const playing: Record<ActName, Player> = {
  claim: decider(acts.claim, (act, base) => claimNeed(act, base)),
  return: decider(acts.return, (act, base) => returnNeed(act, { ...base, reason })),
  dispute: asker(acts.dispute, (act, base) => disputeNeed(act, { ...base, reason })),
  withdraw: asker(acts.withdraw, (act, base) => withdrawNeed(act, { ...base, reason })),
  reopen: asker(acts.reopen, (act, base) => reopenNeed(act, { ...base, reason })),
  closeWithReason: asker(acts.closeWithReason, (act, base) => closeNeed(act, { ...base, reason: 'no-longer-needed' })),
  closeWithReceipt: asker(acts.closeWithReceipt, (act, base) =>
    closeNeed(act, { ...base, receipt: { inPlace: true } }),
  ),
  dispatch: (game, need, each) => {
    const { who, some, more, which } = each;
    const actor = deciderOf(game, who);
    const asApproved = need.line.approved ?? need.requested;
    const approve = asApproved === null || which % 4 === 0 ? some + more + (which % 5) : null;
    const quantities = each.what === 'advance' ? restOf(game, need) : [some % 7, more % 5];
    const holds = quantities.flatMap((quantity, source): Held[] => {
      const expiresAt = game.model.now + 24 * 60 * MINUTE;
      return quantity ? [{ key: '', source, quantity, shipped: 0, released: 0, expiresAt, ended: false }] : [];
    });
    return {
      actor,
      paper: () => acts.dispatch(game.model, need, actor.id, approve, holds),
      real: async (act, version) => {
        const lineId = await lineOf(game.tx, need.id);
        const sources = holds.map(({ source, quantity }) => ({ lineId, sourceId: game.sources[source]!, quantity }));
        const approvals = approve === null ? [] : [{ lineId, quantity: approve }];
        await dispatchNeed(act, { id: need.id, version, approvals, sources, holdHours: 24 });
        const made = await act.tx
          .selectFrom('event')
          .select('details')
          .where('subject_id', '=', need.id)
          .orderBy('version', 'desc')
          .executeTakeFirstOrThrow();
        const { reservations } = made.details as unknown as { reservations: { reservationId: string }[] };
        for (const [index, held] of holds.entries()) held.key = reservations[index]!.reservationId;
      },
    };
  },
  ship: (game, _need, { which, some }) => {
    const all = game.model.needs.flatMap((need) => need.held.map((held) => ({ need, held })));
    const open = all.filter(({ held }) => held.quantity > held.shipped + held.released);
    const chosen = which % 4 && open.length ? open[which % open.length] : all.at(-1);
    if (!chosen) return null;
    const { need, held } = chosen;
    const actor = game.players.suppliers[held.source]!;
    const quantity = some < 8 ? held.quantity - held.shipped || 1 : some - 7;
    return {
      need,
      actor,
      paper: () => acts.ship(game.model, need, actor.id, held, quantity),
      real: async (act) => {
        const supplierId = game.town.suppliers[held.source]!.id;
        const lines = [{ reservationId: held.key, quantity }];
        need.trips.at(-1)!.key = await shipDelivery(act, { supplierId, lines });
      },
    };
  },
  arrive: (game, _need, { which }) => {
    const chosen = tripOf(game, which);
    if (!chosen) return null;
    const { need, trip } = chosen;
    const actor = which % 2 ? game.players.hospital : game.players.suppliers[trip.held.source]!;
    return {
      need,
      actor,
      paper: () => acts.arrive(game.model, need, actor.id, trip),
      real: (act) => arriveDelivery(act, { id: trip.key }),
    };
  },
  receive: (game, _need, { which, some, more }) => {
    const chosen = tripOf(game, which);
    if (!chosen) return null;
    const { need, trip } = chosen;
    const actor = game.players.hospital;
    const rejected = which % 3 === 0 ? Math.min(some, trip.quantity) : 0;
    const accepted = more > 3 ? trip.quantity - rejected : more;
    return {
      need,
      actor,
      paper: () => acts.receive(game.model, need, actor.id, trip, accepted, rejected),
      real: async (act) => {
        const line = await act.tx
          .selectFrom('delivery_line')
          .select('id')
          .where('delivery_id', '=', trip.key)
          .executeTakeFirstOrThrow();
        await receiveDelivery(act, { id: trip.key, lines: [{ deliveryLineId: line.id, accepted, rejected }] });
      },
    };
  },
  waive: (game, need, { some }) => {
    const actor = game.players.hospital;
    const quantity = some + 1;
    return {
      actor,
      paper: () => acts.waive(game.model, need, actor.id, quantity),
      real: async (act, version) =>
        waiveRest(act, { id: need.id, version, lines: [{ lineId: await lineOf(game.tx, need.id), quantity }], reason }),
    };
  },
  merge: (game, need, { who, some }) => {
    const actor = deciderOf(game, who);
    const into = game.model.needs[some % game.model.needs.length]!;
    return {
      actor,
      paper: () => acts.merge(game.model, need, actor.id, into),
      real: (act, version) => mergeNeed(act, { id: need.id, version, into: into.id }),
    };
  },
  undo: (game, need, { who, which }) => {
    const actor = which % 4 ? everybody(game).find(({ id }) => id === need.last.by) : deciderOf(game, who);
    if (!actor) return null;
    return {
      actor,
      paper: () => acts.undo(game.model, need, actor.id),
      real: (act, version) => undoDecision(act, { id: need.id, version }),
    };
  },
  expire: (game) => ({
    actor: systemActor,
    paper: () => acts.expire(game.model),
    real: (act) => expireReservations(inside(game), act.now),
  }),
  escalate: (game) => ({
    actor: systemActor,
    paper: () => acts.escalate(game.model),
    real: (act) => escalateOverdue(inside(game), act.now),
  }),
};

type Paper = (model: Model, need: ModelNeed, by: string) => boolean;
type Real = (act: Act, base: { id: string; version: number }) => Promise<unknown>;

function decider(paper: Paper, real: Real): Player {
  return (game, need, { who }) => played(game, need, deciderOf(game, who), paper, real);
}

function asker(paper: Paper, real: Real): Player {
  return (game, need) => played(game, need, game.players.hospital, paper, real);
}

function played({ model }: Game, need: ModelNeed, actor: Actor, paper: Paper, real: Real): Play {
  return {
    actor,
    paper: () => paper(model, need, actor.id),
    real: (act, version) => real(act, { id: need.id, version }),
  };
}

/** What is still missing of the need, taken from the first source and then from the second. */
function restOf({ model }: Game, { line, requested }: ModelNeed): number[] {
  let rest = Math.max(0, (line.approved ?? requested ?? 5) - committed(line));
  return model.sources.map(({ quantity, reserved }) => {
    const taken = Math.min(rest, quantity - reserved);
    rest -= taken;
    return taken;
  });
}

/** A trip that a supplier sent: mostly one still under way. */
function tripOf({ model }: Game, which: number) {
  const all = model.needs.flatMap((need) => need.trips.map((trip) => ({ need, trip }))).filter(({ trip }) => trip.key);
  const moving = all.filter(({ trip }) => !trip.landed);
  return which % 4 && moving.length ? moving[which % moving.length] : all.at(-1);
}

const deciderOf = ({ players }: Game, who: number) => (who === 2 ? players.supervisor : players.dispatcher);
const everybody = ({ players }: Game) => [
  players.hospital,
  players.dispatcher,
  players.supervisor,
  ...players.suppliers,
];

/** Asks for so many pieces of the one item. */
async function collect({ model, tx, db, town, players }: Game, requested: number | null): Promise<string> {
  const input = {
    kind: 'goods',
    organisationId: town.hospitals[0].id,
    lines: [{ item: ITEM, quantity: requested }],
    form: {},
    priority: 'normal' as const,
    channel: 'api' as const,
  };
  const reference = await draftReference(referenceOf(db), input);
  const now = Temporal.Instant.fromEpochMilliseconds(model.now);
  const prepared = prepareNeed(input, reference, players.hospital, now, null);
  const [finished] = await numberNeeds(tx, [prepared]);
  await insertCollected(tx, [{ ...finished!.row, command: null }]);
  model.needs.push({
    id: prepared.id,
    requested,
    status: 'collected',
    line: { approved: null, reserved: 0, inTransit: 0, delivered: 0, accepted: 0, rejected: 0, waived: 0 },
    held: [],
    trips: [],
    claim: null,
    due: model.now + 1440 * MINUTE,
    level: 0,
    endedAt: 0,
    mergedInto: null,
    last: { by: players.hospital.id, at: model.now, before: null },
  });
  return 'collect done';
}

/** The act in a savepoint of its own, taken back when it is refused. Anything but a refusal is a bug. */
async function reallyRefused({ tx, model }: Game, need: ModelNeed, { actor, real }: Play): Promise<boolean> {
  const act: Act = { tx, actor, now: Temporal.Instant.fromEpochMilliseconds(model.now), commandId: newId() };
  const { version } = await tx.selectFrom('need').select('version').where('id', '=', need.id).executeTakeFirstOrThrow();
  await sql`savepoint act`.execute(tx);
  try {
    await real(act, version);
    return false;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await sql`rollback to savepoint act`.execute(tx);
    return true;
  }
}

/** What stands in the database is what stands on paper: status, figures, clock, sources. */
async function standsTheSame({ model, tx, sources }: Game): Promise<void> {
  const rows = await tx
    .selectFrom('need')
    .innerJoin('need_line as line', 'line.need_id', 'need.id')
    .select(['need.id', 'status', 'escalation', 'due_at', 'merged_into', 'claimed_by', 'approved', 'reserved'])
    .select(['in_transit', 'delivered', 'accepted', 'rejected', 'waived'])
    .execute();
  const real = rows.map((row) => [
    row.id,
    row.status,
    row.escalation,
    row.due_at && Date.parse(row.due_at),
    row.merged_into,
    row.claimed_by,
    row.approved,
    row.reserved,
    row.in_transit,
    row.delivered,
    row.accepted,
    row.rejected,
    row.waived,
  ]);
  const paper = model.needs.map(({ id, status, level, due, mergedInto, claim, line }) => [
    id,
    status,
    level,
    due,
    mergedInto?.id ?? null,
    claim?.by ?? null,
    line.approved,
    line.reserved,
    line.inTransit,
    line.delivered,
    line.accepted,
    line.rejected,
    line.waived,
  ]);
  assert.deepEqual(byName(real), byName(paper));
  const stock = await tx.selectFrom('holding').selectAll().where('place_id', 'in', sources).execute();
  const found = sources.map((id) => stock.find((holding) => holding.place_id === id)!);
  assert.deepEqual(
    found.map(({ on_hand, reserved }) => ({ quantity: on_hand, reserved })),
    model.sources,
  );
}

const byName = (rows: unknown[][]) => [...rows].sort((left, right) => (String(left[0]) < String(right[0]) ? -1 : 1));

async function lineOf(tx: Tx, needId: string): Promise<string> {
  const line = await tx.selectFrom('need_line').select('id').where('need_id', '=', needId).executeTakeFirstOrThrow();
  return line.id;
}

/** What opens transactions of its own elsewhere works here inside that of the sequence. */
function inside({ tx }: Game): Db {
  const transaction = () => ({ execute: (work: (tx: Tx) => unknown) => work(tx) });
  return new Proxy<Db>(tx, {
    get(target, name) {
      if (name === 'transaction') return transaction;
      const part: unknown = Reflect.get(target, name, target);
      return typeof part === 'function' ? part.bind(target) : part;
    },
  });
}
