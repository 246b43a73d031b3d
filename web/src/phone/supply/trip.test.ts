import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stillOpen, stopsOf, tripOf, withOrder, type Order } from './trip.ts';

const orders = [
  { reservationId: 'a', organisationName: 'North', open: 5000 },
  { reservationId: 'b', organisationName: 'North', open: 200 },
  { reservationId: 'c', organisationName: 'South', open: 30 },
] as Order[];
const [north, masks, south] = orders as [Order, Order, Order];

test('an order that is ticked goes whole, several needs on one trip', () => {
  const load = withOrder(withOrder({}, north, true), south, true);
  assert.deepEqual(tripOf(orders, load).lines, [
    { reservationId: 'a', quantity: 5000 },
    { reservationId: 'c', quantity: 30 },
  ]);
  assert.equal(stopsOf(orders, load), 2);
  assert.deepEqual(withOrder(load, north, false), { c: '30' });
});

test('part of an order may go; more than is open, nothing or nonsense may not', () => {
  assert.deepEqual(tripOf(orders, { a: '3,000' }).lines, [{ reservationId: 'a', quantity: 3000 }]);
  for (const typed of ['5001', '0', '', 'many']) {
    assert.deepEqual(tripOf(orders, { b: '1', a: typed }), { lines: [], faulty: north }, typed);
  }
  assert.equal(tripOf(orders, { b: '201' }).faulty, masks);
});

test('an order that was sent or freed elsewhere leaves the load', () => {
  assert.deepEqual(stillOpen({ a: '1', gone: '2' }, orders), { a: '1' });
});
