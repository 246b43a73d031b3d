import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findFaults } from '@baogong/solver/routing';
import { repositoryFolder } from '../../platform/config.ts';
import { faultWords, reasonWords, ruleWords, sentence } from './fault-words.ts';

/** Codes that the solver's files tell: the second argument of `faults.add` and `tell`. */
function codesIn(pattern: string): string[] {
  const files = globSync(join(repositoryFolder, 'solver/src/routing', pattern)).filter(
    (file) => !file.includes('.test.'),
  );
  const calls = files.flatMap((file) => [
    ...readFileSync(file, 'utf8').matchAll(
      /(?:\.add|tell|checkMost)\(\s*(?:[^'"()]|\([^()]*\))*?['"]([a-z]+(?:-[a-z]+)*)['"]/g,
    ),
  ]);
  return [...new Set(calls.map((call) => call[1]!))];
}

test('every fault and every broken rule has its sentence, in Chinese and in English', () => {
  const [faults, rules] = [codesIn('faults/*.ts'), codesIn('verify/*.ts')];
  assert.ok(faults.length > 30 && rules.length > 30, `${faults.length} faults, ${rules.length} rules`);
  assert.deepEqual(
    faults.filter((code) => !(code in faultWords)),
    [],
  );
  assert.deepEqual(
    rules.filter((code) => !(code in ruleWords)),
    [],
  );
  for (const words of [faultWords, ruleWords, reasonWords])
    for (const [code, { zh, en }] of Object.entries(words)) {
      assert.match(zh, /\p{Script=Han}/u, code);
      assert.doesNotMatch(en, /\p{Script=Han}/u, code);
      const values = (said: string) => [...said.matchAll(/\{\w+\}/g)].map(String).sort();
      assert.deepEqual(values(zh), values(en), code);
    }
});

test('sentences carry the values of the fault', () => {
  const [fault] = findFaults({
    vehicles: [{ id: 1, start: [116, 40], capacity: [-3] }],
    jobs: [{ id: 1, location: [116, 40] }],
  });
  assert.equal(sentence(faultWords, fault!, 'zh'), '不能为负，实为 -3');
  assert.equal(sentence(faultWords, fault!, 'en'), 'must not be negative: -3');
  assert.equal(sentence(faultWords, { code: 'odd', parameters: { x: 1 } }, 'en'), 'odd {"x":1}');
});
