import { connect } from 'node:net';

export type Answer = { status: number; body: Buffer };
export type Connection = { send(request: Buffer | string): Promise<Answer>; close(): void };

const endOfHead = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('0\r\n\r\n');

/**
 * One kept-alive HTTP/1.1 connection on the bare socket, one request at a time: the load generator shares two cores with
 * what it measures, so it must cost next to nothing.
 */
export async function openConnection(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | null = null;
  let received: Buffer = Buffer.alloc(0);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const fail = (error: Error) => waiting?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('connection closed')));
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = wholeAnswer(received);
    if (!answer) return;
    received = Buffer.alloc(0);
    const { resolve } = waiting!;
    waiting = null;
    resolve(answer);
  });
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => void socket.destroy(),
  };
}

/** The request as it goes on the wire; `body` is JSON. */
export function requestText(method: string, path: string, token: string, body = ''): string {
  const length = body ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` : '';
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n${length}\r\n${body}`;
}

function wholeAnswer(received: Buffer): Answer | null {
  const end = received.indexOf(endOfHead);
  if (end < 0) return null;
  const head = received.subarray(0, end).toString('latin1');
  const body = received.subarray(end + 4);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  const isWhole = length === undefined ? body.subarray(-5).equals(lastChunk) : body.length >= Number(length);
  if (!isWhole) return null;
  return { status: Number(head.slice(9, 12)), body: length === undefined ? joinChunks(body) : body };
}

/** The body without the sizes between its parts (transfer-encoding: chunked). */
function joinChunks(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, lineEnd).toString('latin1'), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
