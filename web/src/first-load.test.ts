import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

/** Packages that are too heavy for the first load of a phone page, or that the browser must not need at all. */
const heavy = /^(antd|@ant-design\/.*|echarts.*|maplibre-gl|zod|@baogong\/contract|@tanstack\/react-virtual)$/;
const source = import.meta.dirname;
const entries = [
  'main.tsx',
  'identity/sign-in.tsx',
  'admin/setup/setup.tsx',
  'shared/plain/phone-layout.tsx',
  ...readdirSync(join(source, 'phone'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => join('phone', name)),
];

for (const entry of entries) {
  test(`${entry} pulls in neither Ant Design nor the contract's schemas`, () => {
    const guilty = heavyImportsFrom(join(source, entry));
    assert.deepEqual(guilty, []);
  });
}

test('the walk finds heavy imports where there are some', () => {
  assert.ok(heavyImportsFrom(join(source, 'shared/desk/desk-layout.tsx')).some((line) => line.endsWith('antd')));
});

/** Follows static value imports; `import type` is erased and `import()` is loaded later. */
function heavyImportsFrom(start: string): string[] {
  const seen = new Set<string>();
  const waiting = [start];
  const guilty: string[] = [];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (seen.has(file) || !existsSync(file) || !/\.tsx?$/.test(file)) continue;
    seen.add(file);
    for (const target of importsOf(readFileSync(file, 'utf8'))) {
      if (target.startsWith('.')) waiting.push(resolve(dirname(file), target));
      else if (heavy.test(target)) guilty.push(`${relative(source, file)} → ${target}`);
    }
  }
  return guilty;
}

function importsOf(code: string): string[] {
  const pattern = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
  return [...code.matchAll(pattern)].map((match) => match[1]!);
}
