import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problemReasons } from './problems.ts';

/** What a refusal carries besides its message: machine-readable reason, the field at fault, the actions still allowed. */
export const ProblemData = z.object({
  reason: z.enum(problemReasons),
  field: z.string().optional().describe('JSON path of the field at fault'),
  allowed: z.array(z.string()).optional().describe('What could be done instead'),
  issues: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type ProblemData = z.infer<typeof ProblemData>;

/** Base of every route: the refusals that any operation may answer with. */
export const base = oc.errors({
  INVALID: { status: 422, data: ProblemData },
  UNAUTHORIZED: { status: 401, data: ProblemData },
  FORBIDDEN: { status: 403, data: ProblemData },
  NOT_FOUND: { status: 404, data: ProblemData },
  CONFLICT: { status: 409, data: ProblemData },
  TOO_LARGE: { status: 413, data: ProblemData },
  TOO_MANY: { status: 429, data: ProblemData },
});
