import { mayDo, newId, type Release, type releases as routes } from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, requireRight, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { idCursor } from '../../platform/http/cursor.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { findSource } from '../queries.ts';
import { decide, findReleases, insertRelease, lockRelease, type ReleaseRow } from './queries.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

export async function listReleases(db: DbOrTx, actor: Actor, { source, after, limit }: Input<'listReleases'>) {
  const scope = scopeOf(actor, 'supply.read');
  const found = await findReleases(db, { source, scope, after: idCursor(after), limit: limit + 1 });
  const rows = found.slice(0, limit);
  return { rows: rows.map(releaseView), next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

/** Asks for a part of a reserve. Who may approve it and asks has approved it. */
export async function askRelease(act: Act, input: Input<'askRelease'>): Promise<Release> {
  const { sourceId, quantity, reason } = input;
  const source = await findSource(act.tx, sourceId);
  if (!source) throw notFound('货源', 'Source');
  const subject = { organisationId: source.organisationId, areaCode: source.areaCode };
  requireRight(act.actor, 'supply.write', subject);
  if (source.origin !== 'reserve') throw conflict('not-reserve', { field: 'sourceId' });
  const id = newId();
  await insertRelease(
    act.tx,
    { id, sourceId, quantity, reason, by: act.actor.id, byName: act.actor.name },
    iso(act.now),
  );
  const asked = await record(act, 'ask-release', id);
  if (!mayDo(act.actor.posts, 'supply.release', subject)) return asked;
  return decideRelease(act, { id, version: 1, approved: true, note: null });
}

export async function decideRelease(
  act: Act,
  { id, version, approved, note }: Omit<Input<'decideRelease'>, 'commandId'>,
): Promise<Release> {
  const before = await lockRelease(act.tx, id);
  if (!before) throw notFound('动用申请', 'Release');
  requireRight(act.actor, 'supply.release', { areaCode: before.areaCode });
  if (before.status !== 'asked') throw conflict('release-decided', { field: 'id' });
  if (before.version !== version) throw conflict('stale-version', { field: 'version' });
  await decide(act.tx, id, { approved, byName: act.actor.name, at: iso(act.now), note: note || null });
  return record(act, approved ? 'approve-release' : 'refuse-release', id);
}

function releaseView({ organisationId: _organisationId, areaCode: _areaCode, ...release }: ReleaseRow): Release {
  return release;
}

async function record(act: Act, action: string, id: string): Promise<Release> {
  const release = (await lockRelease(act.tx, id))!;
  const { version, organisationId, areaCode, sourceId, item, quantity, reason, askedBy } = release;
  const details = { sourceId, item, quantity, reason, askedBy };
  const fact = { module: 'supply', action, subjectId: id, version, organisationId, areaCode, happenedAt: iso(act.now) };
  await recordFacts(act.tx, act.actor, act.commandId, [{ ...fact, details }]);
  return releaseView(release);
}
