import type { BenchHospital } from '../shared/city.ts';
import { openConnection } from '../shared/connection.ts';
import { needRequest } from '../shared/need-request.ts';

/** Hospitals that each send the next need as soon as the last one is answered. Runs in a process of its own. */
type Order = { url: string; hospitals: BenchHospital[]; clients: number; seconds: number };
export type LoadResult = { accepted: number; seconds: number; milliseconds: number[] };

process.on('message', (order: Order) => void run(order).then((result) => process.send!(result)));
process.on('disconnect', () => process.exit(0));

async function run({ url, hospitals, clients, seconds }: Order): Promise<LoadResult> {
  const milliseconds: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  const client = async (index: number) => {
    const hospital = hospitals[index % hospitals.length]!;
    const connection = await openConnection(url);
    for (let count = 0; performance.now() < until; count += 1) {
      const sent = performance.now();
      const { status, body } = await connection.send(needRequest(hospital, count));
      if (status !== 200 && status !== 201) throw new Error(`${status} ${body.toString()}`);
      milliseconds.push(performance.now() - sent);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return { accepted: milliseconds.length, seconds: (performance.now() - started) / 1000, milliseconds };
}
