import type { DeliverySummary, NeedSummary } from '@baogong/contract';
import type { Actor } from './cast.ts';
import type { Entry } from './books.ts';
import { dropIfOvertaken, ownDeliveries } from './deliver.ts';
import { addSources } from './dispatch.ts';
import { allPages, decide, groupwise, type Stage } from './stage.ts';
import { HUBEI } from './stream.ts';

/** Shares of the receipts that go as life goes. */
const PARTLY_REJECTED = 0.02;
const DISPUTED = 0.015;
const SMALLEST_TO_REJECT = 10;

/**
 * Hospitals confirm what arrived in the round before and close what is fulfilled, with a receipt. Some goods are partly
 * rejected (then replaced, or the rest is waived), some arrivals disputed (then put right). Returns how many acts there were.
 */
export async function receiveRound(stage: Stage): Promise<number> {
  const arrived = await ownDeliveries(stage, 'arrived');
  await groupwise(arrived, placeOf(stage), (delivery) => confirm(stage, delivery));
  const waiting = await allPages((after) =>
    stage.cast.dispatcher.needs.listNeeds({ status: ['dispatched', 'fulfilled'], area: HUBEI, limit: 200, after }),
  );
  const own = waiting.filter((need) => stage.books.note(need));
  let acts = arrived.length;
  await groupwise(
    own,
    ({ organisationId }) => organisationId,
    async (need) => {
      if (await conclude(stage, need)) acts += 1;
    },
  );
  return acts;
}

function placeOf({ books }: Stage) {
  return ({ lines }: DeliverySummary) => books.of(lines[0]!.needId)!.placeKey;
}

async function confirm(stage: Stage, delivery: DeliverySummary): Promise<void> {
  const { client } = stage.cast.hospital(placeOf(stage)(delivery));
  const lines = delivery.lines.map((line) => {
    const entry = stage.books.of(line.needId)!;
    const rejected = rejectedOf(stage, entry, line.quantity);
    const reason = rejected > 0 ? '包装破损，无法使用' : null;
    return { deliveryLineId: line.id, accepted: line.quantity - rejected, rejected, reason };
  });
  const commandId = stage.run.command('receive', delivery.id);
  await client.deliveries.receiveDelivery({ commandId, id: delivery.id, lines }).catch(dropIfOvertaken(stage));
}

function rejectedOf({ run }: Stage, entry: Entry, quantity: number): number {
  if (quantity < SMALLEST_TO_REJECT || entry.dropped) return 0;
  return run.chance('reject', entry.name) < PARTLY_REJECTED ? Math.ceil(quantity / 10) : 0;
}

/** The next step of the receiving side on this need, if there is one. */
async function conclude(stage: Stage, need: NeedSummary): Promise<boolean> {
  const entry = stage.books.of(need.id)!;
  const hospital = stage.cast.hospital(entry.placeKey);
  if (need.status === 'fulfilled') return confirmPlace(stage, hospital, entry);
  const line = need.lines[0]!;
  if (line.reserved + line.inTransit > 0 || line.delivered === 0) return false;
  const missing = (line.approved ?? 0) - (line.delivered - line.rejected) - line.waived;
  return missing > 0 ? makeUp(stage, hospital, entry, missing) : putInPlace(stage, hospital, entry);
}

async function confirmPlace(stage: Stage, { client }: Actor, entry: Entry): Promise<boolean> {
  const { id, version } = entry;
  if (!entry.disputed && stage.run.chance('dispute', entry.name) < DISPUTED) {
    entry.disputed = true;
    const commandId = stage.run.command('dispute', entry.name, version);
    return decide(stage, entry, () =>
      client.needs.disputeNeed({ commandId, id, version, reason: '货到门口，未送到科室' }),
    );
  }
  const commandId = stage.run.command('close', entry.name, version);
  return decide(stage, entry, () => client.needs.closeNeed({ commandId, id, version, receipt: { inPlace: true } }));
}

/** After a dispute: brought where it belongs. */
function putInPlace(stage: Stage, { client }: Actor, entry: Entry): Promise<boolean> {
  const { id, version } = entry;
  const commandId = stage.run.command('fulfil', entry.name, version);
  return decide(stage, entry, () => client.needs.fulfilNeed({ commandId, id, version, note: '已送到科室' }));
}

/** What was rejected comes again, if there is any; else the hospital gives it up. */
async function makeUp(stage: Stage, { client }: Actor, entry: Entry, missing: number): Promise<boolean> {
  const replaced = stage.run.chance('replace', entry.name) < 0.5 && (await addSources(stage, entry, missing)) > 0;
  if (replaced || entry.status !== 'dispatched') return true;
  const { id, version, lineId } = entry;
  const commandId = stage.run.command('waive', entry.name, version);
  const lines = [{ lineId, quantity: missing }];
  return decide(stage, entry, () => client.needs.waiveRest({ commandId, id, version, lines, reason: '余量不再等待' }));
}
