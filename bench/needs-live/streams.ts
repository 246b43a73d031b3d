import { connect, type Socket } from 'node:net';
import { requestText } from '../shared/connection.ts';

/** Holds change streams on bare sockets and notes when each change arrives. Runs in a process of its own. */
export type StreamsOrder =
  | { do: 'open'; url: string; tokens: string[]; count: number }
  | { do: 'report' }
  | { do: 'close' };
/** `byMillisecond[n]`: arrivals n ms after the recording; the last place holds all that took longer. */
export type StreamsReport = { open: number; byMillisecond: number[]; fewest: number; most: number };

const LONGEST_MILLISECONDS = 30_000;
const AT_ONCE = 200;
const mark = Buffer.from('"at":"');
const instantLength = '2026-01-01T00:00:00.000Z'.length;
const blankLine = Buffer.from('\n\n');

type Stream = { socket: Socket; seen: number; rest: Buffer };
const streams: Stream[] = [];
let byMillisecond = new Float64Array(LONGEST_MILLISECONDS + 1);
/** The same instant arrives on every stream: parsed once. */
const parsed = new Map<string, number>();

process.on('message', (order: StreamsOrder) => void obey(order).then((report) => process.send!(report)));
process.on('disconnect', () => process.exit(0));

async function obey(order: StreamsOrder): Promise<StreamsReport> {
  if (order.do === 'open') await openAll(order);
  const report = reportNow();
  if (order.do === 'close') for (const { socket } of streams.splice(0)) socket.destroy();
  byMillisecond = new Float64Array(LONGEST_MILLISECONDS + 1);
  for (const stream of streams) stream.seen = 0;
  return report;
}

async function openAll({ url, tokens, count }: Extract<StreamsOrder, { do: 'open' }>): Promise<void> {
  for (let opened = 0; opened < count; opened += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - opened) }, (_, index) => opened + index);
    await Promise.all(some.map((index) => openOne(url, tokens[index % tokens.length]!)));
  }
}

/** Resolves with the first event, which says that the stream is ready. */
function openOne(url: string, token: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const stream: Stream = { socket, seen: 0, rest: Buffer.alloc(0) };
  streams.push(stream);
  return new Promise((resolve, reject) => {
    socket.on('connect', () => socket.write(requestText('GET', '/api/changes/stream', token)));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('a stream was closed')));
    socket.on('data', (chunk: Buffer) => {
      read(stream, chunk, Date.now());
      resolve();
    });
  });
}

function read(stream: Stream, chunk: Buffer, now: number): void {
  const text = stream.rest.length > 0 ? Buffer.concat([stream.rest, chunk]) : chunk;
  const end = text.lastIndexOf(blankLine);
  stream.rest = end < 0 ? text : text.subarray(end + 2);
  for (let at = text.indexOf(mark); at >= 0 && at < end; at = text.indexOf(mark, at + instantLength)) {
    const recorded = parse(text.toString('latin1', at + mark.length, at + mark.length + instantLength));
    byMillisecond[Math.max(0, Math.min(LONGEST_MILLISECONDS, now - recorded))]! += 1;
    stream.seen += 1;
  }
}

function parse(instant: string): number {
  let known = parsed.get(instant);
  if (known === undefined) {
    if (parsed.size > 5000) parsed.clear();
    known = Date.parse(instant);
    parsed.set(instant, known);
  }
  return known;
}

function reportNow(): StreamsReport {
  const seen = streams.map((stream) => stream.seen);
  return {
    open: streams.filter(({ socket }) => !socket.destroyed).length,
    byMillisecond: [...byMillisecond],
    fewest: seen.reduce((least, each) => Math.min(least, each), Infinity),
    most: seen.reduce((greatest, each) => Math.max(greatest, each), 0),
  };
}
