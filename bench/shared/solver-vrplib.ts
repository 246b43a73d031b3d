/** A file in the VRPLIB text format: `KEY : value` lines, then sections of rows of numbers, the first of which numbers the node. */
export type Vrplib = { headers: ReadonlyMap<string, string>; sections: ReadonlyMap<string, readonly number[][]> };

/** @throws Error with the line's number where a row is not made of numbers */
export function readVrplib(text: string): Vrplib {
  const headers = new Map<string, string>();
  const sections = new Map<string, number[][]>();
  let rows: number[][] | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    const [, key, value] = /^([A-Z_]+)\s*:\s*(.*)$/.exec(trimmed) ?? [];
    if (trimmed === '' || trimmed === 'EOF') continue;
    else if (key !== undefined) headers.set(key, value!);
    else if (trimmed.endsWith('_SECTION')) sections.set(trimmed, (rows = []));
    else if (rows !== undefined) rows.push(numbersOf(trimmed, index + 1));
  }
  return { headers, sections };
}

/** @throws Error if there is no such header or it is no number */
export function numberOf(file: Vrplib, header: string): number {
  const value = Number(file.headers.get(header) ?? Number.NaN);
  if (Number.isNaN(value)) throw new Error(`The file has no number under ${header}.`);
  return value;
}

/** The second column of a section, in the order of its rows; undefined if there is no such section. */
export function columnOf(file: Vrplib, section: string): number[] | undefined {
  return file.sections.get(section)?.map((row) => row[1]!);
}

/** Routes as lists of places, one per vehicle of the file where the format keeps them apart, and the cost that is stated. */
export type PublishedSolution = { routes: number[][]; cost: number; /** Digits behind its point. */ decimals: number };

export function readSolution(text: string): PublishedSolution {
  const routes = [...text.matchAll(/^Route #\d+:(.*)$/gm)].map((match) =>
    match[1]!.split(/\s+/).filter(Boolean).map(Number),
  );
  const cost = /^Cost:?\s*([\d.]+)/m.exec(text)?.[1];
  if (cost === undefined) throw new Error('The solution states no cost.');
  return { routes, cost: Number(cost), decimals: cost.split('.')[1]?.length ?? 0 };
}

function numbersOf(line: string, number: number): number[] {
  const values = line.split(/\s+/).map(Number);
  if (values.some(Number.isNaN)) throw new Error(`Line ${number}: "${line}" is no row of numbers.`);
  return values;
}
