import { limits } from './limits.ts';
import { type FaultList, isObject, kindOf, pathTo } from './shape.ts';
import { nearestKey } from './spelling.ts';

/** Faults told of one matrix; the rest of it is usually wrong in the same way. */
const MOST_OF_A_MATRIX = 5;

const kinds = ['durations', 'distances', 'costs'] as const;

/** The size of all matrices; undefined when there are none, or none that says it. */
export function findMatrixFaults(matrices: unknown, faults: FaultList): number | undefined {
  if (matrices === undefined) return undefined;
  if (!isObject(matrices)) {
    faults.add('$.matrices', 'not-an-object', { found: kindOf(matrices) });
    return undefined;
  }
  let size: number | undefined;
  for (const [profile, given] of Object.entries(matrices)) {
    const path = pathTo('$.matrices', profile);
    if (!isObject(given)) faults.add(path, 'not-an-object', { found: kindOf(given) });
    else size = checkProfile(given, path, size, faults);
  }
  return size;
}

function checkProfile(
  given: Record<string, unknown>,
  path: string,
  expected: number | undefined,
  faults: FaultList,
): number | undefined {
  if (given.durations === undefined) faults.add(`${path}.durations`, 'missing');
  let size = expected;
  for (const kind of kinds) {
    if (given[kind] === undefined) continue;
    const own = checkMatrix(given[kind], `${path}.${kind}`, faults);
    if (own === undefined) continue;
    if (size !== undefined && own !== size)
      faults.add(`${path}.${kind}`, 'matrix-sizes-differ', { found: own, expected: size });
    size ??= own;
  }
  for (const key of Object.keys(given)) {
    const meant = kinds.some((kind) => kind === key) ? undefined : nearestKey(key, kinds);
    if (meant !== undefined) faults.add(pathTo(path, key), 'unknown-key', { meant });
  }
  return size;
}

/** Gives the number of rows, if it is a matrix at all. */
function checkMatrix(matrix: unknown, path: string, faults: FaultList): number | undefined {
  if (matrix instanceof Int32Array) return checkFlat(matrix, path, faults);
  if (!Array.isArray(matrix)) {
    faults.add(path, 'not-a-list', { found: kindOf(matrix) });
    return undefined;
  }
  if (matrix.length === 0) faults.add(path, 'empty');
  const until = faults.found.length + MOST_OF_A_MATRIX;
  for (let row = 0; row < matrix.length && faults.found.length < until && !faults.isFull; row += 1)
    checkRow(matrix[row], matrix.length, `${path}[${row}]`, faults, until);
  return matrix.length;
}

function checkRow(row: unknown, size: number, path: string, faults: FaultList, until: number): void {
  if (!Array.isArray(row)) return faults.add(path, 'not-a-list', { found: kindOf(row) });
  if (row.length !== size) return faults.add(path, 'matrix-not-square', { found: row.length, expected: size });
  for (let column = 0; column < size; column += 1) {
    const value: unknown = row[column];
    // True of just the whole numbers from 0 to 4,294,967,295; the only test in the usual case.
    if (typeof value === 'number' && value >>> 0 === value) continue;
    if (faults.found.length >= until) return;
    reportEntry(value, `${path}[${column}]`, faults);
  }
}

function checkFlat(matrix: Int32Array, path: string, faults: FaultList): number {
  const size = Math.round(Math.sqrt(matrix.length));
  if (matrix.length === 0) faults.add(path, 'empty');
  else if (size * size !== matrix.length)
    faults.add(path, 'matrix-not-square', { found: matrix.length, expected: size * size });
  const until = faults.found.length + MOST_OF_A_MATRIX;
  for (let at = 0; at < matrix.length && faults.found.length < until; at += 1)
    if (matrix[at]! < 0) reportEntry(matrix[at], `${path}[${at}]`, faults);
  return size;
}

function reportEntry(value: unknown, path: string, faults: FaultList): void {
  if (typeof value !== 'number' || Number.isNaN(value))
    faults.add(path, 'not-a-number', { found: typeof value === 'number' ? 'NaN' : kindOf(value) });
  else if (value < 0) faults.add(path, 'negative', { found: value });
  else if (value > limits.unsigned) faults.add(path, 'too-large', { found: String(value), most: limits.unsigned });
  else faults.add(path, 'not-an-integer', { found: value });
}
