import { createHash, randomBytes } from 'node:crypto';
import { hash, hashRaw, verify } from '@node-rs/argon2';
import { invalid } from '../refusal.ts';

/** OWASP password storage cheat sheet: argon2id (this library's default), 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const SHORTEST = 10;

/** Words that most guessed passwords are made of; with digits around them they are no better. */
const commonWords = new Set(
  (
    'password passwd passw0rd p@ssword p@ssw0rd admin administrator root user guest test testing demo welcome letmein ' +
    'login changeme default secret master iloveyou sunshine princess football baseball dragon monkey superman batman ' +
    'qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc abc abcd abcdef abcdefg aa aaa ' +
    'woaini woaiwojia wodemima mima nihao zhongguo china beijing wuhan hubei shanghai taobao baidu qq weixin wechat ' +
    'huawei alibaba baogong gongying'
  ).split(' '),
);
/** Rows of the keyboard and of counting; any stretch of them, forwards or backwards, is guessed early. */
const walks = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertyuiop[]asdfghjkl',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '!@#$%^&*()',
  '147258369147',
  '112233445566778899',
];

/** Refuses short and very common passwords, and those made of the account's own name. */
export function requireStrongPassword(password: string, account: string, field = 'password'): void {
  if (isWeak(password, account)) throw invalid('password-weak', { field });
}

/** Argon2id hash in PHC form. Unicode spellings of the same characters hash alike. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), { ...COST, salt: randomBytes(16) });
}

/** False for a wrong password and for a hash that is none. */
export function verifyPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, password.normalize('NFKC')).catch(() => false);
}

/**
 * Stands for the password where a command's body is remembered: the same for the same command and password, and as
 * slow to guess from as the stored hash itself.
 */
export async function passwordMark(password: string, commandId: string): Promise<string> {
  const salt = createHash('sha256').update(`command ${commandId}`).digest().subarray(0, 16);
  return (await hashRaw(password.normalize('NFKC'), { ...COST, salt })).toString('base64url');
}

function isWeak(password: string, account: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  if ([...plain].length < SHORTEST) return true;
  const word = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const bare = account.replace(/[^a-z]/g, '');
  return (
    commonWords.has(word) ||
    (bare.length > 0 && word === bare) ||
    plain.replace(/\d+$/, '') === account ||
    isRepetition(plain) ||
    isWalk(plain)
  );
}

/** `aaaaaaaaaa`, `abcabcabcabc`, `1212121212`. */
function isRepetition(text: string): boolean {
  return /^(.{1,4}?)\1+.{0,3}$/u.test(text);
}

function isWalk(text: string): boolean {
  const backwards = [...text].reverse().join('');
  return walks.some((walk) => walk.includes(text) || walk.includes(backwards));
}
