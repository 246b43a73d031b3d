import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import type { Words } from './shared/words-of.ts';

const source = import.meta.dirname;
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
  .map((name) => join(source, name));
const wordFiles = files.filter((file) => file.endsWith('/words.ts'));
const screens = files.filter((file) => !wordFiles.includes(file));
const modules = await Promise.all(
  wordFiles.map(async (file) => {
    const { words } = (await import(file)) as { words: Words };
    return { namespace: relative(source, dirname(file)).replaceAll('/', '-'), words };
  }),
);
const code = screens.map((file) => readFileSync(file, 'utf8')).join('\n');

test('no component carries Han characters: Chinese lives in words files', () => {
  const guilty = screens.filter((file) => /\p{Script=Han}/u.test(readFileSync(file, 'utf8')));
  assert.deepEqual(
    guilty.map((file) => relative(source, file)),
    [],
  );
});

for (const { namespace, words } of modules) {
  test(`${namespace}: English has every Chinese key and fills the same places`, () => {
    assert.deepEqual(Object.keys(words.en).sort(), Object.keys(words.zh).sort());
    for (const [key, chinese] of Object.entries(words.zh)) {
      assert.ok(chinese.trim() && words.en[key]!.trim(), `${key} is empty`);
      assert.deepEqual(places(words.en[key]!), places(chinese), `${key} fills other places in English`);
      assert.doesNotMatch(words.en[key]!, /\p{Script=Han}/u, `${key} is not English`);
    }
  });

  test(`${namespace}: every key is used by some screen`, () => {
    const unused = Object.keys(words.zh).filter((key) => !isUsed(key));
    assert.deepEqual(unused, []);
  });
}

test('every key that a screen names exists in some words file', () => {
  const known = new Set(modules.flatMap(({ words }) => Object.keys(words.zh)));
  const named = [...code.matchAll(/\bt\(\s*'(?:[a-z-]+:)?([^']+)'/g)].map((match) => match[1]!);
  assert.ok(named.length > 20, 'the search finds keys');
  assert.deepEqual(
    named.filter((key) => !known.has(key)),
    [],
  );
});

/** `{{name}}` placeholders, sorted. */
function places(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();
}

/** Named as a whole, or built from its beginning: `status.${status}`. */
function isUsed(key: string): boolean {
  if (code.includes(`'${key}'`) || code.includes(`:${key}'`)) return true;
  const dots = [...key.matchAll(/[.-]/g)].map((match) => match.index + 1);
  return dots.some((end) => code.includes(`\`${key.slice(0, end)}\${`) || code.includes(`:${key.slice(0, end)}\${`));
}
