import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine } from './examine.ts';
import { randomTown } from './made-town.ts';
import { compile } from './model.ts';
import { seededRandom } from './random.ts';
import { emptySchedule } from './schedule.ts';
import { startSearch, step, typicalTrip } from './search.ts';
import { emptySnapshot, planOf, restoreSnapshot, takeSnapshot } from './snapshot.ts';

test('what a thousand small changes leave is what the same plan comes to when worked out anew', () => {
  const random = seededRandom(3);
  let compared = 0;
  for (let run = 0; run < 20; run += 1) {
    const town = randomTown(random);
    const { usable } = examine(town);
    const model = compile(town, usable);
    if (model.pairDriver.length === 0 || model.sinkList.length === 0) continue;
    const search = startSearch(model, run, usable);
    search.temperature = typicalTrip(model) * 0.1;
    const snapshot = emptySnapshot();
    for (let index = 0; index < 3000; index += 1) {
      if (!step(search) || index % 20 !== 0) continue;
      takeSnapshot(snapshot, search.schedule);
      const anew = emptySchedule(model);
      restoreSnapshot(anew, snapshot);
      assert.deepEqual(anew.figures, search.currentFigures, `town ${run}, change ${index}`);
      assert.deepEqual(planOf(anew), planOf(search.schedule), `town ${run}, change ${index}`);
      compared += 1;
    }
  }
  assert.ok(compared > 200, `${compared} plans compared`);
});
