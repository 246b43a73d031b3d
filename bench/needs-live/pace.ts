import type { BenchHospital } from '../shared/city.ts';
import { type Connection, openConnection } from '../shared/connection.ts';
import { needRequest } from '../shared/need-request.ts';

/** Needs that come in at an even pace, whether or not the ones before are answered. Runs in a process of its own. */
export type PaceOrder = { url: string; hospitals: BenchHospital[]; perSecond: number; seconds: number };
export type PaceResult = { accepted: number; seconds: number };

const CONNECTIONS = 64;
const TICK_MILLISECONDS = 5;

process.on('message', (order: PaceOrder) => void run(order).then((result) => process.send!(result)));
process.on('disconnect', () => process.exit(0));

async function run({ url, hospitals, perSecond, seconds }: PaceOrder): Promise<PaceResult> {
  const free: Connection[] = await Promise.all(Array.from({ length: CONNECTIONS }, () => openConnection(url)));
  const total = Math.round(perSecond * seconds);
  const started = performance.now();
  let [sent, accepted] = [0, 0];
  const send = async (connection: Connection) => {
    const { status, body } = await connection.send(needRequest(hospitals[sent % hospitals.length]!, sent));
    if (status >= 300) throw new Error(`${status} ${body.toString()}`);
    accepted += 1;
    free.push(connection);
  };
  // Taken in turn: one left idle would be closed by the server.
  const sending: Promise<void>[] = [];
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * perSecond) + 1);
    for (; sent < due && free.length > 0; sent += 1) sending.push(send(free.shift()!));
    await new Promise((resolve) => setTimeout(resolve, TICK_MILLISECONDS));
  }
  await Promise.all(sending);
  const result = { accepted, seconds: (performance.now() - started) / 1000 };
  for (const connection of free) connection.close();
  return result;
}
