import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openTestDatabase } from '../../../testing/database.ts';
import { walkLedger, walkOf } from '../../../testing/ledger-walk.ts';
import { openTown } from '../../../testing/town.ts';
import { openDatabase } from '../../platform/db/database.ts';

/** The long run is `npm run bench -- goods-invariants --steps 200000`. */
test('whatever comes, goes, is held, sent, turned back, counted and corrected, within and between organisations, the ledger holds', async (t) => {
  const database = openDatabase((await openTestDatabase()).url, 2);
  t.after(() => database.close());
  const town = await openTown(database.db, Temporal.Instant.from('2026-01-01T00:00:00Z'));
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(walkOf(150), (steps) => walkLedger(database.db, town, steps, done)),
    { numRuns: 3 },
  );
  t.diagnostic(
    [...done]
      .map(([what, count]) => `${what} ${count}`)
      .toSorted()
      .join(', '),
  );
  for (const what of ['come', 'go', 'ship', 'arrive', 'count', 'correct', 'offer', 'send', 'confirm', 'let-go'])
    assert.ok(done.get(`${what} done`), `${what} was never done`);
});
