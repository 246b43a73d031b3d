import type { RegistrationRow } from '@baogong/contract';

const MAXIMUM_ROWS = 5000;

/** Rows out of pasted lines: number, next inspection, what the code says, maker; tabs, commas or semicolons between. A heading (a first cell without a digit) is left out. */
export function rowsOf(pasted: string): RegistrationRow[] {
  const lines = pasted
    .replaceAll('\uFEFF', '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  return lines
    .map((line) =>
      line.split(line.includes('\t') ? '\t' : /[,;\uFF0C\uFF1B]/).map((cell) => cell.trim().replaceAll(/^"|"$/g, '')),
    )
    .filter(([number = ''], index) => index > 0 || /\d/.test(number))
    .slice(0, MAXIMUM_ROWS)
    .map(([number = '', inspectBy, code, maker]) => ({
      number,
      inspectBy: inspectBy || null,
      code: code || null,
      maker: maker || null,
    }));
}
