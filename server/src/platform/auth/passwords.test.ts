import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashPassword, passwordMark, requireStrongPassword, verifyPassword } from './passwords.ts';

const isRefused = (password: string, account = 'wang.li') => {
  try {
    requireStrongPassword(password, account);
    return false;
  } catch {
    return true;
  }
};

test('what is guessed first is refused, whatever stands around it', () => {
  const weak = [
    'password123',
    'PASSWORD2020!',
    '!!admin2020!!',
    '0987654321',
    '1234567890',
    'abcdefghij',
    'zyxwvutsrq',
  ];
  const alsoWeak = [
    '1qaz2wsx3edc',
    'q1w2e3r4t5',
    'aaaaaaaaaa',
    '1212121212',
    'abcabcabcabc',
    'woaini1314520',
    'iloveyou520',
  ];
  for (const password of [...weak, ...alsoWeak, 'wang.li2020', 'wangli888888', '１２３４５６７８９０'])
    assert.ok(isRefused(password), password);
});

test('the shortest password has ten characters, counted as people count them', () => {
  assert.ok(isRefused('梅花三弄空城計九字'));
  assert.ok(!isRefused('梅花三弄空城計共十字'));
  assert.ok(isRefused('🌸🌿🌸🌿🌱'), 'five signs are five, in however many units');
});

test('an ordinary sentence or a random password is taken', () => {
  for (const password of ['correct horse battery', '黄鹤楼上吹玉笛，江城', 'k7#Vq9!mZp2x', 'admin of the night shift'])
    assert.ok(!isRefused(password), password);
});

test('no text makes the check fail or take long', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (text) => typeof isRefused(text) === 'boolean'),
  );
  assert.ok(typeof isRefused('ab'.repeat(99) + 'c') === 'boolean');
});

test('a hash says yes to its own password in any Unicode spelling, and to no other', async () => {
  const stored = await hashPassword('Ａé 保供 2020');
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.ok(await verifyPassword(stored, 'Ae\u0301 保供 2020'));
  assert.ok(!(await verifyPassword(stored, 'Aé 保供 2021')));
  assert.ok(!(await verifyPassword('no hash', 'Aé 保供 2020')));
  assert.notEqual(stored, await hashPassword('Ａé 保供 2020'), 'salted');
});

test('the mark of a password is the same for the same command only', async () => {
  const [one, same, other, elsewhere] = await Promise.all([
    passwordMark('保供 2020 汉阳门', 'a'),
    passwordMark('保供 2020 汉阳门', 'a'),
    passwordMark('保供 2021 汉阳门', 'a'),
    passwordMark('保供 2020 汉阳门', 'b'),
  ]);
  assert.equal(one, same);
  assert.equal(new Set([one, other, elsewhere]).size, 3);
});
