import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strengthOf } from './strength.ts';

test('a password that is too short says how much is missing', () => {
  assert.deepEqual(strengthOf('secret'), { level: 'short', count: 4 });
});

test('repetitions, sequences and common words are weak however long', () => {
  for (const password of [
    'aaaaaaaaaaaa',
    'abababababab',
    '1234567890',
    'zyxwvutsrqp',
    'MyPassword2024!',
    'baogong2026!!',
  ]) {
    assert.equal(strengthOf(password).level, 'weak', password);
  }
});

test('long ones and mixed ones are good, the rest will do', () => {
  assert.equal(strengthOf('kettle-harbour-lime').level, 'good');
  assert.equal(strengthOf('Kt7!mergz-Qa').level, 'good');
  assert.equal(strengthOf('harbourlime').level, 'fair');
});
