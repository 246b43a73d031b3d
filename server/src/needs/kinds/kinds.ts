import type { Kind, kinds as routes } from '@baogong/contract';
import type { z } from 'zod';
import { systemActor } from '../../platform/actor.ts';
import { iso, systemClock } from '../../platform/clock.ts';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { nextVersion, recordFacts } from '../../platform/log/record.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { stableId } from '../../platform/stable-id.ts';
import { checkDefinition } from './definition.ts';
import { insertKinds, insertVersion, lockKind, readKind, readNewestKinds, updateRetired } from './queries.ts';
import { byShippedOrder, shippedKinds } from './shipped/index.ts';

type Input<Route extends 'createKind' | 'reviseKind' | 'retireKind'> = z.output<
  NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>
>;

/** The newest version of each kind, retired ones too, the shipped ones first. */
export async function listKinds(db: DbOrTx): Promise<Kind[]> {
  return (await readNewestKinds(db)).sort(byShippedOrder);
}

/** The given version, or the newest; refuses when there is none. */
export async function getKind(db: DbOrTx, code: string, version?: number): Promise<Kind> {
  const kind = await readKind(db, code, version);
  if (!kind) throw missing(code);
  return kind;
}

/** The kind as it was when a need was made with it; `retired` is of now. */
export function kindOf(db: DbOrTx, code: string, version: number): Promise<Kind> {
  return getKind(db, code, version);
}

export async function createKind(act: Act, { code, definition }: Input<'createKind'>): Promise<Kind> {
  checkDefinition(definition);
  const written = await insertKinds(act.tx, [{ code, definition }], false);
  if (written.length === 0) {
    throw conflict('already-exists', { field: 'code', params: { what: { zh: `“${code}”`, en: `"${code}"` } } });
  }
  await record(act, 'create', code, { version: 1, name: definition.name });
  return getKind(act.tx, code);
}

/** Publishes a new version. Needs made before keep theirs. */
export async function reviseKind(act: Act, { code, version, definition }: Input<'reviseKind'>): Promise<Kind> {
  checkDefinition(definition);
  const state = await lockKind(act.tx, code);
  if (!state) throw missing(code);
  if (state.newest !== version) throw conflict('stale-version', { field: 'version' });
  await insertVersion(act.tx, code, version + 1, definition);
  await record(act, 'revise', code, { version: version + 1, name: definition.name });
  return getKind(act.tx, code);
}

/** Takes no more needs of the kind, or takes them again. Needs made before live on. */
export async function retireKind(act: Act, { code, retired }: Input<'retireKind'>): Promise<Kind> {
  const state = await lockKind(act.tx, code);
  if (!state) throw missing(code);
  if (state.retired !== retired) {
    await updateRetired(act.tx, code, retired);
    await record(act, retired ? 'retire' : 'restore', code, { version: state.newest });
  }
  return getKind(act.tx, code);
}

/** Adds shipped kinds that are missing; what exists stays as administrators made it. */
export async function seedKinds(tx: Tx, now: Temporal.Instant = systemClock.now()): Promise<void> {
  const written = await insertKinds(tx, shippedKinds, true);
  const facts = written.map((code) => ({
    ...factOf('create', code, now, { version: 1, shipped: true }),
    version: 1,
  }));
  await recordFacts(tx, systemActor, null, facts);
}

async function record(act: Act, action: string, code: string, details: Record<string, unknown>): Promise<void> {
  const fact = factOf(action, code, act.now, details);
  const version = await nextVersion(act.tx, fact.subjectId);
  await recordFacts(act.tx, act.actor, act.commandId, [{ ...fact, version }]);
}

function factOf(action: string, code: string, now: Temporal.Instant, details: Record<string, unknown>) {
  const subjectId = stableId('kinds', code);
  return { module: 'kinds', action, subjectId, happenedAt: iso(now), details: { code, ...details } };
}

function missing(code: string) {
  return notFound(`需求种类“${code}”`, `Kind of need "${code}"`);
}
