import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chinaBounds, distanceMetres, fromWgs84, toWgs84, type Position } from './coordinates.ts';

/** Tiananmen gate in the three systems. */
const tiananmen = {
  'WGS-84': { longitude: 116.391263, latitude: 39.907223 },
  'GCJ-02': { longitude: 116.397506, latitude: 39.908626 },
  'BD-09': { longitude: 116.403878, latitude: 39.914973 },
};

function converted(given: Parameters<typeof toWgs84>[0]): Position {
  const result = toWgs84(given);
  assert.ok(result.ok);
  return result;
}

test('one place given in three systems comes out at one place, some 555 m from where the web map said', () => {
  const { 'WGS-84': truth, 'GCJ-02': webMap, 'BD-09': otherMap } = tiananmen;
  assert.ok(distanceMetres(converted({ ...webMap, system: 'GCJ-02' }), truth) < 3);
  assert.ok(distanceMetres(converted({ ...otherMap, system: 'BD-09' }), truth) < 3);
  assert.deepEqual(toWgs84({ ...truth, system: 'WGS-84' }), { ok: true, ...truth });
  const offset = distanceMetres(webMap, converted({ ...webMap, system: 'GCJ-02' }));
  assert.ok(offset > 545 && offset < 565, `${offset} m`);
});

test('what is no place in China is refused with the reason', () => {
  const reason = (longitude: number, latitude: number) => {
    const result = toWgs84({ longitude, latitude, system: 'WGS-84' });
    return result.ok ? 'taken' : result.reason;
  };
  assert.equal(reason(39.9, 116.4), 'swapped');
  assert.equal(reason(0, 0), 'outside-china');
  assert.equal(reason(2.35, 48.85), 'outside-china');
  assert.equal(reason(Number.NaN, 39), 'not-a-number');
  const unknown = { longitude: 116, latitude: 39, system: 'toString' as 'WGS-84' };
  assert.deepEqual(Object.entries(toWgs84(unknown))[1], ['reason', 'unknown-system']);
});

test('there and back again is less than half a metre, anywhere in China', () => {
  const { west, east, south, north } = chinaBounds;
  const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  fc.assert(
    fc.property(double(west + 1, east - 1), double(south + 1, north - 1), (longitude, latitude) => {
      const there = fromWgs84({ longitude, latitude }, 'GCJ-02');
      const back = converted({ ...there, system: 'GCJ-02' });
      assert.ok(distanceMetres(back, { longitude, latitude }) < 0.5);
    }),
  );
});

test('distances are metres: one degree of latitude is 111.2 km', () => {
  const distance = distanceMetres({ longitude: 116, latitude: 39 }, { longitude: 116, latitude: 40 });
  assert.ok(Math.abs(distance - 111_195) < 1);
});
