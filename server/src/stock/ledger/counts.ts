import { newId, type Stocktake, type stock as routes } from '@baogong/contract';
import type { z } from 'zod';
import type { Catalogue, CatalogueItem } from '../../catalogue/index.ts';
import { iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { invalid } from '../../platform/refusal.ts';
import {
  addToConflict,
  bumpConflict,
  type Counted,
  type CountedLine,
  type CountState,
  countStates,
  insertStocktake,
  openConflict,
} from './count-queries.ts';
import { keyOf, type LockedHolding, lockHoldings, type LotAtPlace, lotsAt, openHoldings } from './holdings.ts';
import { registerLots } from './lot-registry.ts';
import { pastMoment } from './moments.ts';
import { type NewMovement, postMovements } from './movements.ts';
import { ownPlace } from './own-places.ts';
import { takeParts } from './parts-out.ts';
import { edges, type OwnedPlace } from './places.ts';
import { baseQuantity } from './quantity.ts';

type Input = z.output<NonNullable<(typeof routes)['countStock']['~orpc']['inputSchema']>>;

/** Phones may have been offline for so long. */
const DAYS_LATE = 7;

/** What was there before anything of this stocktake is posted; shrinks while lines are decided. */
export type Shelf = { holdings: ReadonlyMap<string, LockedHolding>; lots: LotAtPlace[] };

/**
 * Takes a stocktake: several things counted at one place. The book is brought to what was counted, with what moved since on
 * top; the difference comes from or goes to `lost`. Two phones that counted the same thing differently within two hours, with
 * nothing moved between to explain it: the second is taken but not posted, and both are asked about.
 */
export async function countStock(act: Act, catalogue: Catalogue, input: Input): Promise<Stocktake> {
  const place = await ownPlace(act, input.placeId);
  const counted = await readLines(act, catalogue, input);
  requireOnce(counted);
  const keys = counted.map(({ itemCode }) => ({ placeId: place.id, itemCode }));
  await openHoldings(act.tx, keys);
  const shelf = { holdings: await lockHoldings(act.tx, keys), lots: await lotsAt(act.tx, keys) };
  const states = await countStates(act.tx, place.id, counted);
  const decided = counted.map((line, index) => decide(line, states[index]!, shelf, place.id));
  const id = newId();
  const counter = counterOf(act, input.deviceId);
  const note = input.note || null;
  await insertStocktake(act.tx, { id, placeId: place.id, counter, actor: act.actor, note }, decided);
  for (const line of decided) await postCount(act, id, line, shelf, place.id);
  const conflicts = await askAbout(act, place, decided, states);
  await record(act, 'count', id, 1, place, {
    placeId: place.id,
    items: [...new Set(decided.map(({ itemCode }) => itemCode))],
    posted: decided.filter(({ posted }) => posted !== 0).length,
    asked: conflicts.size,
    held: decided.filter(({ outcome }) => outcome === 'held').length,
  });
  return { id, placeId: place.id, lines: decided.map((line) => viewOf(line, conflicts)) };
}

/** A stocktake's lines in base units, lots registered. */
async function readLines(act: Act, catalogue: Catalogue, { lines, deviceId }: Input): Promise<Counted[]> {
  const items: CatalogueItem[] = [];
  for (const [index, line] of lines.entries()) items.push(await catalogue.getItem(line.item, `lines[${index}].item`));
  const named = lines.flatMap(({ lot, item }, index) =>
    lot ? [{ itemCode: item, lot, field: `lines[${index}].lot`, index }] : [],
  );
  const lots = await registerLots(act.tx, named);
  const lotOf = new Map(named.map(({ index }, position) => [index, lots[position]!.id]));
  return lines.map((line, index) => ({
    id: newId(),
    itemCode: line.item,
    lotId: lotOf.get(index) ?? null,
    counted: Number(line.quantity) === 0 ? 0 : baseQuantity(items[index]!, line, `lines[${index}]`),
    countedAt: pastMoment(line.countedAt, { now: act.now, field: `lines[${index}].countedAt`, days: DAYS_LATE }),
    shown: line.shown ?? null,
    counter: counterOf(act, deviceId),
  }));
}

function counterOf(act: Act, deviceId: string | null | undefined): string {
  return deviceId ? `device:${deviceId}` : act.actor.id;
}

/** Whole or by lot, each once: two numbers for one thing in one stocktake have no meaning. */
function requireOnce(lines: readonly Counted[]): void {
  for (const [index, { itemCode, lotId }] of lines.entries()) {
    const clash = lines
      .slice(0, index)
      .some((other) => other.itemCode === itemCode && (other.lotId === lotId || !other.lotId || !lotId));
    if (clash) throw invalid('counted-twice', { field: `lines[${index}]`, params: { item: itemCode } });
  }
}

/** What becomes of a line, and by how much the book moves. */
function decide(line: Counted, state: CountState, shelf: Shelf, placeId: string): CountedLine {
  const book = state.onHand - state.movedAfter;
  const stay = (outcome: CountedLine['outcome'], stands = true) => ({ ...line, book, posted: 0, outcome, stands });
  if (state.openConflict !== null || contradictedBy(line, state) !== null) return stay('asked', false);
  if (state.isSuperseded) return stay('older');
  if (line.counted === book) return stay('agrees');
  // More of a lot may have left since than was counted: the book can't go below nothing.
  const wanted = line.lotId === null ? line.counted - book : Math.max(line.counted - book, -state.onHand);
  const posted = boundByHeld(wanted, shelf.holdings.get(keyOf({ placeId, itemCode: line.itemCode }))!);
  return { ...stay(posted === line.counted - book ? 'posted' : 'held'), posted };
}

/** Another phone's count that no movement between the two explains; none when the book itself says what was counted. */
function contradictedBy({ counted }: Counted, { before, after, onHand, movedAfter }: CountState): string | null {
  if (counted === onHand - movedAfter) return null;
  if (before && before.counted + before.between !== counted) return before.lineId;
  return after && counted + after.between !== after.counted ? after.lineId : null;
}

/** What is held for needs can't be counted away: the book stays there. The room shrinks by what is taken. */
export function boundByHeld(difference: number, holding: LockedHolding): number {
  const bounded = Math.max(difference, -holding.available);
  holding.available += bounded;
  return bounded;
}

/** Brings the book to a count: goods that it finds, or misses, come from or go to `lost`, as of when it was counted. */
export async function postCount(
  act: Act,
  postingId: string,
  line: Pick<CountedLine, 'itemCode' | 'lotId' | 'posted' | 'countedAt'>,
  shelf: Shelf,
  placeId: string,
): Promise<void> {
  const { itemCode, lotId, posted, countedAt } = line;
  if (posted === 0) return;
  const way = posted > 0 ? { from: edges.lost, to: placeId } : { from: placeId, to: edges.lost };
  const quantity = Math.abs(posted);
  const own = shelf.lots.filter((lot) => lot.itemCode === itemCode);
  const holding = shelf.holdings.get(keyOf({ placeId, itemCode }))!;
  const parts =
    posted > 0 || lotId !== null
      ? [{ lotId, quantity }]
      : takeParts(quantity, holding, own, { looseFirst: true }).parts;
  const movements = parts.map((part): NewMovement => ({ kind: 'count', itemCode, ...way, ...part }));
  await postMovements(act.tx, { postingId, actor: act.actor, happenedAt: countedAt }, movements);
}

/** Opens a question for each line that is contradicted, or adds the line to the open one. Returns the questions by line. */
async function askAbout(
  act: Act,
  place: OwnedPlace,
  lines: readonly CountedLine[],
  states: readonly CountState[],
): Promise<Map<string, string>> {
  const asked = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    if (line.outcome !== 'asked') continue;
    const state = states[index]!;
    const conflictId = state.openConflict ?? newId();
    let version = 1;
    if (state.openConflict === null) {
      const { itemCode, lotId } = line;
      const conflict = { id: conflictId, placeId: place.id, itemCode, lotId, at: iso(act.now) };
      await openConflict(act.tx, conflict, [contradictedBy(line, state)!, line.id]);
    } else {
      await addToConflict(act.tx, conflictId, [line.id]);
      version = await bumpConflict(act.tx, conflictId);
    }
    asked.set(line.id, conflictId);
    const details = { placeId: place.id, item: line.itemCode, counted: line.counted, book: line.book };
    await record(act, 'ask-count', conflictId, version, place, details);
  }
  return asked;
}

function viewOf(line: CountedLine, conflicts: ReadonlyMap<string, string>): Stocktake['lines'][number] {
  const { itemCode: item, counter: _counter, stands: _stands, ...rest } = line;
  return { ...rest, item, conflictId: conflicts.get(line.id) ?? null };
}

export async function record(
  act: Act,
  action: string,
  subjectId: string,
  version: number,
  { organisationId, areaCode }: Pick<OwnedPlace, 'organisationId' | 'areaCode'>,
  details: Record<string, unknown>,
): Promise<void> {
  const fact = {
    module: 'stock',
    action,
    subjectId,
    version,
    organisationId,
    areaCode,
    happenedAt: iso(act.now),
    details,
  };
  await recordFacts(act.tx, act.actor, act.commandId, [fact]);
}
