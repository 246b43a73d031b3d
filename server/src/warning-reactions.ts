import { type NeedInput, NeedInput as NeedBody } from '@baogong/contract';
import { collectNeed, findOpenNeed } from './needs/index.ts';
import { type Actor, systemActor } from './platform/actor.ts';
import { iso } from './platform/clock.ts';
import type { Services } from './platform/http/context.ts';
import type { Follower } from './platform/log/follow.ts';
import type { RecordedEvent } from './platform/log/read.ts';
import { Refusal } from './platform/refusal.ts';
import { stableId } from './platform/stable-id.ts';
import {
  linkNeed,
  MARGIN_MINUTES,
  needEnded,
  needsWanted,
  type NeedWanted,
  reportCame,
  reportMissing,
  takeByNeed,
} from './stock/index.ts';

const AT_ONCE = 50;
/** The platform asks on behalf of a site whose warning nobody took. It may ask for anybody, and nothing else. */
const asker: Actor = { ...systemActor, posts: [{ role: 'dispatcher', organisationId: null, areaCode: '' }] };

type Context = Pick<Services, 'db' | 'clock' | 'hints'>;

/**
 * Opens the need of each warning whose time has come, unless one is open for that site and item; ties both. The command id
 * follows from the warning, so two processes, or one that died half-way, open one need. Returns how many were tied.
 */
export async function openNeedsForWarnings({ db, clock, hints }: Context): Promise<number> {
  const wanted = await needsWanted(db, clock.now(), AT_ONCE);
  for (const each of wanted) {
    const known = await findOpenNeed(db, each.organisationId, each.item);
    const need = known ?? (await collect({ db, clock, hints }, each));
    await linkNeed(db, each.warningId, { ...need, opened: !known }, clock.now());
  }
  return wanted.length;
}

async function collect(context: Context, wanted: NeedWanted): Promise<{ id: string; number: string }> {
  const commandId = stableId('warning-need', `${wanted.warningId} ${wanted.version}`);
  try {
    return await collectNeed({ ...context, actor: asker }, { commandId, ...needFor(wanted, context.clock.now()) });
  } catch (error) {
    // Another process asked for the same warning a moment ago, in figures of that moment.
    const known = error instanceof Refusal && (await findOpenNeed(context.db, wanted.organisationId, wanted.item));
    if (known) return known;
    throw error;
  }
}

/** What to ask for: enough from now on until the next round and safety after it, less what is there; half an hour early. */
export function needFor(wanted: NeedWanted, now: Temporal.Instant): NeedInput {
  const soon = now.epochMilliseconds + MARGIN_MINUTES * 60_000;
  const dry = wanted.dryEarly === null ? null : Date.parse(wanted.dryEarly);
  const neededBy = dry === null ? null : Math.max(now.epochMilliseconds, dry - MARGIN_MINUTES * 60_000);
  return NeedBody.parse({
    organisationId: wanted.organisationId,
    lines: [{ item: wanted.item, quantity: quantityFor(wanted) }],
    priority: wanted.lifeCritical ? 'life-critical' : 'urgent',
    priorityReason: `预警自动提出：预计${dry === null ? '不久' : clockOf(dry)}起可能用尽，补货要 ${wanted.resupplyMinutes} 分钟`,
    neededBy: neededBy === null ? null : iso(Temporal.Instant.fromEpochMilliseconds(neededBy)),
    runsDryAt: dry === null ? null : iso(Temporal.Instant.fromEpochMilliseconds(Math.max(dry, soon))),
    description: wanted.supplierName ? `最近的供应单位：${wanted.supplierName}` : null,
    channel: 'api',
  });
}

/**
 * Base units: use × hours to cover − usable stock, at most what fits in; rounded up to two digits, as people order. Null
 * where nobody knows the use: then the desk asks.
 */
export function quantityFor(
  wanted: Pick<NeedWanted, 'usePerHour' | 'stock' | 'deadStock' | 'capacity' | 'coverHours'>,
): number | null {
  const { usePerHour, stock, deadStock, capacity, coverHours } = wanted;
  if (usePerHour === null || usePerHour <= 0) return null;
  const there = stock ?? 0;
  const room = capacity === null ? Number.POSITIVE_INFINITY : capacity - there;
  const short = Math.max(usePerHour, usePerHour * coverHours - Math.max(0, there - deadStock));
  const step = 10 ** Math.max(0, Math.floor(Math.log10(short)) - 1);
  return Math.max(1, Math.min(Math.ceil(short / step) * step, room));
}

function clockOf(milliseconds: number): string {
  const time = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO('Asia/Shanghai');
  return time.toPlainTime().toString({ smallestUnit: 'minute' });
}

/** What other modules' facts mean for warnings: reports that came or did not, needs that were dispatched or ended. */
export function warningFollower(clock: Services['clock']): Follower {
  return {
    name: 'warnings',
    facts: ['supply.report-missing', 'supply.report-shift', 'needs.dispatch', ...endings],
    async act(tx, events) {
      const now = clock.now();
      for (const event of events) {
        const fact = `${event.module}.${event.action}`;
        if (fact === 'supply.report-missing') await reportMissing(tx, missingOf(event), now);
        if (fact === 'supply.report-shift') await reportCame(tx, event.subjectId, now);
        if (fact === 'needs.dispatch') await takeByNeed(tx, [event.subjectId], actorOf(event), now);
        if (endings.has(fact)) await needEnded(tx, [event.subjectId], now);
      }
    },
  };
}

const endings = new Set(['needs.close', 'needs.withdraw', 'needs.merge']);

function missingOf(event: RecordedEvent) {
  const { organisationId, areaCode, subjectId: lineId, details } = event;
  const { item, line, roundName } = details as { item: string; line: string; roundName: unknown };
  return { lineId, line, organisationId: organisationId!, areaCode: areaCode!, item, round: roundName };
}

function actorOf({ actor, actorName }: RecordedEvent): Actor {
  return { id: actor, personId: null, name: actorName, locale: 'zh', posts: [] };
}
