import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../src/platform/engine/index.ts';
import { atEnd } from './at-end.ts';

let started: Promise<string> | undefined;

/**
 * A PostgreSQL of this test file's own. The log's horizon covers the whole server: a long transaction of another test file
 * on the shared one would hold events back, and a test of exactly that could not tell why.
 */
export function ownServer(): Promise<string> {
  return (started ??= start());
}

async function start(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baogong-own-'));
  const engine = await startEngine({ dataDir, log: () => {}, durability: 'disposable' });
  atEnd(async () => {
    await engine.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  return engine.url;
}
