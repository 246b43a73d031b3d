import type { NeedSummary, Suggestion } from '@baogong/contract';
import type { z } from 'zod';
import type { Entry } from './books.ts';
import { allPages, decide, groupwise, type Stage } from './stage.ts';
import { HUBEI } from './stream.ts';
import { firstIssue } from './suppliers.ts';

type Offer = z.output<typeof Suggestion>;

/** Shares of the decisions that go as life goes. */
const UNDONE = 0.01;
/** Less than this part of what was asked is not worth a trip; the need waits for more. */
const LEAST_PART = 0.5;

/**
 * One round of the province's dispatcher: the triage queue in the order in which the server gives it, each need met from the
 * suggested sources as far as they go. Quantities asked are approved when there is enough, else what there is when that is
 * at least half; an unknown quantity gets the plain first issue. Returns how many decisions were taken.
 */
export async function dispatchRound(stage: Stage, round: number): Promise<number> {
  const { dispatcher, suppliers } = stage.cast;
  const queue = await allPages((after) =>
    dispatcher.needs.listNeeds({ status: 'collected', area: HUBEI, limit: 200, after }),
  );
  const own = queue.filter((need) => stage.books.note(need));
  const sources = await allPages((after) => dispatcher.supply.listSources({ limit: 200, after }));
  const ours = new Set(suppliers.map((supplier) => supplier.organisationId));
  const left = new Map<string, number>();
  for (const source of sources)
    if (ours.has(source.organisationId)) left.set(source.item, (left.get(source.item) ?? 0) + source.available);
  let decisions = 0;
  await groupwise(own, itemOf, async (need) => {
    const wanted = wantedOf(need);
    if ((left.get(itemOf(need)) ?? 0) < leastOf(need, wanted)) return;
    const entry = stage.books.of(need.id)!;
    const given = await dispatchNeed(stage, entry, need, wanted, ours, round);
    left.set(itemOf(need), left.get(itemOf(need))! - given);
    if (given > 0) decisions += 1;
  });
  return decisions;
}

/** Fills a dispatched need up again from what there is; returns the quantity added. */
export async function addSources(stage: Stage, entry: Entry, missing: number): Promise<number> {
  const ours = new Set(stage.cast.suppliers.map((supplier) => supplier.organisationId));
  const { dispatcher } = stage.cast;
  const offers = await dispatcher.needs.suggestSources({ id: entry.id });
  const sources = fill(
    offers.filter((offer) => ours.has(offer.supplierId)),
    missing,
  );
  if (sum(sources) < missing) return 0;
  const { id, version } = entry;
  const commandId = stage.run.command('add-sources', entry.name, version);
  const done = await decide(stage, entry, () => dispatcher.needs.dispatchNeed({ commandId, id, version, sources }));
  return done ? missing : 0;
}

async function dispatchNeed(
  stage: Stage,
  entry: Entry,
  need: NeedSummary,
  wanted: number,
  ours: ReadonlySet<string>,
  round: number,
): Promise<number> {
  const { dispatcher } = stage.cast;
  const { id, version } = entry;
  const offers = await dispatcher.needs.suggestSources({ id });
  const sources = fill(
    offers.filter((offer) => ours.has(offer.supplierId)),
    wanted,
  );
  const quantity = sum(sources);
  if (quantity < leastOf(need, wanted)) return 0;
  const commandId = stage.run.command('dispatch', entry.name, version);
  const approvals = [{ lineId: need.lines[0]!.id, quantity }];
  const done = await decide(stage, entry, () =>
    dispatcher.needs.dispatchNeed({ commandId, id, version, approvals, sources, holdHours: 720 }),
  );
  if (!done) return 0;
  if (stage.run.chance('undo', entry.name, round) >= UNDONE) return quantity;
  await undo(stage, entry);
  return 0;
}

/** A slip of the finger, noticed at once. */
async function undo(stage: Stage, entry: Entry): Promise<void> {
  const { id, version } = entry;
  const commandId = stage.run.command('undo', entry.name, version);
  await decide(stage, entry, () => stage.cast.dispatcher.needs.undoDecision({ commandId, id, version }));
}

function wantedOf(need: NeedSummary): number {
  const line = need.lines[0]!;
  return line.approved ?? line.requested ?? firstIssue[line.item] ?? 1;
}

function leastOf(need: NeedSummary, wanted: number): number {
  return need.lines[0]!.requested === null ? wanted : Math.ceil(wanted * LEAST_PART);
}

function itemOf(need: NeedSummary): string {
  return need.lines[0]!.item;
}

function fill(offers: readonly Offer[], wanted: number) {
  let missing = wanted;
  return offers.flatMap(({ lineId, sourceId, available }) => {
    const quantity = Math.min(missing, available);
    missing -= quantity;
    return quantity > 0 ? [{ lineId, sourceId, quantity }] : [];
  });
}

function sum(sources: readonly { quantity: number }[]): number {
  return sources.reduce((total, { quantity }) => total + quantity, 0);
}
