import { newId, problemText, type ProblemData } from '@baogong/contract';
import { ORPCError, ValidationError } from '@orpc/server';
import type { Logger } from 'pino';
import { Refusal, wordsIn } from '../refusal.ts';
import { issueWords } from './issue-words.ts';

/** Turns whatever a procedure threw into the error that goes out: refusals in the reader's words, bugs as an id only. */
export function outgoingError(error: unknown, locale: 'zh' | 'en', logger: Logger): ORPCError<string, unknown> {
  if (error instanceof Refusal) return fromRefusal(error, locale);
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError)
      return fromValidation(error.cause, locale);
    if (error.defined || error.status < 500) return error;
  }
  const id = newId();
  logger.error({ err: error, errorId: id }, 'unexpected error');
  return new ORPCError('INTERNAL_SERVER_ERROR', { status: 500, message: problemText('internal', locale, { id }) });
}

/** The error for a request that could not even be read. */
export function unreadableRequest(error: unknown, locale: 'zh' | 'en', limit: string): ORPCError<string, unknown> {
  const isTooLarge = error instanceof ORPCError && error.code === 'PAYLOAD_TOO_LARGE';
  if (isTooLarge) return fromRefusal(new Refusal('TOO_LARGE', 'body-too-large', { params: { limit } }), locale);
  const data: ProblemData = { reason: 'malformed-body', field: 'body' };
  return new ORPCError('BAD_REQUEST', { status: 400, message: problemText('malformed-body', locale), data });
}

function fromRefusal(refusal: Refusal, locale: 'zh' | 'en') {
  const { params, ...details } = refusal.details;
  const data: ProblemData = { reason: refusal.reason, ...details, params: params && wordsIn(locale, refusal.details) };
  return new ORPCError(refusal.code, { status: STATUS[refusal.code], message: refusal.text(locale), data });
}

const STATUS = {
  INVALID: 422,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  TOO_MANY: 429,
} as const;

function fromValidation(error: ValidationError, locale: 'zh' | 'en') {
  const issues = error.issues
    .slice(0, 20)
    .map((issue) => ({ field: fieldName(issue.path), message: issueWords(issue, locale) }));
  const detail = issues.map((issue) => `${issue.field}: ${issue.message}`).join('; ');
  const data: ProblemData = { reason: 'invalid-input', field: issues[0]?.field, issues };
  return new ORPCError('INVALID', { status: 422, message: problemText('invalid-input', locale, { detail }), data });
}

/** `lines[0].quantity`, the way people write it. */
function fieldName(path: ValidationError['issues'][number]['path']): string {
  const keys = (path ?? []).map((segment) => (typeof segment === 'object' ? segment.key : segment));
  return (
    keys.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index ? '.' : ''}${String(key)}`)).join('') ||
    'body'
  );
}
