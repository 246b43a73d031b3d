import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryFolder } from '../../platform/config.ts';

/** How columns look in code: see the parsers in platform/db/database.ts. */
const typeMapping = {
  int8: 'number',
  timestamptz: 'string',
  date: 'string',
  jsonb: 'unknown',
  json: 'unknown',
  xid8: 'string',
};

/** Row types of all tables, by kysely-codegen. */
export function rowTypes(url: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'baogong-types-'));
  const file = join(folder, 'generated.ts');
  const options = [
    '--dialect',
    'postgres',
    '--url',
    url,
    '--out-file',
    file,
    '--type-mapping',
    JSON.stringify(typeMapping),
    '--exclude-pattern',
    'migration',
  ];
  try {
    execFileSync(
      process.execPath,
      [join(repositoryFolder, 'node_modules/kysely-codegen/dist/cli/bin.js'), ...options],
      { stdio: 'pipe' },
    );
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
