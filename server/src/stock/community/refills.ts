import { BAG_MINUTES, type community as routes, newId, type RefillDay } from '@baogong/contract';
import type { z } from 'zod';
import { getCatalogueItem } from '../../catalogue/index.ts';
import { getOrganisation } from '../../directory/index.ts';
import { type Actor, requireRight, scopeOf } from '../../platform/actor.ts';
import { cityDay, iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { invalid } from '../../platform/refusal.ts';
import { postMovements } from '../ledger/movements.ts';
import { edges, ensureSites } from '../ledger/places.ts';
import { findRefillDays, insertRefill, type RefillDayRow } from './queries.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

const EARLIEST_DAYS = 7;

/** Oxygen bags filled at a centre. Bottles used up for it leave the book. */
export async function recordRefill(act: Act, input: Input<'recordRefill'>): Promise<{ id: string; day: RefillDay }> {
  const centre = await getOrganisation(act.tx, input.organisationId);
  requireRight(act.actor, 'assets.refill', { organisationId: centre.id, areaCode: centre.areaCode });
  const happenedAt = checkTime(act, input.happenedAt);
  const id = newId(act.now.epochMilliseconds);
  const cylinderItem = input.cylinderItem ?? null;
  if (input.cylindersUsed > 0) await useUp(act, id, centre.id, cylinderItem, input.cylindersUsed, happenedAt);
  const day = cityDay(Temporal.Instant.from(happenedAt));
  const { bags, priceFen, insured, cylindersUsed } = input;
  await insertRefill(act.tx, {
    id,
    organisationId: centre.id,
    bags,
    priceFen,
    insured,
    day,
    cylinderItem: cylindersUsed > 0 ? cylinderItem : null,
    cylindersUsed,
    actor: act.actor.id,
    actorName: act.actor.name,
    happenedAt,
  });
  await recordFacts(act.tx, act.actor, act.commandId, [
    {
      module: 'assets',
      action: 'refill',
      subjectId: id,
      version: 1,
      organisationId: centre.id,
      areaCode: centre.areaCode,
      happenedAt,
      details: { bags, priceFen, insured, cylindersUsed },
    },
  ]);
  const own = { everywhere: false, areas: [], own: [centre.id] };
  const [total] = await findRefillDays(act.tx, own, { organisation: centre.id, from: day, days: 1 });
  return { id, day: withHours(total!) };
}

export async function listRefills(
  db: DbOrTx,
  actor: Actor,
  now: Temporal.Instant,
  { from, days, ...filter }: Input<'listRefills'>,
): Promise<RefillDay[]> {
  const first = from ?? cityDay(now.subtract({ hours: 24 * (days - 1) }));
  const rows = await findRefillDays(db, scopeOf(actor, 'assets.read'), { ...filter, from: first, days });
  return rows.map(withHours);
}

async function useUp(
  act: Act,
  postingId: string,
  centreId: string,
  code: string | null,
  quantity: number,
  happenedAt: string,
): Promise<void> {
  if (code === null)
    throw invalid('unknown-field-value', { field: 'cylinderItem', params: { field: 'cylinderItem', value: '' } });
  const item = await getCatalogueItem(act.tx, code);
  if (item.waterMillilitres === null)
    throw invalid('unknown-field-value', { field: 'cylinderItem', params: { field: 'cylinderItem', value: code } });
  await ensureSites(act.tx, [centreId]);
  await postMovements(act.tx, { postingId, actor: act.actor, happenedAt }, [
    { kind: 'consume', itemCode: item.code, from: centreId, to: edges.consumed, quantity },
  ]);
}

function checkTime(act: Act, given: string | null | undefined): string {
  const now = iso(act.now);
  if (!given) return now;
  const at = iso(Temporal.Instant.from(given));
  if (at > iso(act.now.add({ minutes: 5 }))) throw invalid('asset-scan-in-future', { field: 'happenedAt' });
  if (at < iso(act.now.subtract({ hours: 24 * EARLIEST_DAYS })))
    throw invalid('unknown-field-value', { field: 'happenedAt', params: { field: 'happenedAt', value: given } });
  return at > now ? now : at;
}

function withHours(row: RefillDayRow): RefillDay {
  return {
    ...row,
    hoursLeast: Math.round((row.bags * BAG_MINUTES.least) / 60),
    hoursMost: Math.round((row.bags * BAG_MINUTES.most) / 60),
  };
}
