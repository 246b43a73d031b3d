import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { itemFinder, shippedItems } from '../../catalogue/index.ts';
import { readWuhan2020, type ReplayEvent } from './wuhan2020.ts';

const folder = new URL('../../../../data/wuhan2020/', import.meta.url);
const csv = readFileSync(new URL('hospital_need_changes.csv', folder), 'utf8');
const findItem = itemFinder(shippedItems);
const stream = readWuhan2020(csv, findItem);
const head = csv.slice(0, csv.indexOf('\n') + 1);
const count = (matches: (event: ReplayEvent) => boolean) => stream.filter(matches).length;
const key = ({ hospital }: ReplayEvent) => `${hospital.city}/${hospital.district}/${hospital.name}`;

test('the stream holds all 4,824 changes of 180 hospitals, every item known', () => {
  const kinds = Object.groupBy(stream, ({ event }) => event);
  const counts = Object.fromEntries(Object.entries(kinds).map(([kind, events]) => [kind, events.length]));
  assert.deepEqual(counts, {
    'hospital-added': 299,
    'need-added': 3197,
    'quantity-changed': 795,
    'need-removed': 398,
    'hospital-removed': 135,
  });
  assert.equal(new Set(stream.map(({ hospital }) => hospital.name)).size, 180);
  assert.equal(new Set(stream.flatMap((event) => ('item' in event ? [event.item] : []))).size, 23);
});

test('the stream runs from 1 to 19 February 2020 and never goes back', () => {
  assert.equal(stream[0]?.at.toString(), '2020-01-31T17:59:22Z');
  assert.equal(stream.at(-1)?.at.toString(), '2020-02-19T10:11:12Z');
  for (const [place, { at }] of stream.entries())
    assert.ok(place === 0 || Temporal.Instant.compare(stream[place - 1]?.at ?? at, at) <= 0);
});

test('played to its end, the stream leaves the needs of the last list', () => {
  const open = new Map<string, Set<string>>();
  for (const event of stream) {
    if (event.event === 'hospital-removed') open.delete(key(event));
    if (event.event === 'need-added') open.set(key(event), (open.get(key(event)) ?? new Set()).add(event.item));
    if (event.event === 'need-removed') open.get(key(event))?.delete(event.item);
  }
  assert.equal(
    [...open.values()].reduce((sum, items) => sum + items.size, 0),
    1549,
  );
});

test('unknown stays unknown: the form’s 1, a blank, a number whose unit nobody told', () => {
  const read = (item: string, quantity: string) =>
    readWuhan2020(
      `${head}a,2020-02-01T01:59:22+08:00,武汉市,\t,协和医院,need_added,${item},,${quantity},\n`,
      findItem,
    )[0];
  const quantities = (item: string, quantity: string) => {
    const event = read(item, quantity);
    return event?.event === 'need-added' ? [event.quantity, event.stated] : [];
  };
  assert.deepEqual(quantities('医用防护口罩 | N95口罩', '10000'), [10_000, 10_000]);
  assert.deepEqual(quantities('医用防护口罩 | N95口罩', '1'), [null, null]);
  assert.deepEqual(quantities('防护服', ''), [null, null]);
  assert.deepEqual(quantities('84消毒液', '500'), [null, 500]);
  assert.deepEqual(quantities('乳胶手套', '500'), [null, 500]);
  assert.equal(read('防护服', '5')?.hospital.district, '');
  assert.ok(count((event) => 'quantity' in event && event.quantity === 1) === 0);
});

test('a row that cannot be read stops the reading with its line', () => {
  assert.throws(
    () => readWuhan2020(`${head}a,yesterday,武汉市,,协和医院,need_added,防护服,,1,\n`, findItem),
    /line 2[^]*committed_at/,
  );
  assert.throws(
    () => readWuhan2020(`${head}a,2020-02-01T01:59:22+08:00,武汉市,,协和医院,need_added,飞机,,1,\n`, findItem),
    /飞机/,
  );
});
