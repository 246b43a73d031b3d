import { newId, type ReplayProgress } from '@baogong/contract';
import { createTokenInside, revokeTokenInside } from '../identity/index.ts';
import { systemActor } from '../platform/actor.ts';
import { iso } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import type { Act, Services } from '../platform/http/context.ts';
import { recordFacts } from '../platform/log/record.ts';
import { type Outcome, play, type Progress } from './replay/play.ts';
import type { Speed } from './replay/speed.ts';
import { HUBEI } from './replay/stream.ts';

/** The replay that runs in this process, or ran last. */
type Playing = { runId: string; speed: Speed; stop: AbortController; ended: Promise<void>; progress: ReplayProgress };

const playing = new WeakMap<Db, Playing>();
const idle: ReplayProgress = {
  running: false,
  speed: 'max',
  played: 0,
  total: 0,
  virtualTime: null,
  collected: 0,
  dispatched: 0,
  fulfilled: 0,
  closed: 0,
  withdrawn: 0,
  open: 0,
  failure: null,
};

/** How far the replay is that runs in this process, or how far the last one came. */
export function progressOf(db: Db): ReplayProgress {
  return playing.get(db)?.progress ?? idle;
}

/** Starts playing against the server at `url`, with a token that is revoked at the end. */
export function startPlaying(services: Services, url: string, runId: string, speed: Speed): void {
  const stop = new AbortController();
  const now: Playing = { runId, speed, stop, ended: Promise.resolve(), progress: { ...idle, running: true, speed } };
  playing.set(services.db, now);
  now.ended = playToEnd(services, url, now);
}

/** Stops at once: no further request leaves; those under way are awaited, the tokens revoked. */
export async function stopPlaying(db: Db): Promise<void> {
  const now = playing.get(db);
  now?.stop.abort();
  await now?.ended;
}

/** Start and end of a run as facts; `version` is the place in the run's own history. */
export function recordRun(act: Act, action: string, runId: string, version: number, details: Record<string, unknown>) {
  const fact = { module: 'exercises', action, subjectId: runId, version, areaCode: HUBEI, happenedAt: iso(act.now) };
  return recordFacts(act.tx, act.actor, act.commandId, [{ ...fact, details }]);
}

async function playToEnd(services: Services, url: string, now: Playing): Promise<void> {
  const { runId, speed, stop } = now;
  const note = (progress: Progress) => {
    const { merged: _merged, currentByStatus: _current, ...rest } = progress;
    Object.assign(now.progress, rest);
  };
  let failure: string | null = null;
  try {
    const outcome = await withToken(services, (administrator) =>
      play({ url, administrator, runId, seed: 1, speed, signal: stop.signal, onProgress: note }),
    );
    Object.assign(now.progress, countsOf(outcome));
    failure = outcome.disagreements.join('; ') || null;
  } catch (error) {
    if (!stop.signal.aborted) {
      services.logger.error({ err: error }, 'replay failed');
      failure = error instanceof Error ? error.message : String(error);
    }
  }
  Object.assign(now.progress, { running: false, failure });
  await inTransaction(services, (act) => recordEnd(act, now, failure)).catch((error: unknown) =>
    services.logger.warn({ err: error }, 'the end of the replay could not be recorded'),
  );
  services.hints.wake();
}

function recordEnd(act: Act, { runId, progress, stop }: Playing, failure: string | null) {
  const { collected, closed, withdrawn, open } = progress;
  return recordRun(act, stop.signal.aborted ? 'stop' : 'end', runId, 2, {
    collected,
    closed,
    withdrawn,
    open,
    failure,
  });
}

function countsOf({ collected, dispatched, fulfilled, closed, withdrawn, open }: Outcome) {
  return { collected, dispatched, fulfilled, closed, withdrawn, open };
}

async function withToken<Answer>(services: Services, work: (secret: string) => Promise<Answer>): Promise<Answer> {
  const { token, secret } = await inTransaction(services, (act) =>
    createTokenInside(act, { role: 'administrator', areaCode: HUBEI, name: '2020 回放', days: 1 }),
  );
  try {
    return await work(secret);
  } finally {
    await inTransaction(services, (act) => revokeTokenInside(act, token.id));
    services.hints.wake();
  }
}

function inTransaction<Answer>({ db, clock }: Services, verb: (act: Act) => Promise<Answer>): Promise<Answer> {
  const act = { actor: systemActor, now: clock.now(), commandId: newId() };
  return db.transaction().execute((tx) => verb({ ...act, tx }));
}
