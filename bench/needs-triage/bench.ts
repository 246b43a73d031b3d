import { type BenchCity, buildCity } from '../shared/city.ts';
import { type Connection, openConnection, requestText } from '../shared/connection.ts';
import { fillNeeds } from '../shared/fill.ts';
import { type Report, reportOf, type Target } from '../shared/report.ts';
import { startServerProcess, withRig } from '../shared/rig.ts';
import { median, percentile } from '../shared/statistics.ts';

/** Open needs at 1, 4 and 16 times. */
const sizes = [6_250, 25_000, 100_000];
const HOSPITALS = 200;
const ASKS = 60;
const P95_MILLISECONDS = 60;

/** One question as a screen asks it; `page` 5 turns four pages first. */
type Question = { name: string; token: string; path: string; page?: number };

/** The triage page and the command view over many open needs, timed by a client on the same machine. */
export async function run(): Promise<Report> {
  return withRig(async ({ databaseUrl, database }) => {
    const city = await buildCity(database.db, HOSPITALS);
    const bySize: Record<string, Timing>[] = [];
    for (const [index, size] of sizes.entries()) {
      await fillNeeds(database.db, city.hospitals, sizes[index - 1] ?? 0, size);
      bySize.push(await timeAll(databaseUrl, questionsOf(city)));
    }
    return judge(bySize);
  });
}

function questionsOf({ dispatcher, desk, hospitals }: BenchCity): Question[] {
  const list = (name: string, token: string, filter: string, page = 1): Question => ({
    name,
    token,
    path: `/api/needs?order=hurts&limit=50${filter}`,
    page,
  });
  const newest = (name: string, token: string): Question => ({ name, token, path: '/api/needs?order=newest&limit=50' });
  return [
    list('cityPage1', dispatcher, ''),
    list('cityPage5', dispatcher, '', 5),
    list('cityOpen', dispatcher, '&status[0]=collected&status[1]=dispatched&status[2]=fulfilled'),
    list('cityCollected', dispatcher, '&status=collected'),
    list('cityCollectedPage5', dispatcher, '&status=collected', 5),
    list('cityDistrict', dispatcher, '&area=420106'),
    list('cityUrgent', dispatcher, '&priority=life-critical'),
    list('cityItem', dispatcher, '&item=ventilator'),
    list('cityText', dispatcher, `&query=${encodeURIComponent('第77医院')}`),
    list('cityTextNowhere', dispatcher, `&query=${encodeURIComponent('没有这家')}`),
    newest('cityNewest', dispatcher),
    list('deskPage1', desk, ''),
    list('deskPage5', desk, '', 5),
    list('deskCollected', desk, '&status=collected'),
    list('deskText', desk, `&query=${encodeURIComponent('呼吸机')}`),
    newest('institutionOwn', hospitals[5]!.token),
    { name: 'figuresCity', token: dispatcher, path: '/api/figures' },
    { name: 'figuresDesk', token: desk, path: '/api/figures' },
    { name: 'flowCity', token: dispatcher, path: '/api/figures/flow?by=hour&points=72' },
  ];
}

type Timing = { p50: number; p95: number };

/** A server process per size: its caches start cold, as after a deployment. Questions take turns. */
async function timeAll(databaseUrl: string, questions: readonly Question[]): Promise<Record<string, Timing>> {
  const server = await startServerProcess(databaseUrl);
  const connection = await openConnection(server.url);
  try {
    const asked = [];
    for (const question of questions) {
      asked.push({ name: question.name, request: await requestOf(connection, question), times: [] as number[] });
    }
    for (let round = 0; round < ASKS; round += 1)
      for (const { request, times } of asked) times.push(await time(connection, request));
    return Object.fromEntries(
      asked.map(({ name, times }) => [name, { p50: median(times), p95: percentile(times, 0.95) }]),
    );
  } finally {
    connection.close();
    await server.stop();
  }
}

/** The request for the question's page, reached as people reach it: by the cursor of the page before. */
async function requestOf(connection: Connection, { token, path, page = 1 }: Question): Promise<string> {
  let request = requestText('GET', path, token);
  for (let turned = 0; turned < page; turned += 1) {
    const { status, body } = await connection.send(request);
    if (status !== 200) throw new Error(`${path}: ${status} ${body.toString()}`);
    if (turned === page - 1) break;
    const { next } = JSON.parse(body.toString()) as { next: string | null };
    if (next === null) throw new Error(`${path} has only ${turned + 1} pages`);
    request = requestText('GET', `${path}&after=${encodeURIComponent(next)}`, token);
  }
  return request;
}

async function time(connection: Connection, request: string): Promise<number> {
  const sent = performance.now();
  const { status } = await connection.send(request);
  if (status !== 200) throw new Error(`status ${status}`);
  return performance.now() - sent;
}

/** Each question's p95 at the largest size is held to the bound; growth is its median there over that at the smallest. */
function judge(bySize: readonly Record<string, Timing>[]): Report {
  const figures: Record<string, number> = {};
  const targets: Record<string, Target> = { worstP95Milliseconds: { atMost: P95_MILLISECONDS } };
  const [smallest, largest] = [bySize[0]!, bySize.at(-1)!];
  for (const [name, { p50, p95 }] of Object.entries(largest)) {
    figures[`${name}P50`] = p50;
    figures[`${name}P95`] = p95;
    figures[`${name}Growth4`] = bySize[1]![name]!.p50 / smallest[name]!.p50;
    figures[`${name}Growth16`] = p50 / smallest[name]!.p50;
  }
  figures.worstP95Milliseconds = Math.max(...Object.values(largest).map(({ p95 }) => p95));
  return reportOf('needs-triage', figures, targets);
}
