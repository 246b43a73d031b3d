import type { Change } from '@baogong/contract';
import type { Logger } from 'pino';
import type { Db } from '../db/database.ts';
import type { Hints } from '../log/hints.ts';
import {
  comparePositions,
  currentPosition,
  formatPosition,
  type Position,
  readEvents,
  type RecordedEvent,
} from '../log/read.ts';

const BATCH = 2000;
const POLL_MILLISECONDS = 1000;
/** Changes are gathered this long, so that a busy second costs each stream a few writes rather than hundreds. */
const GATHER_MILLISECONDS = 40;

/**
 * Who may see a change: the same relations as the policy's `needs.read`. Readers with the same key see the same, but for
 * messages to a person.
 */
export type Audience = { key: string; personId: string | null; sees(event: RecordedEvent): boolean };
export type Subscriber = { audience: Audience; send(chunk: Buffer): void };

/** Reads the log once for all streams of this process and hands each its changes. */
export type LiveHub = {
  /** Adds the subscriber at the hub's present position and returns it; read what lies between from the log. */
  join(subscriber: Subscriber): Position;
  leave(subscriber: Subscriber): void;
  /** Every event, for what this process holds in memory. Returns how to stop. */
  onEvents(listener: (events: readonly RecordedEvent[]) => void): () => void;
  size(): number;
  /** Milliseconds from the newest change's recording to its sending. */
  lag(): number;
  stop(): Promise<void>;
};

export async function startHub(db: Db, hints: Hints, logger: Logger): Promise<LiveHub> {
  let position = await currentPosition(db);
  let stopped = false;
  let lag = 0;
  let wake: () => void = () => {};
  const subscribers = new Set<Subscriber>();
  const listeners = new Set<(events: readonly RecordedEvent[]) => void>();
  const off = hints.onWake(() => wake());

  async function pump(): Promise<number> {
    const events = await readEvents(db, position, BATCH);
    const last = events.at(-1);
    if (!last) return 0;
    position = last.position;
    lag = Date.now() - Date.parse(last.recordedAt);
    for (const listener of listeners) listener(events);
    deliver(subscribers, events);
    return events.length;
  }

  const loop = (async () => {
    while (!stopped) {
      const woken = new Promise<boolean>((resolve) => (wake = () => resolve(true)));
      const count = await pump().catch((error: unknown) => {
        logger.warn({ err: error }, 'live changes cannot be read; trying again');
        return 0;
      });
      if (count === BATCH || stopped) continue;
      await Promise.race([woken, sleep(POLL_MILLISECONDS)]);
      await sleep(GATHER_MILLISECONDS);
    }
  })();

  return {
    join(subscriber) {
      subscribers.add(subscriber);
      return position;
    },
    leave: (subscriber) => void subscribers.delete(subscriber),
    onEvents(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    size: () => subscribers.size,
    lag: () => lag,
    async stop() {
      stopped = true;
      off();
      wake();
      await loop;
    },
  };
}

/** Events after `from` up to and including `to`, for a stream that resumes; a batch is read when the one before was taken. */
export async function* readBetween(db: Db, from: Position, to: Position, audience: Audience): AsyncGenerator<Buffer> {
  for (let after = from; comparePositions(after, to) < 0;) {
    const events = (await readEvents(db, after, BATCH)).filter((event) => comparePositions(event.position, to) <= 0);
    const last = events.at(-1);
    if (!last) return;
    after = last.position;
    yield chunkOf(events.filter((event) => audience.sees(event)));
  }
}

/** One event as the contract's change. */
export function toChange(event: RecordedEvent): Change {
  return {
    id: formatPosition(event.position),
    fact: `${event.module}.${event.action}`,
    subjectId: event.subjectId,
    organisationId: event.organisationId,
    areaCode: event.areaCode,
    version: event.version,
    at: event.recordedAt,
  };
}

/** Audiences that see the same share one chunk; whoever is written to in this batch gets one of their own. */
function deliver(subscribers: ReadonlySet<Subscriber>, events: readonly RecordedEvent[]): void {
  const written = new Set(events.filter(({ module }) => module === 'inbox').map(({ details }) => details['personId']));
  const frames = events.map((event) => ({ event, frame: frameOf(event) }));
  const chunks = new Map<string, Buffer>();
  for (const { audience, send } of subscribers) {
    const key = written.has(audience.personId) ? `${audience.personId} ${audience.key}` : audience.key;
    let chunk = chunks.get(key);
    if (!chunk) {
      const seen = frames.filter(({ event }) => audience.sees(event));
      chunk = Buffer.from(seen.map(({ frame }) => frame).join(''));
      chunks.set(key, chunk);
    }
    if (chunk.length > 0) send(chunk);
  }
}

function chunkOf(events: readonly RecordedEvent[]): Buffer {
  return Buffer.from(events.map(frameOf).join(''));
}

/** A server-sent event on the wire. */
function frameOf(event: RecordedEvent): string {
  return `id: ${formatPosition(event.position)}\nevent: change\ndata: ${JSON.stringify(toChange(event))}\n\n`;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
