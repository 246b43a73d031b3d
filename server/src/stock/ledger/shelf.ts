import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { type HoldingKey, keyOf, lockHoldings, type LotAtPlace, lotsAt } from './holdings.ts';
import type { NewMovement } from './movements.ts';
import type { LotPart } from './parts-out.ts';
import { edges } from './places.ts';

/** What is at a place of one item while postings are planned. `rejected`: on a transit place, free to be taken back. */
export type ShelfHolding = {
  onHand: number;
  reserved: number;
  inLots: number;
  lots: LotAtPlace[];
  rejected: LotPart[];
};
type LaterCount = HoldingKey & { lotId: string | null; countedAt: string };

/** The locked holdings of many postings, which follow in memory what is planned. */
export type Shelf = {
  holdings: Map<string, ShelfHolding>;
  /** Moves the goods on the shelf; returns the counter-entries that keep what a later count saw. */
  move(movement: NewMovement, happenedAt: string): NewMovement[];
  countedSince(placeId: string, itemCode: string, lotId: string | null, happenedAt: string): string | null;
  /** Call what it returns to have these holdings as they were. */
  remember(keys: readonly HoldingKey[]): () => void;
};

const edgeIds: ReadonlySet<string> = new Set(Object.values(edges));

/** Locks what the keys name. `transit`: places whose rejected goods are asked for. `past`: something happened before now. */
export async function openShelf(
  tx: Tx,
  keys: readonly HoldingKey[],
  { transit, past }: { transit: readonly string[]; past: boolean },
): Promise<Shelf> {
  const locked = await lockHoldings(tx, keys);
  const lotted = [...locked.values()].filter(({ inLots }) => inLots > 0);
  const lots = Map.groupBy(await lotsAt(tx, lotted), keyOf);
  const rejected = transit.length > 0 ? await rejectedAt(tx, transit) : new Map<string, LotPart[]>();
  const counts = past ? await laterCounts(tx, keys) : [];
  const holdings = new Map(
    [...locked].map(([key, { onHand, reserved, inLots }]): [string, ShelfHolding] => [
      key,
      { onHand, reserved, inLots, lots: lots.get(key) ?? [], rejected: rejected.get(key) ?? [] },
    ]),
  );
  return shelfOf(holdings, counts);
}

export function itemsAt(shelf: Pick<Shelf, 'holdings'>, placeId: string, itemCode: string): ShelfHolding {
  const key = keyOf({ placeId, itemCode });
  const known = shelf.holdings.get(key) ?? { onHand: 0, reserved: 0, inLots: 0, lots: [], rejected: [] };
  shelf.holdings.set(key, known);
  return known;
}

function shelfOf(holdings: Map<string, ShelfHolding>, counts: readonly LaterCount[]): Shelf {
  const countedSince: Shelf['countedSince'] = (placeId, itemCode, lotId, happenedAt) =>
    counts.find(
      (count) =>
        count.placeId === placeId &&
        count.itemCode === itemCode &&
        (count.lotId === null || count.lotId === lotId) &&
        count.countedAt > happenedAt,
    )?.countedAt ?? null;
  const side = (placeId: string, movement: NewMovement, sign: 1 | -1, happenedAt: string): NewMovement[] => {
    if (edgeIds.has(placeId)) return [];
    const { itemCode, lotId = null, quantity } = movement;
    if (countedSince(placeId, itemCode, lotId, happenedAt)) {
      const [from, to] = sign > 0 ? [placeId, edges.lost] : [edges.lost, placeId];
      return [{ kind: 'count', itemCode, lotId, from, to, quantity }];
    }
    change(itemsAt({ holdings }, placeId, itemCode), movement, sign);
    return [];
  };
  return {
    holdings,
    countedSince,
    move: (movement, happenedAt) => [
      ...side(movement.from, movement, -1, happenedAt),
      ...side(movement.to, movement, 1, happenedAt),
    ],
    remember(keys) {
      const copies = keys.map((key) => [keyOf(key), copyOf(holdings.get(keyOf(key)))] as const);
      return () => {
        for (const [key, holding] of copies) {
          if (holding) holdings.set(key, holding);
          else holdings.delete(key);
        }
      };
    },
  };
}

function copyOf(holding: ShelfHolding | undefined): ShelfHolding | undefined {
  if (!holding) return undefined;
  const { lots, rejected, ...rest } = holding;
  return { ...rest, lots: lots.map((lot) => ({ ...lot })), rejected: rejected.map((part) => ({ ...part })) };
}

function change(
  holding: ShelfHolding,
  { itemCode, lotId = null, quantity, from, to }: NewMovement,
  sign: 1 | -1,
): void {
  holding.onHand += sign * quantity;
  const back = holding.rejected.find((part) => part.lotId === lotId);
  if (back && sign < 0) back.quantity -= quantity;
  if (lotId === null) return;
  holding.inLots += sign * quantity;
  const lot = holding.lots.find((each) => each.lotId === lotId);
  if (lot) lot.onHand += sign * quantity;
  else
    holding.lots.push({
      placeId: sign > 0 ? to : from,
      itemCode,
      lotId,
      number: '',
      expiresOn: null,
      onHand: sign * quantity,
    });
}

/** What receivers turned back to these transit places and nobody has taken back yet, by item and lot. */
async function rejectedAt(tx: Tx, placeIds: readonly string[]): Promise<Map<string, LotPart[]>> {
  const { rows } = await sql<HoldingKey & LotPart>`
    select place.id as "placeId", item_code as "itemCode", lot_id as "lotId",
           sum(case when to_place_id = place.id then quantity else -quantity end)::bigint as quantity
    from unnest(${[...placeIds]}::uuid[]) place (id)
    join movement on ((kind = 'reject' and to_place_id = place.id) or (kind = 'transfer' and place.id in (from_place_id, to_place_id))
      or (kind = 'correct' and place.id in (from_place_id, to_place_id)
          and (select kind from movement original where original.id = movement.corrects_id) in ('reject', 'transfer')))
    group by place.id, item_code, lot_id`.execute(tx);
  return Map.groupBy(rows, keyOf);
}

/** The latest counts that decide, by what they counted. */
async function laterCounts(tx: Tx, keys: readonly HoldingKey[]): Promise<LaterCount[]> {
  const { rows } = await sql<LaterCount>`
    select place_id as "placeId", item_code as "itemCode", lot_id as "lotId", max(counted_at) as "countedAt"
    from stocktake_line where stands and (place_id, item_code) in (
      select place, item from unnest(${keys.map((key) => key.placeId)}::uuid[], ${keys.map((key) => key.itemCode)}::text[]) wanted (place, item))
    group by place_id, item_code, lot_id`.execute(tx);
  return rows;
}
