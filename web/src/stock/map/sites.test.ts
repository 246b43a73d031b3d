import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StockMap } from '@baogong/contract';
import { afterOf, changesOf, countsOf, litAt, takeIn } from './sites.ts';

const minute = 60_000;
const start = Date.parse('2022-12-20T00:00:00Z');
const second = (minutes: number) => start / 1000 + minutes * 60;

/** `[id, red in so many minutes, yellow in so many]` */
function answer(sites: [string, number | null, number | null][], more: Partial<StockMap> = {}): StockMap {
  const all = <Value>(value: (site: (typeof sites)[number]) => Value) => sites.map(value);
  return {
    at: new Date(start).toISOString(),
    version: '7-1',
    ground: { system: 'WGS-84', tiles: null, districts: [] },
    gone: [],
    cut: false,
    sites: {
      ids: all(([id]) => id),
      names: all(([id]) => `机构 ${id}`),
      areas: all(() => 0),
      areaNames: ['江岸区'],
      positions: all(() => [114.3, 30.6]),
      stocks: all(() => 2),
      unread: all(([, red]) => (red === null ? 1 : 0)),
      redAt: all(([, red]) => (red === null ? null : second(red))),
      yellowAt: all(([, , yellow]) => (yellow === null ? null : second(yellow))),
      dryAt: all(([, red]) => (red === null ? null : second(red + 60))),
    },
    ...more,
  };
}

test('lamps turn by the clock alone, and the order with them', () => {
  const state = takeIn(
    undefined,
    answer([
      ['green', 500, 400],
      ['unread', null, null],
      ['soon', 90, 10],
    ]),
    start,
  );
  const lamps = (minutes: number) => litAt(state, start + minutes * minute).map(({ id, lamp }) => `${id} ${lamp}`);
  assert.deepEqual(lamps(0), ['unread grey', 'soon green', 'green green']);
  assert.deepEqual(lamps(10), ['soon yellow', 'unread grey', 'green green']);
  assert.deepEqual(lamps(90), ['soon red', 'unread grey', 'green green']);
  assert.deepEqual(countsOf(litAt(state, start)), { red: 0, yellow: 0, grey: 1, green: 2 });
});

test('what changed is laid over what was; all the rest stays the same object', () => {
  const before = takeIn(
    undefined,
    answer([
      ['one', 500, 400],
      ['two', 500, 400],
      ['three', 500, 400],
    ]),
    start,
  );
  const part = answer([['two', 5, 2]], { ground: null, gone: ['three'], version: '8-1' });
  const after = takeIn(before, part, start + 500);
  assert.deepEqual([...after.sites.keys()], ['one', 'two']);
  assert.equal(after.sites.get('one'), before.sites.get('one'));
  assert.equal(after.sites.get('two')?.redAt, second(5));
  assert.equal(after.ground, before.ground);
  const nothing = answer([], { ground: null, version: '9-1' });
  assert.equal(takeIn(after, nothing, start + 900).sites, after.sites, 'nothing to draw again');
});

test('the map is told which lamps turned, and draws all anew only where sites came, went or moved', () => {
  const before = takeIn(
    undefined,
    answer([
      ['one', 500, 400],
      ['two', 500, 400],
    ]),
    start,
  );
  const part = (sites: Parameters<typeof answer>[0], more = {}) =>
    litAt(takeIn(before, answer(sites, { ground: null, version: '8-1', ...more }), start), start);
  const told = (after: ReturnType<typeof litAt>) => {
    const { turned, isMoved } = changesOf(litAt(before, start), after);
    return [turned.map(({ id, lamp }) => `${id} ${lamp}`).join(), isMoved];
  };
  assert.deepEqual(told(part([['two', 450, 350]])), ['', false]);
  assert.deepEqual(told(part([['two', 50, -10]])), ['two yellow', false]);
  assert.deepEqual(told(part([], { gone: ['two'] })), ['', true]);
  assert.deepEqual(told(part([['three', 500, 400]])), ['three green', true]);
  const moved = answer([['two', 500, 400]]);
  moved.sites.positions = [[114.3, 30.7]];
  assert.deepEqual(told(part([], { sites: moved.sites })), ['', true]);
});

test('changes are asked for as long as the whole is fresh; a device whose clock is wrong shows the server’s time', () => {
  const state = takeIn(undefined, answer([['one', 5, 2]]), start - 90 * minute);
  assert.equal(afterOf(undefined, start), undefined);
  assert.equal(afterOf(state, state.wholeAt + minute), '7-1');
  assert.equal(afterOf(state, state.wholeAt + 6 * minute), undefined);
  assert.equal(state.ahead, 90 * minute);
});
