import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeliverySummary, NeedLine, NeedSummary } from '@baogong/contract';
import { callOf, standingOf } from './standing.ts';

const words = { zh: '口罩', en: 'Mask' };
const now = Date.parse('2020-02-03T06:00:00Z');

function line(part: Partial<NeedLine>): NeedLine {
  const still = { reserved: 0, inTransit: 0, delivered: 0, accepted: 0, rejected: 0, waived: 0 };
  const named = { id: 'line', item: 'mask', itemName: words, baseUnit: 'piece', baseUnitName: words };
  return { ...named, specification: null, said: null, requested: 5000, approved: 5000, ...still, ...part };
}

function need(status: NeedSummary['status'], part: Partial<NeedLine>, more: Partial<NeedSummary> = {}): NeedSummary {
  const lines = [line(part)];
  const about = { id: 'need', life: 'supply', status, lines, claimedBy: null, escalation: 0, neededBy: null, ...more };
  return about as NeedSummary;
}

function trip(expectedAt: string | null, quantity: number): DeliverySummary {
  const lines = [{ needId: 'need', quantity, itemName: words, baseUnitName: words }];
  return { status: 'in-transit', expectedAt, supplierName: 'Factory', lines } as unknown as DeliverySummary;
}

test('goods on the way are told with who brings them, how much, and when the next trip comes', () => {
  const trips = [trip(null, 500), trip('2020-02-03T08:00:00Z', 1000), trip('2020-02-03T07:40:00Z', 3000)];
  const standing = standingOf(need('dispatched', { inTransit: 4500 }), trips);
  assert.equal(standing.word, 'moving-until');
  assert.equal(standing.at, '2020-02-03T07:40:00Z');
  assert.equal(standing.goods[0]!.quantity, 3000);
  assert.equal(standing.moreTrips, 2);
});

test('goods that are there come before goods on the way: the receiver is waited for', () => {
  const both = need('dispatched', { inTransit: 2000, delivered: 3000 });
  assert.equal(standingOf(both, []).word, 'arrived');
  assert.equal(callOf(both, now), 'confirm');
});

test('a need that had everything and is among the dispatched again was disputed', () => {
  const disputed = need('dispatched', { delivered: 5000, accepted: 5000 });
  assert.equal(standingOf(disputed, []).word, 'disputed');
  assert.equal(callOf(disputed, now), 'disputed');
});

test('goods sent back are a dispute until others are on their way', () => {
  const rejected = { delivered: 5000, accepted: 4900, rejected: 100 };
  assert.equal(callOf(need('dispatched', rejected), now), 'disputed');
  assert.equal(callOf(need('dispatched', { ...rejected, inTransit: 100 }), now), null);
});

test('a need half received and half still to come is neither disputed nor waiting for me', () => {
  const half = need('dispatched', { delivered: 3000, accepted: 3000, reserved: 2000 });
  assert.equal(standingOf(half, []).word, 'reserved');
  assert.equal(callOf(half, now), null);
});

test('past its needed-by time, or climbed, it waits for me; ended it never does', () => {
  const late = { neededBy: '2020-02-03T05:00:00Z' };
  assert.equal(callOf(need('collected', {}, late), now), 'overdue');
  assert.equal(callOf(need('collected', {}, { escalation: 1 }), now), 'overdue');
  assert.equal(callOf(need('closed', {}, late), now), null);
});
