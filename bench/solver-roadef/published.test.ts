import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSolution, readInstance, readSolution } from '@baogong/solver/replenishment';
import { challengeFolder, readChallenge } from './challenge.ts';

/** Ratios under which the solutions were published (team HUST SMART). */
const publishedRatios: Record<string, string> = {
  'V2.13': '0.033397',
  'V2.14': '0.041347',
  'V2.15': '0.031806',
  'V2.16': '0.016804',
  'V2.20': '0.018384',
  'V2.22': '0.013284',
  'V2.24': '0.012966',
};
const folder = challengeFolder();

test('published solutions of the challenge are valid at their published ratio', { skip: folder === undefined }, () => {
  for (const { name, xml, solutionXml } of readChallenge(folder!)) {
    const { problem } = readInstance(xml);
    const { plan } = readSolution(solutionXml!, problem!);
    const verdict = checkSolution(problem!, plan!);
    assert.deepEqual(verdict.faults, [], name);
    assert.equal(verdict.logisticRatio.toFixed(6), publishedRatios[name], name);
  }
});
