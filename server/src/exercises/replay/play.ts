import { openLine } from './api.ts';
import { playMoment, withdrawDropped } from './ask.ts';
import { type Counts, openBooks } from './books.ts';
import { prepareCast } from './cast.ts';
import { adoptChanges, type AreaFigures, disagreements, figuresOf } from './check.ts';
import { arriveRound, reportStock, shipRound } from './deliver.ts';
import { dispatchRound } from './dispatch.ts';
import { receiveRound } from './receive.ts';
import { createRun } from './run.ts';
import { type Speed, startClock, type VirtualClock } from './speed.ts';
import type { Stage } from './stage.ts';
import { readStream, type Stream } from './stream.ts';
import { roundsFrom, timelineOf } from './timeline.ts';

export type PlayOptions = {
  /** Of the server, without a slash at the end. */
  url: string;
  /** Secret of an administrator's token. */
  administrator: string;
  runId: string;
  seed: number;
  speed: Speed;
  signal: AbortSignal;
  /** Plays only what came before this instant. */
  before?: Temporal.Instant;
  /** Plays one hospital in so many; all by default. */
  oneHospitalIn?: number;
  onProgress?: (progress: Progress) => void;
};

export type Progress = Counts & { played: number; total: number; virtualTime: string | null };

export type Outcome = Counts & {
  events: number;
  rounds: number;
  requests: number;
  /** Steps that somebody else had overtaken. */
  refused: number;
  /** Needs that people outside the run moved on. */
  changedByOthers: number;
  seconds: number;
  figures: { before: AreaFigures; after: AreaFigures };
  /** What does not add up; empty when everything does. */
  disagreements: string[];
};

/** After the stream's end, so many rounds at most to finish what is on the road. */
const MOST_LAST_ROUNDS = 30;

/**
 * Plays the real stream of February 2020 through the public API: hospitals ask, a scripted dispatcher dispatches three times
 * a day, invented suppliers ship, hospitals confirm and close. Throws when stopped.
 */
export async function play(options: PlayOptions): Promise<Outcome> {
  const started = performance.now();
  const stream = readStream(options.before, options.oneHospitalIn);
  const line = openLine(options.url, options.signal);
  // Those who clean up must still get through after the stop.
  const administrator = openLine(options.url, new AbortController().signal).as(options.administrator);
  const cast = await prepareCast(line, administrator, stream);
  try {
    const run = createRun(options.runId, options.seed);
    const stage: Stage = { run, cast, books: openBooks(), signal: options.signal, refused: 0 };
    const before = await figuresOf(stage);
    const rounds = await playAll(stage, stream, options);
    const after = await figuresOf(stage);
    const changedByOthers = await adoptChanges(stage);
    const counts = stage.books.counts();
    return {
      ...counts,
      events: stream.events,
      rounds,
      requests: line.requests(),
      refused: stage.refused,
      changedByOthers,
      seconds: Math.round((performance.now() - started) / 100) / 10,
      figures: { before, after },
      disagreements: disagreements(counts, before, after),
    };
  } finally {
    await cast.dismiss(administrator);
  }
}

/** The stream with its rounds, then rounds until nothing moves. Returns how many rounds there were. */
async function playAll(stage: Stage, stream: Stream, options: PlayOptions): Promise<number> {
  const ticks = timelineOf(stream);
  const first = ticks.at(0);
  if (!first) return 0;
  const clock = startClock(options.speed, first.at, options.signal);
  let played = 0;
  let rounds = 0;
  const tell = (at: Temporal.Instant) =>
    options.onProgress?.({ ...stage.books.counts(), played, total: stream.events, virtualTime: at.toString() });
  await reportStock(stage, 0);
  for (const tick of ticks) {
    await clock(tick.at);
    if (tick.kind === 'moment') {
      await playMoment(stage, tick.moment.events);
      played += tick.moment.events.length;
    } else {
      if (tick.morning !== null) await reportStock(stage, tick.morning);
      await playRound(stage, tick.round);
      rounds += 1;
    }
    tell(tick.at);
  }
  return rounds + (await finish(stage, ticks.at(-1)!.at, rounds, clock, tell));
}

async function finish(
  stage: Stage,
  from: Temporal.Instant,
  before: number,
  clock: VirtualClock,
  tell: (at: Temporal.Instant) => void,
): Promise<number> {
  let rounds = 0;
  for (const tick of roundsFrom(from).take(MOST_LAST_ROUNDS)) {
    await clock(tick.at);
    const acts = await playRound(stage, before + tick.round);
    tell(tick.at);
    rounds += 1;
    if (acts === 0) break;
  }
  return rounds;
}

/**
 * One round of the day. What one party does in it the next sees in the following round: so goods are on the road for a round,
 * and lie at the door for another until they are confirmed. Returns how many acts there were.
 */
async function playRound(stage: Stage, round: number): Promise<number> {
  const received = await receiveRound(stage);
  const arrived = await arriveRound(stage);
  await withdrawDropped(stage);
  const dispatched = await dispatchRound(stage, round);
  return received + arrived + dispatched + (await shipRound(stage, round));
}
