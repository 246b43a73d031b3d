import { type NeedInput, NeedInput as NeedBody } from '@baogong/contract';
import { collectNeed, findOpenNeed, referenceOf } from './needs/index.ts';
import { type Actor, systemActor } from './platform/actor.ts';
import { cityTime, iso } from './platform/clock.ts';
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
  waitForArrival,
} from './stock/index.ts';
import { nextRound, roundTimes, type Schedule } from './supply/index.ts';
import { type NeedSize, sizeOfNeed } from './warning-need-size.ts';

const AT_ONCE = 50;
/** The platform asks on behalf of a site whose warning nobody took. It may ask for anybody, and nothing else. */
const asker: Actor = { ...systemActor, posts: [{ role: 'dispatcher', organisationId: null, areaCode: '' }] };

type Context = Pick<Services, 'db' | 'clock' | 'hints'>;

/**
 * Opens the need of each warning whose time has come, unless what was asked for already or is on its way will do; ties both. The command
 * id follows from the warning, so two processes, or one that died half-way, open one need. Returns how many were tied.
 */
export async function openNeedsForWarnings({ db, clock, hints }: Context): Promise<number> {
  const now = clock.now();
  const wanted = await needsWanted(db, now, AT_ONCE);
  if (wanted.length === 0) return 0;
  const schedule = await roundTimes(db);
  const items = await referenceOf(db).catalogue.items();
  let tied = 0;
  for (const each of wanted) {
    const known = await findOpenNeed(db, each.organisationId, each.item);
    const round = roundToWaitFor(schedule, each, now);
    const waiting = known ? known.waiting : 0;
    const size = sizeOfNeed({ wanted: each, now: now.epochMilliseconds, round, waiting, item: items.get(each.item)! });
    const isEnough = size.quantity === 0 || (size.quantity === null && known !== undefined);
    if (isEnough && !known && !each.isAsked) {
      await waitForArrival(db, each, now);
      continue;
    }
    const need = isEnough && known ? { ...known, opened: false } : await collect({ db, clock, hints }, each, size);
    await linkNeed(db, each.warningId, need, now);
    tied += 1;
  }
  return tied;
}

/**
 * The first round after the need's own goods can be there: what that one sends comes after as long again. A round before would be asked
 * by this very need.
 */
function roundToWaitFor(schedule: Schedule, { resupplyMinutes }: NeedWanted, now: Temporal.Instant) {
  const { name, dueAt } = nextRound(schedule, now.add({ minutes: resupplyMinutes }));
  const due = Date.parse(dueAt);
  return { name, dueAt: due, goodsAt: due + resupplyMinutes * 60_000 };
}

type Opened = { id: string; number: string; opened: boolean };

async function collect(context: Context, wanted: NeedWanted, size: NeedSize): Promise<Opened> {
  const commandId = stableId('warning-need', `${wanted.warningId} ${wanted.version}`);
  try {
    const body = needFor(wanted, size, context.clock.now());
    const { id, number } = await collectNeed({ ...context, actor: asker }, { commandId, ...body });
    return { id, number, opened: true };
  } catch (error) {
    const known = error instanceof Refusal && (await findOpenNeed(context.db, wanted.organisationId, wanted.item));
    if (!known) throw error;
    // Another process opened it for the same warning a moment ago, in figures of that moment; else somebody else opened it meanwhile.
    return { id: known.id, number: known.number, opened: error.reason === 'other-body-same-command' };
  }
}

/** What is missing, half an hour before it may be; how it was reckoned, and who is near. */
function needFor(wanted: NeedWanted, size: NeedSize, now: Temporal.Instant): NeedInput {
  const soon = now.epochMilliseconds + MARGIN_MINUTES * 60_000;
  const dry = wanted.dryEarly === null ? null : Date.parse(wanted.dryEarly);
  const neededBy = dry === null ? null : Math.max(now.epochMilliseconds, dry - MARGIN_MINUTES * 60_000);
  const nearest = wanted.supplierName;
  const near = nearest ? `\n最近的供应单位：${nearest} / Nearest supplier: ${nearest}` : '';
  return NeedBody.parse({
    organisationId: wanted.organisationId,
    // Somebody asks although nothing seems to be missing: how much is theirs to say.
    lines: [{ item: wanted.item, quantity: size.quantity || null }],
    priority: wanted.lifeCritical ? 'life-critical' : 'urgent',
    priorityReason: `预警自动提出：预计${wanted.dryEarly === null ? '不久' : cityTime(wanted.dryEarly)}起可能用尽，补货要 ${wanted.resupplyMinutes} 分钟`,
    neededBy: neededBy === null ? null : iso(Temporal.Instant.fromEpochMilliseconds(neededBy)),
    runsDryAt: dry === null ? null : iso(Temporal.Instant.fromEpochMilliseconds(Math.max(dry, soon))),
    description: `${size.text}${near}`,
    channel: 'api',
  });
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
