import { parseArgs } from 'node:util';
import { newId } from '@baogong/contract';
import { type Outcome, play, type Progress, type Speed, speedCodes } from '../exercises/index.ts';
import { createTokenInside, revokeTokenInside } from '../identity/index.ts';
import { createLogger, prepareDatabase, startServer } from '../main.ts';
import { type Config, loadConfig } from '../platform/config.ts';
import { openDatabase } from '../platform/db/database.ts';
import { UsageFailure } from './command.ts';
import { inTransaction, tellServers, withDatabaseUrl } from './database.ts';

export const summary = 'play the real needs of February 2020 through the public API';

export const usage = [
  './baogong replay wuhan2020 [--speed max] [--json] [--url http://127.0.0.1:8787] [--seed 1]',
  '',
  'Plays the need lists of 180 hospitals of Hubei, 1–19 February 2020 (data/wuhan2020), through the API: hospitals ask, a',
  'scripted dispatcher dispatches three times a day, invented suppliers ship, hospitals confirm and close. Each item of a',
  'hospital is one need, so that each change of the lists is a change of one need. Plays against the running server; when',
  'none runs, starts one for as long as it takes. Needs the database beside it, for a token of its own.',
  '',
  `  --speed  ${speedCodes.join(', ')}: virtual time in a second; max is as fast as the server takes it`,
  '  --json   the last line on standard output is one JSON object',
  '  --url    the running server; default: the one at HOST and PORT',
  '  --seed   what looks like chance (returns, disputes, rejected goods) follows from it; default 1',
  '',
  'Counts (open + closed + withdrawn + merged = collected; checked against what /figures of Hubei grew by, exit 1 if not):',
  '  collected        all needs that were ever collected; total is the same',
  '  dispatched       of these, needs that ever were dispatched; fulfilled: that ever were fulfilled',
  '  closed           closed out by the hospital, with a receipt or as met elsewhere',
  '  withdrawn        taken off the list before they were dispatched',
  '  open             neither closed nor withdrawn nor merged at the end: for these there was nothing left to send',
  '  currentByStatus  how many stand in each status at the end',
  '  refused          steps dropped because somebody outside the replay had been faster',
  '  changedByOthers  needs that somebody outside the replay moved on',
].join('\n');

const options = {
  speed: { type: 'string', default: 'max' },
  json: { type: 'boolean', default: false },
  url: { type: 'string' },
  seed: { type: 'string', default: '1' },
} as const;

type Server = { url: string; stop(): Promise<void> };

/** Plays the stream and prints the counts. Exit code 1 when they do not add up, 130 when interrupted. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const { speed, seed, url } = checked(values, positionals);
  const config = loadConfig();
  const stopping = stopOnSignals();
  const progress = showProgress();
  const runId = newId();
  try {
    const outcome = await withDatabaseUrl(config, (databaseUrl) =>
      withServer(config, databaseUrl, url, (server) =>
        withToken(databaseUrl, (administrator) =>
          play({ url: server, administrator, runId, seed, speed, signal: stopping, onProgress: progress.note }),
        ),
      ),
    );
    progress.end();
    report(outcome, { runId, seed, speed, json: values.json });
    return outcome.disagreements.length === 0 ? 0 : 1;
  } catch (error) {
    progress.end();
    if (!stopping.aborted) throw error;
    console.error('Stopped. 已停止。');
    return 130;
  }
}

function checked(values: { speed: string; seed: string; url?: string | undefined }, positionals: string[]) {
  const [stream, ...rest] = positionals;
  if (stream !== 'wuhan2020' || rest.length > 0) throw new UsageFailure('Say what to play: wuhan2020.');
  const speed = speedCodes.find((each) => each === values.speed);
  if (!speed) throw new UsageFailure(`--speed must be one of: ${speedCodes.join(', ')}.`);
  if (!/^\d{1,9}$/.test(values.seed)) throw new UsageFailure('--seed must be a whole number.');
  if (values.url !== undefined && !/^https?:\/\/[^/]+\/?$/.test(values.url))
    throw new UsageFailure('--url must be an address without a path, such as http://127.0.0.1:8787.');
  return { speed, seed: Number(values.seed), url: values.url?.replace(/\/$/, '') };
}

function stopOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

/** One line a second on standard error. */
function showProgress() {
  let latest: Progress | undefined;
  const timer = setInterval(() => {
    if (!latest) return;
    const { virtualTime, played, total, collected, dispatched, fulfilled, closed, withdrawn, open } = latest;
    const figures = Object.entries({ collected, dispatched, fulfilled, closed, withdrawn, open });
    console.error(
      [virtualTime?.slice(0, 16), `${played}/${total}`, ...figures.map(([name, count]) => `${name} ${count}`)].join(
        '  ',
      ),
    );
  }, 1000);
  return {
    note: (progress: Progress) => void (latest = progress),
    end: () => clearInterval(timer),
  };
}

function report(outcome: Outcome, run: { runId: string; seed: number; speed: Speed; json: boolean }): void {
  const { figures: _figures, disagreements, ...counts } = outcome;
  for (const each of disagreements) console.error(`Does not add up 对不上: ${each}`);
  const { json, ...named } = run;
  const line = { ...counts, total: counts.collected, ...named, addsUp: disagreements.length === 0 };
  if (json) return console.log(JSON.stringify(line));
  const { collected, dispatched, fulfilled, closed, withdrawn, merged, open } = counts;
  for (const [name, count] of Object.entries({ collected, dispatched, fulfilled, closed, withdrawn, merged, open }))
    console.log(`${name.padEnd(11)}${String(count).padStart(6)}`);
  console.log(`${counts.events} changes, ${counts.rounds} rounds, ${counts.requests} requests in ${counts.seconds} s`);
}

/** The server named, or the one that answers where this city's server listens, or one started for the occasion. */
async function withServer<Answer>(
  config: Config,
  databaseUrl: string,
  named: string | undefined,
  work: (url: string) => Promise<Answer>,
): Promise<Answer> {
  const usual = named ?? `http://127.0.0.1:${config.port}`;
  if (await answers(usual)) return work(usual);
  if (named !== undefined) throw new UsageFailure(`No server answers at ${named}.`);
  const server = await startOwn(config, databaseUrl);
  return work(server.url).finally(() => server.stop());
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3000) }).catch(() => undefined);
  return answer?.ok ?? false;
}

async function startOwn(config: Config, databaseUrl: string): Promise<Server> {
  await prepareDatabase(databaseUrl);
  return startServer({
    databaseUrl,
    logger: createLogger(config),
    publicUrl: 'http://127.0.0.1',
    host: '127.0.0.1',
    port: 0,
    connections: config.databasePool,
  });
}

/** An administrator's token for a day at most, revoked after use. */
async function withToken<Answer>(databaseUrl: string, work: (secret: string) => Promise<Answer>): Promise<Answer> {
  const { db, close } = openDatabase(databaseUrl, 1);
  try {
    const { token, secret } = await inTransaction(db, (act) =>
      createTokenInside(act, { role: 'administrator', areaCode: '42', name: '2020 回放', days: 1 }),
    );
    try {
      return await work(secret);
    } finally {
      await inTransaction(db, (act) => revokeTokenInside(act, token.id));
      await tellServers(databaseUrl);
    }
  } finally {
    await close();
  }
}
