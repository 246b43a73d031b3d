import pino from 'pino';
import { startServer, webFolder } from '../../server/src/main.ts';

/** Serves the database at the given URL until the parent lets go. */
const server = await startServer({
  databaseUrl: process.argv[2]!,
  logger: pino({ level: 'warn' }),
  publicUrl: 'http://127.0.0.1',
  host: '127.0.0.1',
  port: 0,
  webFolder,
});
process.send!({ url: server.url });
process.on('disconnect', () => void server.stop().then(() => process.exit(0)));
