import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Action } from '../identity/policy.ts';
import { problemReasons, type ProblemReason } from './problems.ts';

/** What a refusal carries besides its message: machine-readable reason, the field at fault, the actions still allowed. */
export const ProblemData = z.object({
  // By its name: the type of every operation spells this one out several times.
  reason: z.enum(problemReasons) as z.ZodType<ProblemReason, ProblemReason>,
  field: z.string().optional().describe('JSON path of the field at fault'),
  allowed: z.array(z.string()).optional().describe('What could be done instead'),
  issues: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type ProblemData = z.infer<typeof ProblemData>;

/** What an operation asks of the actor before its own check of the thing acted on. */
export type OperationMeta = { right: Action | 'public' | 'signed-in' };

/** Refusals that any operation may answer with. */
const refusals = {
  INVALID: { status: 422, data: ProblemData },
  UNAUTHORIZED: { status: 401, data: ProblemData },
  FORBIDDEN: { status: 403, data: ProblemData },
  NOT_FOUND: { status: 404, data: ProblemData },
  CONFLICT: { status: 409, data: ProblemData },
  TOO_LARGE: { status: 413, data: ProblemData },
  TOO_MANY: { status: 429, data: ProblemData },
} as const;

/**
 * Start of every route: names the right it needs, so that none can be written without one. The server refuses early
 * whoever holds the right in no relation at all; the verb then checks the relation to the thing itself.
 */
export function operation(right: OperationMeta['right']) {
  return oc.$meta<OperationMeta>({ right }).errors(refusals);
}
