import { createHash, hash as digest } from 'node:crypto';
import { sql } from 'kysely';
import { iso } from '../clock.ts';
import { commandGate, type Tx } from '../db/database.ts';
import { violatedConstraint } from '../db/violation.ts';
import { conflict } from '../refusal.ts';
import type { Act, ActorContext } from './context.ts';

const DEADLOCK = '40P01';
const CLASH_TRIES = 3;

/**
 * Runs a verb once per command id, in one transaction with its facts. The same id with the same body answers the same;
 * with another body (or from another actor) it is refused with 409. A refused command leaves no trace and may be sent again.
 * Two commands that wait for each other in a circle: PostgreSQL ends one of them, which is then simply done again.
 */
export async function runCommand<Input extends { commandId: string }, Answer>(
  context: ActorContext,
  operation: string,
  input: Input,
  verb: (act: Act) => Promise<Answer>,
): Promise<Answer> {
  const hash = bodyHash(operation, await withDigests(input));
  const runOnce = () =>
    context.db.transaction().execute(async (tx) => {
      const earlier = await claimCommand<Answer>(tx, context.actor.id, operation, input.commandId, hash);
      if (earlier) return earlier.answer;
      const act: Act = { tx, actor: context.actor, now: context.clock.now(), commandId: input.commandId };
      const fresh = await verb(act);
      await tx
        .updateTable('command')
        .set({ answer: JSON.stringify(fresh ?? null) })
        .where('id', '=', input.commandId)
        .execute();
      return fresh;
    });
  const answer = await commandGate(context.db)(() => againAfterClash(runOnce));
  context.hints.wake();
  return answer;
}

/** Does it again after a deadlock, or after its own twin was faster: the second time the twin's answer is there. */
export async function againAfterClash<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const isDeadlock = error instanceof Error && 'code' in error && error.code === DEADLOCK;
      const isClash = isDeadlock || violatedConstraint(error) === 'command_pkey';
      if (!isClash || tries === CLASH_TRIES) throw error;
    }
  }
}

/** The body with each file as its name, type and digest: two files that differ in one byte are two bodies. */
async function withDigests(body: object): Promise<object> {
  const parts = Object.entries(body).map(async ([name, part]: [string, unknown]) => {
    if (!(part instanceof Blob)) return [name, part];
    const sha256 = createHash('sha256').update(Buffer.from(await part.arrayBuffer()));
    return [name, { name: (part as File).name, type: part.type, sha256: sha256.digest('hex') }];
  });
  return Object.fromEntries(await Promise.all(parts));
}

/** Hash of what makes two bodies the same command: everything but the id, with keys in order. */
export function bodyHash(operation: string, body: object): Buffer {
  return digest('sha256', operation + canonicalJson(body), 'buffer');
}

/** The conflict to answer with when a stored command's body or actor differs. */
export function requireSameCommand(stored: { actor: string; hash: Buffer }, actor: string, hash: Buffer): void {
  if (stored.actor !== actor || !stored.hash.equals(hash))
    throw conflict('other-body-same-command', { field: 'commandId' });
}

/** Null when the command is new and now ours; else the earlier answer. Waits while the same command is under way. */
async function claimCommand<Answer>(tx: Tx, actor: string, operation: string, id: string, hash: Buffer) {
  const claimed = await tx
    .insertInto('command')
    .values({ id, actor, operation, body_hash: hash })
    .onConflict((clash) => clash.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (claimed) return null;
  const stored = await tx.selectFrom('command').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  requireSameCommand({ actor: stored.actor, hash: stored.body_hash }, actor, hash);
  return { answer: stored.answer as Answer };
}

/** Forgets commands older than the days that crews may be offline. Returns how many. */
export async function forgetOldCommands(tx: Tx, now: Temporal.Instant, days = 7): Promise<number> {
  const before = iso(now.subtract({ hours: 24 * days }));
  const result = await sql`delete from command where recorded_at < ${before}`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'commandId') return undefined;
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
