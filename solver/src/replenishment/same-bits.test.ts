import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** Functions whose last bits the language leaves to the engine; `**` is one of them. */
const unlike =
  /Math\.(?:a?(?:cos|sin|tan)h?|atan2|cbrt|exp|expm1|hypot|log|log10|log1p|log2|pow)\b|[\w\])]\s*\*\*=?\s*[\w([-]/;

test('nothing in the search is left to the engine: plans have the same bits in Node and in Chromium', () => {
  const files = globSync('*.ts', { cwd: import.meta.dirname }).filter((file) => !file.endsWith('.test.ts'));
  const lines = files.flatMap((file) =>
    readFileSync(join(import.meta.dirname, file), 'utf8')
      .split('\n')
      .map((line, at) => ({ where: `${file}:${at + 1}`, line })),
  );
  assert.ok(files.includes('search.ts'));
  assert.deepEqual(
    lines.filter(({ line }) => unlike.test(line)),
    [],
  );
});
