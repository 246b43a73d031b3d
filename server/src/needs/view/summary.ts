import type { NeedSummary, NeedLine } from '@baogong/contract';
import type { CatalogueItem } from '../../catalogue/index.ts';
import { iso } from '../../platform/clock.ts';
import type { Db, DbOrTx } from '../../platform/db/database.ts';
import { numberOf } from '../collect/prepare.ts';
import { type LineRow, linesOf, type NeedRow } from '../queries/need-rows.ts';
import { type Reference, referenceOf } from '../reference.ts';

/** Rows as the contract's summaries: two reads for a page, names from memory. */
export async function viewSummaries(
  db: Db,
  rows: readonly NeedRow[],
  now: Temporal.Instant,
  read: DbOrTx = db,
): Promise<NeedSummary[]> {
  const reference = referenceOf(db);
  const lines = Map.groupBy(
    await linesOf(
      read,
      rows.map((row) => row.id),
    ),
    (line) => line.need_id,
  );
  const items = await reference.catalogue.items();
  return Promise.all(rows.map((row) => viewSummary(reference, row, lines.get(row.id) ?? [], items, now)));
}

export async function viewSummary(
  reference: Reference,
  row: NeedRow,
  lines: readonly LineRow[],
  items: ReadonlyMap<string, CatalogueItem>,
  now: Temporal.Instant,
): Promise<NeedSummary> {
  const [organisation, kind] = await Promise.all([
    reference.organisations.find(row.organisation_id),
    reference.kinds.find(row.kind_code, row.kind_version),
  ]);
  const claimed = row.claimed_until !== null && row.claimed_until > iso(now);
  return {
    id: row.id,
    number: numberOf(row.day, row.day_number),
    kind: row.kind_code,
    kindName: kind?.name ?? { zh: row.kind_code, en: row.kind_code },
    life: row.life as NeedSummary['life'],
    status: row.status as NeedSummary['status'],
    priority: row.priority as NeedSummary['priority'],
    priorityReason: row.priority_reason,
    organisationId: row.organisation_id,
    organisationName: organisation?.name ?? '',
    areaCode: row.area_code,
    areaName: organisation?.areaName ?? row.area_code,
    headline: row.headline,
    lines: lines.map((line) => viewLine(line, items)),
    neededBy: row.needed_by,
    runsDryAt: row.runs_dry_at,
    hurtsAt: row.hurts_at,
    dueAt: row.due_at,
    escalation: row.escalation,
    desk: row.desk as NeedSummary['desk'],
    claimedBy: claimed
      ? { personId: personOf(row.claimed_by!), name: row.claimed_by_name!, until: row.claimed_until! }
      : null,
    collectedAt: row.collected_at,
    version: row.version,
  };
}

export function viewLine(line: LineRow, items: ReadonlyMap<string, CatalogueItem>): NeedLine {
  const item = items.get(line.item_code);
  return {
    id: line.id,
    item: line.item_code,
    itemName: item?.name ?? { zh: line.item_code, en: line.item_code },
    baseUnit: item?.baseUnit ?? '',
    baseUnitName: item?.baseUnitName ?? { zh: '', en: '' },
    specification: line.specification,
    said: line.said,
    requested: line.requested,
    approved: line.approved,
    reserved: line.reserved,
    inTransit: line.in_transit,
    delivered: line.delivered,
    accepted: line.accepted,
    rejected: line.rejected,
    waived: line.waived,
  };
}

/** `person:<id>` → id; tokens and the platform have none. */
export function personOf(actor: string): string | null {
  return actor.startsWith('person:') ? actor.slice('person:'.length) : null;
}
