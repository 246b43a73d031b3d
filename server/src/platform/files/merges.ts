import { type Cell, HEADER_ROWS, type SheetRow } from './sheet.ts';
import { attribute, elementsIn } from './xml.ts';

/** Cells shown as one, columns from 0. */
export type Merge = { top: number; bottom: number; left: number; right: number };

const MOST_MERGES = 100_000;
const MOST_COPIES = 1_000_000;

/** The merged ranges that the end of a sheet's XML lists. */
export function mergesIn(xml: string): Merge[] {
  return elementsIn(xml, 'mergeCell')
    .slice(0, MOST_MERGES)
    .flatMap(({ attributes }) => {
      const found = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(attribute(attributes, 'ref') ?? '');
      if (!found) return [];
      const [, left = '', top, right = '', bottom] = found;
      return [{ top: Number(top), bottom: Number(bottom), left: lettersToColumn(left), right: lettersToColumn(right) }];
    });
}

/**
 * Gives the value of a merged range to each row that it covers, so that a hospital's name merged beside its ten rows counts
 * for all ten; across columns only in headings.
 */
export function spreadMerges(rows: readonly SheetRow[], merges: readonly Merge[]): void {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const headingEnd = rows[HEADER_ROWS]?.number ?? Infinity;
  let copies = 0;
  for (const merge of merges) {
    const value: Cell = byNumber.get(merge.top)?.cells[merge.left];
    if (value === undefined) continue;
    const right = merge.top < headingEnd ? Math.min(merge.right, merge.left + 50) : merge.left;
    for (let number = merge.top; number <= merge.bottom && copies < MOST_COPIES; number += 1) {
      const row = byNumber.get(number);
      if (!row) break;
      for (let column = merge.left; column <= right; column += 1, copies += 1) setIfEmpty(row.cells, column, value);
    }
  }
}

function setIfEmpty(cells: Cell[], column: number, value: Cell): void {
  while (cells.length <= column) cells.push(undefined);
  cells[column] ??= value;
}

function lettersToColumn(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
