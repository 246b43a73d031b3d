import { newId } from '@baogong/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchCity, buildCity } from '../shared/city.ts';
import { type Report, reportOf } from '../shared/report.ts';
import { startServerProcess, withRig } from '../shared/rig.ts';
import { asCsv, asXlsx, needRows } from './sheet.ts';

/** Rows at 1, 4 and 16 times; the last is what people must not wait long for. */
const sizes = [3_125, 12_500, 50_000];
const HOSPITALS = 200;
const POLL_MILLISECONDS = 50;
const PATIENCE_MILLISECONDS = 180_000;

type Progress = {
  id: string;
  status: string;
  accepted: number;
  rejected: number;
  needs: number;
  failure: string | null;
};

/** Spreadsheets through the public door, from the upload to the last row written; every row must be taken. */
export async function run(): Promise<Report> {
  return withRig(async ({ databaseUrl, database }) => {
    const city = await buildCity(database.db, HOSPITALS);
    const server = await startServerProcess(databaseUrl);
    try {
      let file = 0;
      await takeFile(server.url, city, 'csv', 500, file);
      const figures: Record<string, number> = {};
      for (const format of ['csv', 'xlsx'] as const) {
        const seconds: number[] = [];
        for (const size of sizes) seconds.push(await takeFile(server.url, city, format, size, (file += 1)));
        figures[`${format}Seconds`] = seconds[2]!;
        figures[`${format}RowsPerSecond`] = sizes[2]! / seconds[2]!;
        figures[`${format}Growth4`] = seconds[1]! / seconds[0]!;
        figures[`${format}Growth16`] = seconds[2]! / seconds[0]!;
      }
      return reportOf('needs-import', figures, { csvSeconds: { atMost: 10 }, xlsxSeconds: { atMost: 10 } });
    } finally {
      await server.stop();
    }
  });
}

/** Seconds from sending the file until the import says that it is done. */
async function takeFile(
  url: string,
  city: BenchCity,
  format: 'csv' | 'xlsx',
  size: number,
  file: number,
): Promise<number> {
  const names = city.hospitals.map(({ name }) => name);
  const rows = needRows(names, file, size);
  const content = format === 'csv' ? asCsv(rows) : await asXlsx(rows);
  const headers = { authorization: `Bearer ${city.dispatcher}` };
  const form = new FormData();
  form.set('commandId', newId());
  form.set('dryRun', 'false');
  form.set('file', new File([new Uint8Array(content)], `needs-${file}.${format}`));
  const started = performance.now();
  let progress = await answerOf(await fetch(`${url}/api/intake/imports`, { method: 'POST', headers, body: form }));
  while (!['done', 'failed'].includes(progress.status)) {
    if (performance.now() - started > PATIENCE_MILLISECONDS)
      throw new Error(`${size} rows of ${format} take longer than 3 minutes`);
    await sleep(POLL_MILLISECONDS);
    progress = await answerOf(await fetch(`${url}/api/intake/imports/${progress.id}`, { headers }));
  }
  if (progress.accepted !== size)
    throw new Error(`not all ${size} rows of ${format} were taken: ${JSON.stringify(progress).slice(0, 500)}`);
  return (performance.now() - started) / 1000;
}

async function answerOf(response: Response): Promise<Progress> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return JSON.parse(text) as Progress;
}
