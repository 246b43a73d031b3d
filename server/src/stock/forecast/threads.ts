import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { iso } from '../../platform/clock.ts';
import { type Db, onClose, urlOf } from '../../platform/db/database.ts';
import type { Range } from './page.ts';
import type { ThreadAnswer, ThreadOrder } from './reckoner-thread.ts';

/** More would only wait for the database, which wants processors too. */
const MOST = 4;
/** Threads that nobody needed for so long are ended; a city that is due as a whole is rare. */
const IDLE_MILLISECONDS = 60_000;

type Team = { threads: Worker[]; idle: NodeJS.Timeout | undefined };
const teams = new WeakMap<Db, Team>();
/** One city at a time. */
const turns = new WeakMap<Db, Promise<unknown>>();

/** Threads with connections of their own take range after range, so that requests are answered meanwhile. Returns how many stocks were looked at. */
export async function reckonInThreads(db: Db, ranges: Range[], now: Temporal.Instant): Promise<number> {
  const turn = (turns.get(db) ?? Promise.resolve()).then(() => reckonWithTeam(db, ranges, now));
  turns.set(
    db,
    turn.catch(() => undefined),
  );
  return turn;
}

async function reckonWithTeam(db: Db, ranges: Range[], now: Temporal.Instant): Promise<number> {
  const team = teamOf(db);
  clearTimeout(team.idle);
  try {
    const counts = await Promise.all(team.threads.map((thread) => reckonIn(thread, ranges, now)));
    team.idle = setTimeout(() => void dismiss(db), IDLE_MILLISECONDS).unref();
    return counts.reduce((sum, count) => sum + count, 0);
  } catch (error) {
    await dismiss(db);
    throw error;
  }
}

function teamOf(db: Db): Team {
  const known = teams.get(db);
  if (known) return known;
  const count = Math.max(1, Math.min(MOST, availableParallelism()));
  const threads = Array.from({ length: count }, () => {
    const thread = new Worker(new URL('reckoner-thread.ts', import.meta.url), { workerData: urlOf(db) });
    // One that dies while nobody waits for it is replaced with the next city.
    thread.on('error', () => teams.delete(db)).unref();
    return thread;
  });
  const team = { threads, idle: undefined };
  teams.set(db, team);
  onClose(db, () => dismiss(db));
  return team;
}

/** A thread that fails says why; the others end with the ranges. */
function reckonIn(thread: Worker, ranges: Range[], now: Temporal.Instant): Promise<number> {
  return new Promise((resolve, reject) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin, windows do
    const tell = (order: ThreadOrder) => thread.postMessage(order);
    const settle = (act: () => void) => {
      thread.off('message', hear).off('error', fail).off('exit', leave).unref();
      act();
    };
    const fail = (error: unknown) => settle(() => reject(error as Error));
    const leave = () => fail(new Error('a thread that reckons forecasts has ended'));
    const hear = (answer: ThreadAnswer) => {
      if (answer.kind === 'next') tell({ kind: 'range', range: ranges.shift() });
      else if (answer.kind === 'done') settle(() => resolve(answer.count));
      else fail(new Error(answer.message));
    };
    thread.on('message', hear).on('error', fail).on('exit', leave).ref();
    tell({ kind: 'start', now: iso(now) });
  });
}

async function dismiss(db: Db): Promise<void> {
  const team = teams.get(db);
  if (!team) return;
  teams.delete(db);
  clearTimeout(team.idle);
  await Promise.all(team.threads.map((thread) => thread.terminate()));
}
