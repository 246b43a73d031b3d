import pg from 'pg';
import type { PeerScript } from './pgbench.ts';

const row = '($1, 7, 20)';
const statements: Record<PeerScript, string[]> = {
  threeStatements: ['begin', ...Array<string>(3).fill(insertOf(row)), 'commit'],
  oneStatement: [insertOf([row, row, row].join(', '))],
};

/** Stands in for pgbench where it is not installed: the same transactions through the driver, somewhat slower. */
export async function driverPeer(
  databaseUrl: string,
  script: PeerScript,
  { clients, seconds }: { clients: number; seconds: number },
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let transactions = 0;
  const client = async (index: number) => {
    const connection = new pg.Client({ connectionString: databaseUrl });
    await connection.connect();
    for (; performance.now() < until; transactions += 1) {
      for (const text of statements[script]) {
        await connection.query(text.startsWith('insert') ? { name: text.slice(0, 60), text, values: [index] } : text);
      }
    }
    await connection.end();
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return transactions / seconds;
}

function insertOf(values: string): string {
  return `insert into bench_line (need, item, quantity) values ${values}`;
}
