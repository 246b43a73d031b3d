/** 31 characters of GB 32100-2015: digits and capitals without I, O, S, V, Z; a character's place is its value. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const length = 18;

export type UsccProblem = {
  readonly reason: 'wrong-length' | 'wrong-character' | 'unknown-authority' | 'wrong-area' | 'wrong-check-digit';
  readonly detail: { readonly zh: string; readonly en: string };
};

export type UsccResult = { readonly ok: true; readonly uscc: string } | ({ readonly ok: false } & UsccProblem);

/** Checks a unified social credit code (统一社会信用代码) and gives it in capitals without spaces, or says what is wrong with it. */
export function parseUscc(text: string): UsccResult {
  const uscc = text.normalize('NFKC').replaceAll(/[\s-]/gu, '').toUpperCase();
  const problem = problemOf(uscc);
  return problem ? { ok: false, ...problem } : { ok: true, uscc };
}

/** The 18th character for the first seventeen: weights are the powers of 3 modulo 31. */
export function usccCheckCharacter(firstSeventeen: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of firstSeventeen) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % alphabet.length;
  }
  return alphabet.charAt((alphabet.length - (sum % alphabet.length)) % alphabet.length);
}

function problemOf(uscc: string): UsccProblem | undefined {
  const characters = [...uscc];
  if (characters.length !== length) return problems.length(characters.length);
  const position = characters.findIndex((character) => !alphabet.includes(character));
  if (position >= 0) return problems.character(position + 1, characters[position] ?? '');
  if (uscc.startsWith('0')) return problems.authority;
  if (!/^\d{6}$/.test(uscc.slice(2, 8))) return problems.area(uscc.slice(2, 8));
  if (usccCheckCharacter(uscc.slice(0, -1)) !== uscc.at(-1)) return problems.checkDigit;
  return undefined;
}

const problems = {
  length: (count: number): UsccProblem => ({
    reason: 'wrong-length',
    detail: { zh: `应为18位，现有${count}位`, en: `it has ${count} characters; 18 are needed` },
  }),
  character: (position: number, character: string): UsccProblem => ({
    reason: 'wrong-character',
    detail: {
      zh: `第${position}位“${character}”不是允许的字符（不用 I、O、S、V、Z）`,
      en: `character ${position} ("${character}") is not allowed (I, O, S, V and Z never occur)`,
    },
  }),
  // The table of authorities grows by amendments, so only what no authority bears is refused: it would let eighteen zeros pass.
  authority: {
    reason: 'unknown-authority',
    detail: { zh: '首位是登记机关，不会是0', en: 'the first character names the registering authority and is never 0' },
  } satisfies UsccProblem,
  area: (digits: string): UsccProblem => ({
    reason: 'wrong-area',
    detail: {
      zh: `第3–8位“${digits}”应为6位行政区划数字`,
      en: `characters 3–8 ("${digits}") must be a six-digit area code`,
    },
  }),
  checkDigit: {
    reason: 'wrong-check-digit',
    detail: {
      zh: '校验码不符，请核对是否有字符写错或颠倒',
      en: 'the check digit does not fit: a character is mistyped or swapped',
    },
  } satisfies UsccProblem,
};
