import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usccState } from './uscc.ts';

test('credit codes of real companies pass, in small letters too', () => {
  assert.deepEqual(usccState('91350100M000100Y43'), { state: 'good' });
  assert.deepEqual(usccState(' 9144030071526726xg '), { state: 'good' });
});

test('a wrong check character names the right one', () => {
  assert.deepEqual(usccState('91350100M000100Y44'), { state: 'check', expected: '3' });
});

test('what is not a code yet says what is missing or wrong', () => {
  assert.deepEqual(usccState(''), { state: 'empty' });
  assert.deepEqual(usccState('9135'), { state: 'short', count: 14 });
  assert.deepEqual(usccState('91350100M000100Y4399'), { state: 'long', count: 2 });
  assert.deepEqual(usccState('9I'), { state: 'letter', place: 2, letter: 'I' });
});
