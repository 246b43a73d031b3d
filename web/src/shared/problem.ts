import type { ProblemReason } from '@baogong/contract';

/** A refusal as screens use it. `message` is already in the person's language, save for `no-answer`. */
export type Problem = {
  reason: ProblemReason | 'no-answer';
  message: string;
  /** HTTP status; 0 when no answer came. */
  status: number;
  field?: string;
  allowed?: string[];
  issues?: { field: string; message: string }[];
};
