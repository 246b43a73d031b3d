import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOf, type District, hullOf, type Point, shapesOf } from './cells.ts';

const districts: District[] = [
  {
    code: '420102',
    name: '江岸区',
    points: [
      [114.3, 30.6],
      [114.32, 30.62],
      [114.29, 30.64],
      [114.3, 30.6],
    ],
  },
  {
    code: '420106',
    name: '武昌区',
    points: [
      [114.31, 30.55],
      [114.34, 30.54],
      [114.36, 30.57],
    ],
  },
  { code: '420115', name: '江夏区', points: [[114.32, 30.35]] },
];

/** Even–odd rule. */
function holds(ring: readonly Point[], [east, north]: Point): boolean {
  return ring.slice(1).reduce((inside, [x, y], index) => {
    const [fromX, fromY] = ring[index]!;
    const crosses = fromY > north !== y > north && east < fromX + ((north - fromY) / (y - fromY)) * (x - fromX);
    return crosses ? !inside : inside;
  }, false);
}

test('each district holds its institutions and none of another; its label stands at one of them', () => {
  const shapes = shapesOf(districts);
  assert.deepEqual(
    shapes.map(({ name }) => name),
    districts.map(({ name }) => name),
  );
  for (const shape of shapes)
    for (const { code, points } of districts)
      for (const point of points)
        assert.equal(
          shape.cells.some((cell) => holds(cell, point)),
          code === shape.code,
          `${shape.name} ${point}`,
        );
  for (const { code, label } of shapes)
    assert.ok(districts.find((each) => each.code === code)!.points.some((point) => point.join() === label.join()));
});

test('a line is drawn where another district begins, and none inside a district', () => {
  const [alone] = shapesOf([districts[0]!]);
  const corners = alone!.borders.flat();
  // All of one district: its lines are the outermost ones, far from any institution.
  for (const point of districts[0]!.points)
    for (const corner of corners) assert.ok(Math.hypot(point[0] - corner[0], point[1] - corner[1]) > 0.003);
  assert.ok(shapesOf(districts)[0]!.borders.length > 0);
});

test('one institution, a row of them and 5,000 of them give shapes as well', () => {
  assert.equal(shapesOf([]).length, 0);
  assert.ok(shapesOf([districts[2]!])[0]!.cells[0]!.length > 8);
  const row = Array.from({ length: 5 }, (_, index): Point => [114 + index / 10, 30]);
  assert.equal(shapesOf([{ code: '1', name: 'a', points: row }])[0]!.cells.length, 5);
  const many = Array.from(
    { length: 5000 },
    (_, index): Point => [114 + ((index * 7919) % 1000) / 999, 30 + ((index * 104_729) % 997) / 996],
  );
  assert.ok(shapesOf([{ code: '1', name: 'a', points: many }])[0]!.cells.length <= 800);
  assert.deepEqual(boxOf(row), [114, 30, 114.4, 30]);
  assert.equal(
    hullOf([
      [0, 0],
      [2, 0],
      [1, 0.5],
      [2, 2],
      [0, 2],
    ]).length,
    4,
  );
});
