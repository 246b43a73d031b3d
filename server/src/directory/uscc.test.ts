import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseUscc, usccCheckCharacter } from './uscc.ts';

const real = ['91350100M000100Y43', '9144030071526726XG'];
const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const reason = (text: string) => {
  const result = parseUscc(text);
  return result.ok ? 'right' : result.reason;
};

test('real codes pass, also in small letters, full width and with spaces', () => {
  for (const uscc of real) assert.deepEqual(parseUscc(uscc), { ok: true, uscc });
  assert.deepEqual(parseUscc(' 9144 0300 7152 6726 xg '), { ok: true, uscc: real[1] });
  assert.deepEqual(parseUscc('９１３５０１００M000100Y43'), { ok: true, uscc: real[0] });
});

test('each fault is told apart', () => {
  assert.equal(reason(''), 'wrong-length');
  assert.equal(reason('91350100M000100Y4'), 'wrong-length');
  assert.equal(reason('91350100M000100YI3'), 'wrong-character');
  assert.equal(reason('91350100M00010漢Y4'.padEnd(18, '0')), 'wrong-character');
  assert.equal(reason('0'.repeat(18)), 'unknown-authority');
  assert.equal(reason('9135010AM000100Y43'), 'wrong-area');
  assert.equal(reason('91350100M000100Y44'), 'wrong-check-digit');
});

test('no single wrong character and no swap of neighbours passes', () => {
  for (const uscc of real)
    for (let place = 0; place < uscc.length; place++) {
      for (const character of alphabet)
        if (character !== uscc[place])
          assert.notEqual(reason(uscc.slice(0, place) + character + uscc.slice(place + 1)), 'right');
      const swapped = uscc.slice(0, place) + (uscc[place + 1] ?? '') + uscc[place] + uscc.slice(place + 2);
      if (swapped !== uscc) assert.notEqual(reason(swapped), 'right');
    }
});

test('every code made with the check character passes', () => {
  const tail = fc.array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 });
  fc.assert(
    fc.property(tail, (characters) => {
      const first = `91110108${characters.join('')}`;
      assert.equal(reason(first + usccCheckCharacter(first)), 'right');
    }),
  );
});
