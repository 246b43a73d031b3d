import { mayDo, newId, type Release, type releases as routes } from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, requireRight, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/violation.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { idCursor } from '../../platform/http/cursor.ts';
import { conflict, forbidden, invalid, notFound, type Refusal } from '../../platform/refusal.ts';
import { findSource } from '../queries.ts';
import {
  endRelease,
  findReleases,
  insertRelease,
  lockRelease,
  lockReserves,
  type NewRelease,
  type ReleaseRow,
} from './queries.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

export async function listReleases(db: DbOrTx, actor: Actor, { after, limit, ...filter }: Input<'listReleases'>) {
  const scope = scopeOf(actor, 'supply.read');
  const found = await findReleases(db, { ...filter, scope, after: idCursor(after), limit: limit + 1 });
  const rows = found.slice(0, limit);
  return { rows: rows.map((row) => viewOf(row, actor)), next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

/** Asks for a part of a reserve. Who may approve it and asks has approved it. */
export async function askRelease(act: Act, input: Input<'askRelease'>): Promise<Release> {
  const { sourceId, quantity, reason, needId = null, areaCode = null } = input;
  await lockReserves(act.tx, [sourceId]);
  const source = await findSource(act.tx, sourceId);
  if (!source) throw notFound('货源', 'Source');
  const subject = { organisationId: source.organisationId, areaCode: source.areaCode };
  requireRight(act.actor, 'supply.write', subject);
  if (source.origin !== 'reserve') throw conflict('not-reserve', { field: 'sourceId' });
  requireLocked(quantity, { ...source, locked: source.available - source.released! });
  const id = newId();
  const asked = { id, sourceId, quantity, reason, needId, areaCode, by: act.actor.id, byName: act.actor.name };
  await insertInArea(act, asked);
  const mayDecide = mayDo(act.actor.posts, 'supply.release', subject);
  const release = await record(act, 'ask-release', id, { decided: mayDecide });
  return mayDecide ? decideRelease(act, { id, version: 1, approved: true, note: null }) : release;
}

/** Approves all or a part of what was asked for, never more than the reserve still holds; or refuses, and says why. */
export async function decideRelease(
  act: Act,
  { id, version, approved, quantity, note }: Omit<Input<'decideRelease'>, 'commandId'>,
): Promise<Release> {
  const before = await openRelease(act, id);
  requireRight(act.actor, 'supply.release', { areaCode: before.sourceArea });
  requireAsked(before, version);
  if (!approved && !note) throw invalid('refusal-reason', { field: 'note' });
  const granted = approved ? (quantity ?? before.quantity) : null;
  if (granted !== null) {
    const params = { asked: before.quantity, unit: before.baseUnitName };
    if (granted > before.quantity) throw invalid('more-than-asked', { field: 'quantity', params });
    requireLocked(granted, before);
  }
  await endRelease(act.tx, id, { ...signed(act, note), status: approved ? 'approved' : 'refused', granted });
  return record(act, approved ? 'approve-release' : 'refuse-release', id);
}

/** Who asked takes the request back as long as nobody has decided. */
export async function withdrawRelease(act: Act, { id, version, reason }: Input<'withdrawRelease'>): Promise<Release> {
  const before = await openRelease(act, id);
  if (before.asker !== act.actor.id) throw forbidden('release-not-yours', { field: 'id' });
  requireAsked(before, version);
  await endRelease(act.tx, id, { ...signed(act, reason), status: 'withdrawn', granted: null });
  return record(act, 'withdraw-release', id);
}

/** An approval that was a mistake: taken back as long as so much of the reserve is released and held for nobody. */
export async function takeBackRelease(act: Act, { id, version, reason }: Input<'takeBackRelease'>): Promise<Release> {
  const before = await openRelease(act, id);
  requireRight(act.actor, 'supply.release', { areaCode: before.sourceArea });
  // Whoever holds goods of it meanwhile waits for the same lock.
  const left = (await lockReserves(act.tx, [before.sourceId])).get(before.sourceId) ?? 0;
  const refusal = takeBackRefusal({ ...before, left });
  if (refusal) throw refusal;
  if (before.version !== version) throw conflict('stale-version', { field: 'version' });
  await endRelease(act.tx, id, { ...signed(act, reason), status: 'taken-back', granted: before.granted });
  return record(act, 'take-back-release', id);
}

async function openRelease(act: Act, id: string): Promise<ReleaseRow> {
  const found = await lockRelease(act.tx, id);
  if (!found) throw notFound('动用申请', 'Release');
  return found;
}

function requireAsked(before: ReleaseRow, version: number): void {
  if (before.status !== 'asked') throw conflict('release-decided', { field: 'id' });
  if (before.version !== version) throw conflict('stale-version', { field: 'version' });
}

function signed({ actor, now }: Act, note: string | null | undefined) {
  return { byName: actor.name, at: iso(now), note: note || null };
}

function takeBackRefusal({ status, granted, left, baseUnitName: unit }: ReleaseRow): Refusal | null {
  if (status !== 'approved') return conflict('release-not-approved', { field: 'id' });
  return left >= granted! ? null : conflict('release-used', { field: 'id', params: { granted: granted!, left, unit } });
}

async function insertInArea(act: Act, release: NewRelease): Promise<void> {
  try {
    await insertRelease(act.tx, release, iso(act.now));
  } catch (error) {
    if (violatedConstraint(error) !== 'reserve_release_area_code_fkey') throw error;
    const params = { field: 'areaCode', value: release.areaCode ?? '' };
    throw invalid('unknown-field-value', { field: 'areaCode', params });
  }
}

type Lockable = Pick<Release, 'organisationName' | 'baseUnitName' | 'locked'>;

/** Refuses more than the reserve holds beyond what is promised and approved. */
function requireLocked(wanted: number, { organisationName: source, baseUnitName: unit, locked }: Lockable): void {
  if (wanted <= locked) return;
  throw conflict('more-than-reserve', { field: 'quantity', params: { source, available: locked, wanted, unit } });
}

function viewOf(row: ReleaseRow, actor: Actor): Release {
  const { organisationId: _organisationId, sourceArea, asker, ...release } = row;
  const mayRelease = mayDo(actor.posts, 'supply.release', { areaCode: sourceArea });
  const actions: Release['actions'] = [];
  if (row.status === 'asked' && asker === actor.id) actions.push({ action: 'withdraw', blocked: null });
  if (row.status === 'approved' && mayRelease)
    actions.push({ action: 'take-back', blocked: takeBackRefusal(row)?.text(actor.locale) ?? null });
  return { ...release, actions };
}

async function record(act: Act, action: string, id: string, more: Record<string, unknown> = {}): Promise<Release> {
  const release = (await lockRelease(act.tx, id))!;
  const { version, organisationId, sourceArea: areaCode, sourceId, item, quantity, granted, reason, needId } = release;
  const { itemName, baseUnitName, organisationName, asker, askedBy, decisionNote } = release;
  const what = { sourceId, item, itemName, baseUnitName, organisationName, quantity, granted, needId };
  const details = { ...what, reason, asker, askedBy, decisionNote, ...more };
  const fact = { module: 'supply', action, subjectId: id, version, organisationId, areaCode, happenedAt: iso(act.now) };
  await recordFacts(act.tx, act.actor, act.commandId, [{ ...fact, details }]);
  return viewOf(release, act.actor);
}
