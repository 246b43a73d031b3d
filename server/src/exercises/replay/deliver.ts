import type { DeliverySummary, ShipmentOrder } from '@baogong/contract';
import type { z } from 'zod';
import type { SupplierActor } from './cast.ts';
import { allPages, decide, groupwise, isOvertaken, type Stage } from './stage.ts';

type Order = z.output<typeof ShipmentOrder>;

/** Shares of the orders that go as life goes. */
const RETURNED = 0.02;
const IN_TWO_PARTS = 0.15;
const SMALLEST_TO_PART = 20;
const MOST_LINES = 200;
/** How often a supplier looks for further orders in one round. */
const MOST_LOOKS = 20;

/** Suppliers report in the morning what was made since the day before; on the first, what is on hand. */
export async function reportStock(stage: Stage, day: number): Promise<void> {
  await Promise.all(stage.cast.suppliers.map((actor) => reportStockOf(stage, actor, day)));
}

/** Each supplier sends what it has promised, one trip for each hospital. Returns how many trips and returns there were. */
export async function shipRound(stage: Stage, round: number): Promise<number> {
  const counts = await Promise.all(stage.cast.suppliers.map((actor) => shipOrders(stage, actor, round)));
  return counts.reduce((total, count) => total + count, 0);
}

/** What was on the road since the last round arrives. Returns how many trips did. */
export async function arriveRound(stage: Stage): Promise<number> {
  const under = await ownDeliveries(stage, 'in-transit');
  await groupwise(
    under,
    ({ id }) => id,
    async ({ id, supplierId }) => {
      const supplier = stage.cast.suppliers.find((each) => each.organisationId === supplierId);
      const commandId = stage.run.command('arrive', id);
      await supplier?.client.deliveries.arriveDelivery({ commandId, id }).catch(dropIfOvertaken(stage));
    },
  );
  return under.length;
}

/** Deliveries in this status whose every line is for a need of this run. */
export async function ownDeliveries(stage: Stage, status: 'in-transit' | 'arrived'): Promise<DeliverySummary[]> {
  const all = await allPages((after) => stage.cast.dispatcher.deliveries.listDeliveries({ status, limit: 200, after }));
  return all.filter(({ lines }) => lines.every((line) => stage.books.of(line.needId)));
}

/** For `catch`: counts what somebody else had done already, throws the rest. */
export function dropIfOvertaken(stage: Stage) {
  return (error: unknown): void => {
    if (!isOvertaken(error)) throw error;
    stage.refused += 1;
  };
}

async function reportStockOf({ run }: Stage, { client, organisationId, supplier }: SupplierActor, day: number) {
  const known = await allPages((after) =>
    client.supply.listSources({ organisation: organisationId, limit: 200, after }),
  );
  for (const [item, { opening, daily }] of Object.entries(supplier.stock)) {
    const made = day === 0 ? opening : daily;
    const source = known.find((each) => each.item === item);
    const commandId = run.command('stock', supplier.key, item, day);
    if (!source)
      await client.supply.createSource({
        commandId,
        organisationId,
        item,
        form: 'stock',
        quantity: made,
        note: '演示',
      });
    else if (made > 0)
      await client.supply.reviseSource({
        commandId,
        id: source.id,
        version: source.version,
        quantity: source.quantity + made,
      });
  }
}

async function shipOrders(stage: Stage, actor: SupplierActor, round: number): Promise<number> {
  const seen = new Set<string>();
  let done = 0;
  for (let look = 0; look < MOST_LOOKS; look++) {
    const listed = await actor.client.deliveries.listOrders({ limit: MOST_LINES });
    const orders = listed.filter(({ reservationId, needId }) => !seen.has(reservationId) && stage.books.of(needId));
    if (orders.length === 0) break;
    for (const { reservationId } of orders) seen.add(reservationId);
    const returned = orders.filter((order) => isReturned(stage, order, round));
    for (const order of returned) await giveBack(stage, actor, order);
    const sent = orders.filter((order) => !returned.includes(order));
    const trips = Map.groupBy(sent, ({ needId }) => stage.books.of(needId)!.placeKey);
    // One lorry is loaded after the other: all trips of a supplier draw on the same stock.
    for (const trip of trips.values()) await ship(stage, actor, trip, round);
    done += returned.length + trips.size;
  }
  return done;
}

function isReturned({ run, books }: Stage, { needId }: Order, round: number): boolean {
  const entry = books.of(needId)!;
  return !entry.shipped && run.chance('return', entry.name, round) < RETURNED;
}

async function giveBack(stage: Stage, { client }: SupplierActor, { needId: id }: Order): Promise<void> {
  const entry = stage.books.of(id)!;
  const { version } = entry;
  const commandId = stage.run.command('return', entry.name, version);
  await decide(stage, entry, () => client.needs.returnNeed({ commandId, id, version, reason: '车辆故障，无法发货' }));
}

async function ship(stage: Stage, actor: SupplierActor, trip: readonly Order[], round: number): Promise<void> {
  const lines = trip.map((order) => ({ reservationId: order.reservationId, quantity: partOf(stage, order) }));
  const commandId = stage.run.command('ship', round, ...lines.map((line) => line.reservationId));
  await actor.client.deliveries
    .shipDelivery({ commandId, supplierId: actor.organisationId, lines })
    .then(() => trip.forEach(({ needId }) => (stage.books.of(needId)!.shipped = true)))
    .catch(dropIfOvertaken(stage));
}

/** Some larger orders go in two parts: half now, the rest with the next round. */
function partOf({ run, books }: Stage, { needId, open }: Order): number {
  const entry = books.of(needId)!;
  const inParts = !entry.shipped && open >= SMALLEST_TO_PART && run.chance('parts', entry.name) < IN_TWO_PARTS;
  return inParts ? Math.ceil(open / 2) : open;
}
