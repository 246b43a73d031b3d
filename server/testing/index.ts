/** What stories and reliability tests of other packages may use of the server. */
export { openTestDatabase, type TestDatabase } from './database.ts';
export { ledgerFaults } from './ledger-faults.ts';
export { type Client, clientFor } from './server.ts';
export { stockUp } from './stock-up.ts';
export { type Town, openTown } from './town.ts';
export { seedDemo } from '../src/exercises/index.ts';
export { createPersonInside, createTokenInside, openSetup } from '../src/identity/index.ts';
export { type RunningServer, prepareDatabase, startServer } from '../src/main.ts';
export { systemActor } from '../src/platform/actor.ts';
export { type Database, type Db, openDatabase } from '../src/platform/db/database.ts';
export { startEngine } from '../src/platform/engine/index.ts';
export { readMapTiles } from '../src/platform/map-tiles.ts';
