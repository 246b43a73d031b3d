import { newId, type NeedInput } from '@baogong/contract';
import { arriveDelivery, closeNeed, collectNeed, dispatchNeed, shipDelivery } from '../needs/index.ts';
import type { Actor } from '../platform/actor.ts';
import { iso, systemClock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import type { Act } from '../platform/http/context.ts';
import { localHints } from '../platform/log/hints.ts';
import { openReservations } from '../stock/index.ts';
import { candidateSources } from '../supply/index.ts';
import { demoId } from './demo-city.ts';
import type { DemoPeople } from './demo-people.ts';
import { askDemoReserve, releaseDemoReserve } from './demo-reserve.ts';

/** How far the demo need has come when people first see it. */
type Stage = 'collected' | 'dispatched' | 'under-way' | 'fulfilled' | 'closed';

type DemoNeed = {
  stage: Stage;
  who: keyof DemoPeople;
  organisation: string;
  item: string;
  quantity: number | null;
  said?: string;
  priority: NeedInput['priority'];
  reason?: string;
  /** Hours from now. */
  runsDryIn?: number;
  neededIn?: number;
  /** So much of the city's reserve is asked for and waits for the supervisor. */
  asksReserve?: number;
};

/** Invented, all of them; no word about the real hospitals whose names they bear. */
const demoNeeds: readonly DemoNeed[] = [
  {
    stage: 'collected',
    who: 'hospital',
    organisation: 'hospital-hai-dian-yi-yuan',
    item: 'oxygen-cylinder-40l',
    quantity: 60,
    priority: 'life-critical',
    reason: '汇流排只够今晚',
    runsDryIn: 6,
    asksReserve: 60,
  },
  {
    stage: 'collected',
    who: 'officer',
    organisation: 'hospital-chao-yang-yi-yuan',
    item: 'medical-protective-mask',
    quantity: 20_000,
    priority: 'urgent',
    reason: '发热门诊扩容',
    neededIn: 18,
  },
  {
    stage: 'collected',
    who: 'officer',
    organisation: 'hospital-da-xue-di-san-yi-yuan',
    item: 'antigen-test',
    quantity: null,
    said: '若干',
    priority: 'normal',
  },
  {
    stage: 'collected',
    who: 'desk',
    organisation: 'centre-hai-dian-qing-long-qiao',
    item: 'oxygen-concentrator-5l',
    quantity: 20,
    priority: 'urgent',
    reason: '居民排队等候',
    neededIn: 24,
  },
  {
    stage: 'dispatched',
    who: 'hospital',
    organisation: 'hospital-hai-dian-yi-yuan',
    item: 'protective-clothing',
    quantity: 2000,
    priority: 'urgent',
    neededIn: 12,
  },
  {
    stage: 'under-way',
    who: 'officer',
    organisation: 'hospital-da-xue-di-san-yi-yuan',
    item: 'surgical-mask',
    quantity: 50_000,
    priority: 'normal',
    neededIn: 30,
  },
  {
    stage: 'fulfilled',
    who: 'hospital',
    organisation: 'hospital-hai-dian-yi-yuan',
    item: 'oxygen-concentrator-5l',
    quantity: 10,
    priority: 'urgent',
    neededIn: 8,
  },
  {
    stage: 'closed',
    who: 'hospital',
    organisation: 'hospital-hai-dian-yi-yuan',
    item: 'medical-protective-mask',
    quantity: 3000,
    priority: 'normal',
  },
];

/** A handful of invented needs in every status, brought there by the same verbs that people use. */
export async function seedDemoNeeds(db: Db, people: DemoPeople): Promise<void> {
  for (const need of demoNeeds) await seedNeed(db, people, need);
}

async function seedNeed(db: Db, people: DemoPeople, wanted: DemoNeed): Promise<void> {
  const asker = people[wanted.who].actor;
  const asked = await ask(db, asker, wanted);
  const steps = stepsTo(wanted.stage);
  const { dispatcher, supervisor, supplier } = people;
  if (steps.includes('dispatched')) {
    await inTransaction(db, dispatcher.actor, async (act) => {
      const [line] = asked.lines;
      await releaseDemoReserve(act, supervisor.actor, {
        item: line!.item,
        quantity: line!.requested!,
        needId: asked.id,
      });
      await dispatchFromReserve(act, asked);
    });
  } else if (wanted.asksReserve !== undefined) {
    const [line] = asked.lines;
    const release = { item: line!.item, quantity: wanted.asksReserve, needId: asked.id };
    await inTransaction(db, dispatcher.actor, (act) => askDemoReserve(act, release));
  }
  if (steps.includes('under-way'))
    await inTransaction(db, supplier.actor, (act) => sendAll(act, asked.id, steps.includes('fulfilled')));
  if (steps.includes('closed'))
    await inTransaction(db, asker, async (act) => {
      const { version } = await act.tx
        .selectFrom('need')
        .select('version')
        .where('id', '=', asked.id)
        .executeTakeFirstOrThrow();
      await closeNeed(act, { id: asked.id, version, receipt: { inPlace: true, note: '演示' } });
    });
}

function stepsTo(stage: Stage): Stage[] {
  const order: Stage[] = ['collected', 'dispatched', 'under-way', 'fulfilled', 'closed'];
  return order.slice(0, order.indexOf(stage) + 1);
}

function ask(db: Db, actor: Actor, wanted: DemoNeed) {
  const hence = (hours: number | undefined) => (hours === undefined ? null : iso(systemClock.now().add({ hours })));
  return collectNeed(
    { db, actor, clock: systemClock, hints: localHints() },
    {
      commandId: newId(),
      kind: 'goods',
      organisationId: demoId(wanted.organisation),
      lines: [{ item: wanted.item, quantity: wanted.quantity, said: wanted.said }],
      form: {},
      priority: wanted.priority,
      priorityReason: wanted.reason,
      runsDryAt: hence(wanted.runsDryIn),
      neededBy: hence(wanted.neededIn),
      description: '演示数据，并非真实需求。Invented for the demo.',
      channel: wanted.who === 'officer' ? 'officer' : 'screen',
    },
  );
}

type Asked = Awaited<ReturnType<typeof collectNeed>>;

async function dispatchFromReserve(act: Act, { id, lines }: Asked): Promise<void> {
  const [line] = lines;
  const sources = await candidateSources(act.tx, [line!.item], act.now);
  const source = sources.find((each) => each.organisationId === demoId('city-reserve'));
  await dispatchNeed(act, {
    id,
    version: 1,
    approvals: [],
    sources: [{ lineId: line!.id, sourceId: source!.id, quantity: line!.requested! }],
    holdHours: 48,
  });
}

async function sendAll(act: Act, needId: string, arrived: boolean): Promise<void> {
  const held = await openReservations(act.tx, needId);
  const lines = held.map(({ id: reservationId, open: quantity }) => ({ reservationId, quantity }));
  const expectedAt = iso(act.now.add({ hours: 2 }));
  const id = await shipDelivery(act, { supplierId: demoId('city-reserve'), lines, expectedAt });
  if (arrived) await arriveDelivery(act, { id });
}

function inTransaction<Answer>(db: Db, actor: Actor, verb: (act: Act) => Promise<Answer>): Promise<Answer> {
  const now = systemClock.now();
  return db.transaction().execute((tx) => verb({ tx, actor, now, commandId: newId() }));
}
