import { randomUUID } from 'node:crypto';
import { openConnection, requestText } from '../shared/connection.ts';

/** Keepers that each post the next movement as soon as the last one is answered. Runs in a process of its own. */
export type Order = {
  url: string;
  /** Where each client posts; `race`: all of them use up the one piece there, `rounds` times. */
  keepers: { token: string; placeId: string; item: string }[];
  seconds: number;
  rounds?: number;
};
export type LoadResult = {
  posted: number;
  refused: number;
  seconds: number;
  milliseconds: number[];
  wrongRounds: number;
};

process.on('message', (order: Order) => void run(order).then((result) => process.send!(result)));
process.on('disconnect', () => process.exit(0));

async function run(order: Order): Promise<LoadResult> {
  return order.rounds === undefined ? postOnAndOn(order) : race(order, order.rounds);
}

/** One in, one out, in turn: no stock runs dry, and every movement changes a balance. */
async function postOnAndOn({ url, keepers, seconds }: Order): Promise<LoadResult> {
  const milliseconds: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  const client = async (keeper: Order['keepers'][number]) => {
    const connection = await openConnection(url);
    for (let count = 0; performance.now() < until; count += 1) {
      const sent = performance.now();
      const { status, body } = await connection.send(request(keeper, count % 2 ? 'consume' : 'buy', 1));
      if (status !== 200) throw new Error(`${status} ${body.toString()}`);
      milliseconds.push(performance.now() - sent);
    }
    connection.close();
  };
  await Promise.all(keepers.map(client));
  return {
    posted: milliseconds.length,
    refused: 0,
    seconds: (performance.now() - started) / 1000,
    milliseconds,
    wrongRounds: 0,
  };
}

/** Each round one piece comes in and all want it. */
async function race({ url, keepers }: Order, rounds: number): Promise<LoadResult> {
  const connections = await Promise.all(keepers.map(() => openConnection(url)));
  const milliseconds: number[] = [];
  const total = { posted: 0, refused: 0, wrongRounds: 0 };
  const started = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    await connections[0]!.send(request(keepers[0]!, 'buy', 1));
    const sent = performance.now();
    const answers = await Promise.all(
      connections.map((each, index) => each.send(request(keepers[index]!, 'consume', 1))),
    );
    milliseconds.push(performance.now() - sent);
    const won = answers.filter(({ status }) => status === 200).length;
    const refused = answers.filter(({ status }) => status === 409).length;
    total.posted += won;
    total.refused += refused;
    if (won !== 1 || refused !== keepers.length - 1) total.wrongRounds += 1;
  }
  for (const each of connections) each.close();
  return { ...total, seconds: (performance.now() - started) / 1000, milliseconds };
}

function request(
  { token, placeId, item }: Order['keepers'][number],
  kind: 'buy' | 'consume',
  quantity: number,
): string {
  const body = { commandId: randomUUID(), kind, placeId, lines: [{ item, quantity }] };
  return requestText('POST', '/api/movements', token, JSON.stringify(body));
}
