import { MOST_HOLD_DAYS, newId, type OfferLine, type Transfer, type transfers as routes } from '@baogong/contract';
import type { z } from 'zod';
import { getCatalogueItem } from '../../catalogue/index.ts';
import { getOrganisation } from '../../directory/index.ts';
import { requireRight } from '../../platform/actor.ts';
import { cityDay, iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import {
  baseQuantity,
  isExpired,
  lockHoldings,
  lotsAt,
  openPlace,
  type OwnedPlace,
  reserve,
  wordsFor,
} from '../../stock/index.ts';
import { requireReleasedAt } from '../hold.ts';
import { findTransfer, heldOfLots, insertTransfer, lotsById, type NewLine } from './queries.ts';
import { writeStep } from './step.ts';

type Input = z.output<NonNullable<(typeof routes)['offerTransfer']['~orpc']['inputSchema']>>;

/** Holds goods of a site or store for another organisation until a time: all lines or none. */
export async function offerTransfer(act: Act, input: Input): Promise<Transfer> {
  const place = await openPlace(act.tx, input.placeId);
  requireRight(act.actor, 'transfers.offer', { organisationId: place.organisationId, areaCode: place.areaCode });
  if (place.kind !== 'site' && place.kind !== 'store') throw invalid('transfer-from-where', { field: 'placeId' });
  const receiver = await getOrganisation(act.tx, input.toOrganisationId);
  if (receiver.id === place.organisationId) throw invalid('transfer-to-itself', { field: 'toOrganisationId' });
  requireSoon(act, input.expiresAt);
  const lines: NewLine[] = [];
  for (const [index, line] of input.lines.entries()) lines.push(await readLine(act, line, `lines[${index}]`));
  requireOnce(lines);
  await requireLots(act, place, lines);
  await requireReleasedAt(
    act.tx,
    lines.map(({ itemCode, quantity }) => ({ placeId: place.id, itemCode, quantity })),
    act.now,
  );
  await requireFree(act, place, lines);
  const id = newId(act.now.epochMilliseconds);
  const expiresAt = iso(Temporal.Instant.from(input.expiresAt));
  await reserve(
    act.tx,
    lines.map(({ id: transferLineId, reservationId, itemCode, quantity }) => {
      return { reservationId, placeId: place.id, itemCode, quantity, expiresAt, transferId: id, transferLineId };
    }),
  );
  const made = { madeByName: act.actor.name, madeAt: iso(act.now), note: input.note || null };
  const sides = { fromPlaceId: place.id, fromOrganisationId: place.organisationId, toOrganisationId: receiver.id };
  await insertTransfer(act.tx, { id, ...sides, ...made, expiresAt }, lines);
  const told = lines.map((line) => ({ lineId: line.id, quantity: line.quantity }));
  return writeStep(act, (await findTransfer(act.tx, id))!, 'offer', { told, details: { expiresAt } });
}

function requireSoon({ now }: Act, expiresAt: string): void {
  const hours = (Temporal.Instant.from(expiresAt).epochMilliseconds - now.epochMilliseconds) / 3_600_000;
  if (hours <= 0 || hours > MOST_HOLD_DAYS * 24)
    throw invalid('hold-until', { field: 'expiresAt', params: { days: MOST_HOLD_DAYS } });
}

async function readLine(act: Act, line: OfferLine, field: string): Promise<NewLine> {
  const item = await getCatalogueItem(act.tx, line.item);
  const quantity = baseQuantity(item, line, field);
  if (quantity <= 0) {
    const detail = { zh: '数量要大于 0', en: 'the quantity must be more than 0' };
    throw invalid('invalid-input', { field: `${field}.quantity`, params: { detail } });
  }
  const lotId = line.lotId ?? null;
  const expiredReason = line.expiredReason || null;
  return { id: newId(), reservationId: newId(), itemCode: item.code, lotId, expiredReason, quantity };
}

/** One line an item and lot, so that every figure has one place. */
function requireOnce(lines: readonly NewLine[]): void {
  for (const [index, { itemCode, lotId }] of lines.entries())
    if (lines.slice(0, index).some((other) => other.itemCode === itemCode && other.lotId === lotId))
      throw invalid('line-twice', { field: `lines[${index}].item` });
}

/** Lots that were chosen: of the item, there, not promised to others, and fit to be used, or with the reason why not. */
async function requireLots(act: Act, place: OwnedPlace, lines: readonly NewLine[]): Promise<void> {
  const ids = lines.flatMap(({ lotId }) => lotId ?? []);
  if (ids.length === 0) return;
  const known = await lotsById(act.tx, ids);
  const there = await lotsAt(
    act.tx,
    lines.map(({ itemCode }) => ({ placeId: place.id, itemCode })),
  );
  const promised = await heldOfLots(act.tx, place.id, ids);
  for (const [index, { lotId, itemCode, quantity, expiredReason }] of lines.entries()) {
    if (lotId === null) continue;
    const field = `lines[${index}]`;
    const lot = known.get(lotId);
    if (lot?.itemCode !== itemCode) throw notFound('批次', 'Lot');
    if (isExpired(lot, cityDay(act.now)) && expiredReason === null) {
      const params = { lot: lot.number, day: lot.expiresOn! };
      throw conflict('lot-past-expiry', { field: `${field}.expiredReason`, params });
    }
    const onHand = there.find((each) => each.lotId === lotId)?.onHand ?? 0;
    const available = Math.max(0, onHand - (promised.get(lotId) ?? 0));
    if (quantity <= available) continue;
    const { owner, unit } = await wordsFor(act.tx, { placeId: place.id, itemCode });
    const params = { lot: lot.number, place: owner, available, unit, wanted: quantity };
    throw conflict('less-of-that-lot-there', { field: `${field}.quantity`, params });
  }
}

/** Says which line wants more than is free; `reserve` would know only the place. */
async function requireFree(act: Act, place: OwnedPlace, lines: readonly NewLine[]): Promise<void> {
  const holdings = await lockHoldings(
    act.tx,
    lines.map(({ itemCode }) => ({ placeId: place.id, itemCode })),
  );
  const taken = new Map<string, number>();
  for (const [index, { itemCode, quantity }] of lines.entries()) {
    const holding = [...holdings.values()].find((each) => each.itemCode === itemCode);
    const available = (holding?.available ?? 0) - (taken.get(itemCode) ?? 0);
    taken.set(itemCode, (taken.get(itemCode) ?? 0) + quantity);
    if (holding && quantity <= available) continue;
    const { owner, unit } = await wordsFor(act.tx, { placeId: place.id, itemCode });
    const figures = { available, onHand: holding?.onHand ?? 0, reserved: holding?.reserved ?? 0 };
    const params = { place: owner, unit, wanted: quantity, ...figures };
    throw conflict('less-than-that-there', { field: `lines[${index}].quantity`, params });
  }
}
