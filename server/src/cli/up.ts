import { spawn } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSetup } from '../identity/index.ts';
import { createLogger, prepareDatabase, type RunningServer, startServer, webFolder } from '../main.ts';
import { type Config, loadConfig, repositoryFolder } from '../platform/config.ts';
import { type Db, openDatabase } from '../platform/db/database.ts';
import { startEngine } from '../platform/engine/index.ts';
import { isEmptyCity, seedDemo } from '../exercises/index.ts';

export const summary = 'start the platform: database, demo city, pages and API on one port';

export const usage = [
  './baogong up [--empty]',
  '',
  'Starts the embedded PostgreSQL (or uses DATABASE_URL), brings it up to date, loads the demo city into an empty',
  'database, serves pages and API on one port and prints the address and freshly made sign-ins. Ctrl-C stops everything;',
  'data stays in the data folder.',
  '',
  '  --empty  no demo city: the page leads through the first administrator and the choice of the city',
  '',
  'Settings: ./baogong help config',
].join('\n');

type Started = { server: RunningServer; stop(): Promise<void> };

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { empty: { type: 'boolean', default: false } } });
  const config = loadConfig();
  const ended = untilSignal();
  const started = await start(config, values.empty);
  console.log(
    `\n  Baogong 保供  →  ${started.server.url}\n\n  Ctrl-C stops everything; data stays in ${config.databaseUrl ? 'your PostgreSQL' : config.dataDir}\n`,
  );
  await ended;
  console.error('Stopping … 正在停止');
  await started.stop();
  return 0;
}

async function start(config: Config, empty: boolean): Promise<Started> {
  await buildPages();
  const logger = createLogger(config);
  const engine = config.databaseUrl
    ? { url: config.databaseUrl, stop: async () => {} }
    : await startEngine({ dataDir: config.dataDir, log: (line) => logger.info({ engine: true }, line) });
  try {
    await prepareDatabase(engine.url);
    await welcome(engine.url, empty);
    const server = await startServer({
      databaseUrl: engine.url,
      logger,
      publicUrl: config.publicUrl,
      host: config.host,
      port: config.port,
      connections: config.databasePool,
      mapTiles: config.mapTiles,
      webFolder,
    });
    return {
      server,
      async stop() {
        await server.stop();
        await engine.stop();
      },
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/** On an empty database: the demo city with its sign-ins, or the code for the first administrator. */
async function welcome(url: string, empty: boolean): Promise<void> {
  const { db, close } = openDatabase(url, 2);
  try {
    if (!empty && (await isEmptyCity(db))) await printDemo(db);
    const code = await openSetup(db);
    if (code)
      console.log(`\n  First administrator: open /setup with this code\n  首位管理员：打开 /setup，输入口令  ${code}`);
  } finally {
    await close();
  }
}

async function printDemo(db: Db): Promise<void> {
  const people = await seedDemo(db);
  console.log(
    '\n  Demo city 演示城市. Sign-ins, made just now and shown only here (./baogong password ACCOUNT makes a new one):\n',
  );
  for (const { account, password, purpose } of people) {
    console.log(`    ${account.padEnd(12)} ${password.padEnd(18)} ${purpose.zh} · ${purpose.en}`);
  }
}

/** Builds the pages when they are missing or older than their sources. */
async function buildPages(): Promise<void> {
  if (existsSync(join(webFolder, 'index.html')) && !pagesAreStale()) return;
  console.error('Building the pages … 正在构建页面');
  const vite = join(repositoryFolder, 'node_modules', '.bin', 'vite');
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(vite, ['build', '--logLevel', 'error'], {
      cwd: join(repositoryFolder, 'web'),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (exit) => resolve(exit ?? 1));
  });
  if (code !== 0) throw new Error('The pages could not be built; see the lines above.');
}

/** True when a source of the pages changed after they were built. */
function pagesAreStale(): boolean {
  const built = statSync(join(webFolder, 'index.html')).mtimeMs;
  const sources = globSync(
    ['web/src/**/*', 'web/index.html', 'web/vite.config.ts', 'contract/src/**/*', 'package-lock.json'],
    { cwd: repositoryFolder },
  );
  return sources.some((file) => statSync(join(repositoryFolder, file)).mtimeMs > built);
}

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
