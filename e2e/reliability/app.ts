/**
 * One process of the platform as `up` runs it, without pages: the embedded PostgreSQL of BAOGONG_DATA with fsync on, the
 * API on a free port. Says where it is in one line of JSON; lives until it is killed.
 */
import { prepareDatabase, startEngine, startServer } from '@baogong/server/testing';
import pino from 'pino';

const dataDir = process.env.BAOGONG_DATA;
if (!dataDir) throw new Error('BAOGONG_DATA names the data folder');

const logger = pino({ level: process.env.BAOGONG_LOG_LEVEL ?? 'fatal' }, pino.destination(2));
const engine = await startEngine({ dataDir, log: (line) => logger.info(line) });
await prepareDatabase(engine.url);
const { url } = await startServer({
  databaseUrl: engine.url,
  logger,
  publicUrl: 'http://127.0.0.1',
  host: '127.0.0.1',
  port: 0,
});
process.stdout.write(`${JSON.stringify({ url, databaseUrl: engine.url })}\n`);
