import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { kernelModule, kernelNames } from '@baogong/solver/build';
import { repositoryFolder } from '../platform/config.ts';
import { openApiDocument } from '../platform/http/openapi.ts';
import { lifeDiagrams } from './generate/life.ts';
import { rowTypes } from './generate/row-types.ts';
import { tableListing } from './generate/tables.ts';

export const summary =
  'write what follows from other files: row types, API description, life diagrams, tables, kernels';

export const usage = [
  './baogong generate [--check]',
  '',
  'Writes server/src/platform/db/generated.ts from the migrations, and docs/generated: openapi.json from the contract,',
  'life.md from the life of a need, tables.sql from the database; solver/src/generated: the solver’s kernels as WebAssembly. With --check nothing is written; exit code 1 if any is stale.',
].join('\n');

/** Every generated file and what makes its text. `url` is a freshly migrated database. */
const outputs: Record<string, (url: string) => string | Promise<string>> = {
  'server/src/platform/db/generated.ts': rowTypes,
  'docs/generated/openapi.json': async () => `${JSON.stringify(await openApiDocument(), null, 2)}\n`,
  'docs/generated/life.md': () => lifeDiagrams(),
  'docs/generated/tables.sql': tableListing,
  ...Object.fromEntries(kernelNames().map((name) => [`solver/src/generated/${name}.ts`, () => kernelModule(name)])),
};

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { check: { type: 'boolean', default: false } } });
  const { openTestDatabase } = await import('../../testing/database.ts');
  const { atEnd } = await import('../../testing/at-end.ts');
  const { url } = await openTestDatabase({ after: (cleanUp) => atEnd(async () => cleanUp()) });
  let stale = 0;
  for (const [path, make] of Object.entries(outputs)) {
    const text = await make(url);
    const file = join(repositoryFolder, path);
    if (readText(file) === text) continue;
    stale += 1;
    if (!values.check) write(file, text);
    console.log(`${values.check ? 'stale' : 'written'}: ${path}`);
  }
  if (values.check && stale > 0) console.error('Run ./baogong generate and commit what it writes.');
  return values.check && stale > 0 ? 1 : 0;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
