/** Where the typing of a unified social credit code stands (GB 32100-2015: 31 characters, weights 3^i mod 31). */
export type UsccState =
  | { state: 'empty' | 'good' }
  | { state: 'short' | 'long'; count: number }
  | { state: 'letter'; place: number; letter: string }
  | { state: 'check'; expected: string };

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const length = 18;

/** What to tell while somebody types a credit code; the server has the last word. */
export function usccState(typed: string): UsccState {
  const code = typed.trim().toUpperCase();
  if (code === '') return { state: 'empty' };
  const strange = [...code].findIndex((letter) => !alphabet.includes(letter));
  if (strange >= 0) return { state: 'letter', place: strange + 1, letter: code[strange]! };
  if (code.length < length) return { state: 'short', count: length - code.length };
  if (code.length > length) return { state: 'long', count: code.length - length };
  const expected = checkCharacter(code.slice(0, length - 1));
  return code.endsWith(expected) ? { state: 'good' } : { state: 'check', expected };
}

function checkCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const letter of first17) {
    sum += alphabet.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31]!;
}
