import { type NeedInput, NeedInput as NeedBody } from '@baogong/contract';
import { collectNeed } from './needs/index.ts';
import { type Actor, systemActor } from './platform/actor.ts';
import type { Services } from './platform/http/context.ts';
import { partiesOf } from './platform/live/audience.ts';
import type { Follower } from './platform/log/follow.ts';
import { Refusal } from './platform/refusal.ts';
import { stableId } from './platform/stable-id.ts';
import {
  checkReorders,
  linkReorderNeed,
  linkRepairNeed,
  ordersToAsk,
  repairsToAsk,
  type RepairToAsk,
} from './stock/index.ts';

const AT_ONCE = 50;
/** The platform asks on behalf of a site. It may ask for anybody, and nothing else. */
const asker: Actor = { ...systemActor, posts: [{ role: 'dispatcher', organisationId: null, areaCode: '' }] };
/** Facts of these modules may mean that an organisation has less or more than before. */
const MOVING_MODULES = new Set(['stock', 'assets', 'needs', 'deliveries', 'supply', 'transfers']);

type Context = Pick<Services, 'db' | 'clock' | 'hints'>;

/** Rules that order by themselves are looked at whenever something happened at their organisation. */
export function assetFollower(clock: Services['clock']): Follower {
  return {
    name: 'reorders',
    async act(tx, events) {
      const touched = events.filter(({ module }) => MOVING_MODULES.has(module));
      const organisations = touched.flatMap((event) => [
        event.organisationId,
        event.details['at'],
        ...partiesOf(event).map(({ organisationId }) => organisationId),
      ]);
      const ids = organisations.filter((id) => typeof id === 'string');
      if (ids.length > 0) await checkReorders(tx, [...new Set(ids)], clock.now());
    },
  };
}

/**
 * Opens the needs of reported faults and of rules that are below their threshold. The command id follows from the fault or
 * from the rule's version, so two processes, or one that died half-way, open one need. Returns how many were opened.
 */
export async function openNeedsForAssets(context: Context): Promise<number> {
  const repairs = await repairsToAsk(context.db, AT_ONCE);
  for (const repair of repairs) {
    const commandId = stableId('repair-need', `${repair.assetId} ${repair.at}`);
    const id = await collect(context, commandId, repairNeed(repair));
    if (id) await linkRepairNeed(context.db, repair.assetId, id);
  }
  const orders = await ordersToAsk(context.db, AT_ONCE);
  for (const order of orders) {
    const commandId = stableId('reorder-need', `${order.id} ${order.version}`);
    const id = await collect(context, commandId, orderNeed(order));
    if (id) await linkReorderNeed(context.db, order.id, id);
  }
  return repairs.length + orders.length;
}

/** Id of the need; undefined when it is refused now (too many at once, the kind retired): it is tried again, others go on. */
async function collect(context: Context, commandId: string, need: NeedInput): Promise<string | undefined> {
  try {
    return (await collectNeed({ ...context, actor: asker }, { commandId, ...need })).id;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function repairNeed(repair: RepairToAsk): NeedInput {
  return NeedBody.parse({
    kind: 'equipment-repair',
    organisationId: repair.organisationId,
    lines: [],
    form: {
      equipment: `${repair.itemName} ${repair.number}`,
      ...(repair.maker ? { model: repair.maker } : {}),
      'units-down': 1,
      place: '扫码报修，未写明位置，请电话确认',
      symptoms: repair.note ?? '扫码报修，未写明现象',
      'patient-depends': repair.patientDepends,
    },
    priority: repair.patientDepends ? 'life-critical' : 'urgent',
    priorityReason: repair.patientDepends ? '有病人正在依赖这台设备' : '扫码报修',
    channel: 'api',
  });
}

function orderNeed(order: Awaited<ReturnType<typeof ordersToAsk>>[number]): NeedInput {
  const { item, quantity, threshold, supplier, unit } = order;
  return NeedBody.parse({
    kind: 'goods',
    organisationId: order.organisation.id,
    lines: [{ item, quantity }],
    priority: 'urgent',
    priorityReason: `自动补货：低于${threshold}${unit.zh}`,
    description: supplier ? `按规则由${supplier.name}补货` : null,
    channel: 'api',
  });
}
