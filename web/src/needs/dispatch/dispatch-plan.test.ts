import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NeedLine, Suggestion } from '@baogong/contract';
import fc from 'fast-check';
import { commandOf, faultOf, missingOf, plannedOf, planOf, withApproved, withQuantity } from './dispatch-plan.ts';

const none = { approved: null, reserved: 0, inTransit: 0, delivered: 0, accepted: 0, rejected: 0, waived: 0 };
const name = { zh: '口罩', en: 'Mask' };

function lineAsking(requested: number | null, more: Partial<NeedLine> = {}): NeedLine {
  const words = {
    item: 'mask',
    itemName: name,
    baseUnit: 'piece',
    baseUnitName: name,
    specification: null,
    said: null,
  };
  return { id: 'line', ...words, requested, ...none, ...more };
}

function source(sourceId: string, available: number, quantity: number, chosen = true): Suggestion {
  const known = { lineId: 'line', supplierId: 's', supplierName: 'S', distanceKm: 3, reason: 'nearest' };
  return { ...known, sourceId, available, quantity, chosen, arrivesAt: '2020-02-03T08:00:00Z' };
}

test('the proposed sources are preselected and the alternatives wait with nothing taken', () => {
  const [plan] = planOf({ lines: [lineAsking(100)] }, [
    source('a', 60, 60),
    source('b', 90, 40),
    source('c', 500, 40, false),
  ]);
  assert.deepEqual(commandOf([plan!]), {
    approvals: [{ lineId: 'line', quantity: 100 }],
    sources: [
      { lineId: 'line', sourceId: 'a', quantity: 60 },
      { lineId: 'line', sourceId: 'b', quantity: 40 },
    ],
  });
  assert.equal(missingOf(plan!), 0);
});

test('an unknown quantity stays unknown until the dispatcher says a number', () => {
  const [plan] = planOf({ lines: [lineAsking(null)] }, [source('a', 60, 10, false)]);
  assert.equal(plan!.approved, null);
  assert.deepEqual(faultOf([plan!]), { fault: 'quantity', lineId: 'line' });
  assert.equal(faultOf([withApproved(plan!, 30)]), null);
  assert.equal(plannedOf(withApproved(plan!, 30)), 30);
});

test('what is held, under way, arrived and given up is not asked for again, but rejected goods are', () => {
  const line = lineAsking(100, { approved: 100, reserved: 10, inTransit: 20, delivered: 30, rejected: 5, waived: 15 });
  const [plan] = planOf({ lines: [line] }, []);
  assert.equal(plan!.open, 30);
});

test('a fraction of a piece is refused, not rounded', () => {
  const [plan] = planOf({ lines: [lineAsking(50)] }, [source('a', 500, 50)]);
  assert.deepEqual(faultOf([withQuantity(plan!, 'a', 1.5)]), { fault: 'whole', lineId: 'line' });
});

test('taking more than the line lacks is refused before it is sent', () => {
  const [plan] = planOf({ lines: [lineAsking(50)] }, [source('a', 500, 50)]);
  assert.deepEqual(faultOf([withQuantity(plan!, 'a', 60)]), { fault: 'too-much', lineId: 'line' });
});

test('whatever is approved, no source gives more than it has and the plan never exceeds the gap', () => {
  const stocks = fc.array(fc.nat(1000), { maxLength: 8 });
  fc.assert(
    fc.property(stocks, fc.nat(3000), (available, approved) => {
      const [plan] = planOf(
        { lines: [lineAsking(null)] },
        available.map((stock, index) => source(String(index), stock, 1, false)),
      );
      const fitted = withApproved(plan!, approved);
      assert.ok(fitted.options.every(({ quantity, available }) => quantity <= available));
      assert.equal(plannedOf(fitted) + missingOf(fitted), approved);
    }),
  );
});
