import type { Figures } from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../platform/actor.ts';
import { iso } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import { procedures } from '../platform/http/procedures.ts';
import { getGap } from './gap/gap.ts';
import { getPicture } from './gap/picture.ts';
import { countByStatus, countFlow } from './queries.ts';

export { gapHours } from './gap/hours.ts';
export { drawRound } from './gap/picture.ts';

export const situationHandlers = {
  figures: procedures.situation.figures.handler(({ input, context }) =>
    figures(context.db, context.actor, input.area, context.clock.now()),
  ),
  flow: procedures.situation.flow.handler(({ input, context }) =>
    flow(context.db, context.actor, input, context.clock.now()),
  ),
  getPicture: procedures.situation.getPicture.handler(({ input, context }) =>
    getPicture(context.db, context.actor, input, context.clock.now()),
  ),
  getGap: procedures.situation.getGap.handler(({ input, context }) =>
    getGap(context.db, context.actor, input, context.clock.now()),
  ),
};

/** Where all needs stand; the statuses add up to the total. */
export async function figures(
  db: Db,
  actor: Actor,
  area: string | undefined,
  now: Temporal.Instant,
): Promise<z.infer<typeof Figures>> {
  const counts = await countByStatus(db, scopeOf(actor, 'needs.figures'), area, iso(now));
  const of = (status: string) => counts.find((each) => each.status === status);
  const open = ['collected', 'dispatched', 'fulfilled'].map(of);
  const sum = (rows: readonly (number | undefined)[]) => rows.reduce<number>((total, each) => total + (each ?? 0), 0);
  return {
    total: sum(counts.map((each) => each.count)),
    collected: of('collected')?.count ?? 0,
    dispatched: of('dispatched')?.count ?? 0,
    fulfilled: of('fulfilled')?.count ?? 0,
    closed: of('closed')?.count ?? 0,
    withdrawn: of('withdrawn')?.count ?? 0,
    merged: of('merged')?.count ?? 0,
    open: sum(open.map((each) => each?.count)),
    overdue: sum(open.map((each) => each?.overdue)),
    lifeCriticalOpen: sum(open.map((each) => each?.life_critical)),
    asOf: iso(now),
  };
}

type FlowInput = { area?: string | undefined; by: 'hour' | 'day'; points: number };

/** The curve: what came in and what ended, and how many stood open at the end of each step (counted back from now). */
async function flow(db: Db, actor: Actor, { area, by, points }: FlowInput, now: Temporal.Instant) {
  const scope = scopeOf(actor, 'needs.figures');
  const rows = await countFlow(db, scope, area, by, points);
  const counts = await countByStatus(db, scope, area, iso(now));
  let open = counts
    .filter((each) => ['collected', 'dispatched', 'fulfilled'].includes(each.status))
    .reduce((total, each) => total + each.count, 0);
  const curve = rows.toReversed().map(({ ended, ...row }) => {
    const point = { ...row, open };
    open -= row.collected - ended;
    return point;
  });
  return curve.reverse();
}
