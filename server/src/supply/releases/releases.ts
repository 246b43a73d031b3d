import { mayDo, newId, type Release, type releases as routes } from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, requireRight, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/violation.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { idCursor } from '../../platform/http/cursor.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import { findSource } from '../queries.ts';
import {
  decide,
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
  return { rows: rows.map(releaseView), next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
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
  const before = await lockRelease(act.tx, id);
  if (!before) throw notFound('动用申请', 'Release');
  requireRight(act.actor, 'supply.release', { areaCode: before.sourceArea });
  if (before.status !== 'asked') throw conflict('release-decided', { field: 'id' });
  if (before.version !== version) throw conflict('stale-version', { field: 'version' });
  if (!approved && !note) throw invalid('refusal-reason', { field: 'note' });
  const granted = approved ? (quantity ?? before.quantity) : null;
  if (granted !== null) {
    const params = { asked: before.quantity, unit: before.baseUnitName };
    if (granted > before.quantity) throw invalid('more-than-asked', { field: 'quantity', params });
    requireLocked(granted, before);
  }
  await decide(act.tx, id, { granted, byName: act.actor.name, at: iso(act.now), note: note || null });
  return record(act, approved ? 'approve-release' : 'refuse-release', id);
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

function releaseView(row: ReleaseRow): Release {
  const { organisationId: _organisationId, sourceArea: _sourceArea, asker: _asker, ...release } = row;
  return release;
}

async function record(act: Act, action: string, id: string, more: Record<string, unknown> = {}): Promise<Release> {
  const release = (await lockRelease(act.tx, id))!;
  const { version, organisationId, sourceArea: areaCode, sourceId, item, quantity, granted, reason, needId } = release;
  const { itemName, baseUnitName, organisationName, asker, askedBy, decisionNote } = release;
  const what = { sourceId, item, itemName, baseUnitName, organisationName, quantity, granted, needId };
  const details = { ...what, reason, asker, askedBy, decisionNote, ...more };
  const fact = { module: 'supply', action, subjectId: id, version, organisationId, areaCode, happenedAt: iso(act.now) };
  await recordFacts(act.tx, act.actor, act.commandId, [{ ...fact, details }]);
  return releaseView(release);
}
