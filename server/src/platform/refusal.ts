import { problemText, type ProblemReason } from '@baogong/contract';

export type RefusalCode =
  | 'INVALID'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'TOO_LARGE'
  | 'TOO_MANY';

type Words = Record<string, string | number>;
export type RefusalDetails = {
  field?: string;
  allowed?: string[];
  /** Fills the problem's words. A pair is a word in each language. */
  params?: Record<string, string | number | { zh: string; en: string }>;
  issues?: { field: string; message: string }[];
};

/** What is expected to go wrong: a cause and a cure, in the reader's language. Anything else thrown is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly reason: ProblemReason;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, reason: ProblemReason, details: RefusalDetails = {}) {
    super(problemText(reason, 'en', wordsIn('en', details)));
    this.name = 'Refusal';
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  /** The message in the reader's language. */
  text(locale: 'zh' | 'en'): string {
    return problemText(this.reason, locale, wordsIn(locale, this.details));
  }
}

/** The params of the problem in one language. */
export function wordsIn(locale: 'zh' | 'en', details: RefusalDetails): Words {
  const entries = Object.entries(details.params ?? {});
  return Object.fromEntries(entries.map(([name, word]) => [name, typeof word === 'object' ? word[locale] : word]));
}

export const invalid = (reason: ProblemReason, details?: RefusalDetails) => new Refusal('INVALID', reason, details);
export const conflict = (reason: ProblemReason, details?: RefusalDetails) => new Refusal('CONFLICT', reason, details);
export const forbidden = (reason: ProblemReason, details?: RefusalDetails) => new Refusal('FORBIDDEN', reason, details);
export const notFound = (zh: string, en: string) =>
  new Refusal('NOT_FOUND', 'not-found', { params: { what: { zh, en } } });
