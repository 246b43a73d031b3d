import { parse } from 'csv-parse/sync';
import { z } from 'zod';

export type ReplayHospital = {
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly name: string;
};

/** One change of February 2020. A removed hospital takes its needs with it. */
export type ReplayEvent = { readonly at: Temporal.Instant; readonly hospital: ReplayHospital } & (
  | { readonly event: 'hospital-added' | 'hospital-removed' }
  | { readonly event: 'need-removed'; readonly item: string }
  | ({ readonly event: 'need-added' | 'quantity-changed'; readonly item: string } & ReplayQuantity)
);

export type ReplayQuantity = {
  /** Base units of the item; `null`: nobody said how much, or not in which unit. */
  readonly quantity: number | null;
  /** The number as the source has it, without a unit; `null` when nobody said. */
  readonly stated: number | null;
  readonly specification: string;
};

/** What the reader must know of an item in order to tell what a bare number means. */
export type ReplayItem = {
  readonly code: string;
  readonly baseUnit: string;
  readonly units: readonly { readonly toBase: number | null }[];
};

const events = {
  hospital_added: 'hospital-added',
  hospital_removed: 'hospital-removed',
  need_added: 'need-added',
  need_removed: 'need-removed',
  qty_changed: 'quantity-changed',
} as const;

const Row = z.object({
  committed_at: z.iso.datetime({ offset: true }),
  city: z.string().min(1),
  district: z.string(),
  hospital: z.string().min(1),
  event: z.enum(Object.keys(events) as [keyof typeof events]),
  item: z.string(),
  new_qty: z.string().regex(/^\d*$/),
  specification: z.string(),
});
type Row = z.infer<typeof Row>;

/**
 * The stream of hospital_need_changes.csv (given as text), oldest first; rows of one moment stay in the file's order.
 * Throws on a row that cannot be read or names an unknown item: the file is ours, so that is a fault of ours.
 */
export function readWuhan2020(csv: string, findItem: (name: string) => ReplayItem | undefined): ReplayEvent[] {
  const rows: unknown[] = parse(csv, { columns: true, bom: true, skip_empty_lines: true });
  return rows
    .map((row, place) => eventOf(readRow(row, place), findItem))
    .sort((left, right) => Temporal.Instant.compare(left.at, right.at));
}

function readRow(row: unknown, place: number): Row {
  const read = Row.safeParse(row);
  if (read.success) return read.data;
  throw new Error(`wuhan2020, line ${place + 2}: ${z.prettifyError(read.error)}`);
}

function eventOf(row: Row, findItem: (name: string) => ReplayItem | undefined): ReplayEvent {
  const event = events[row.event];
  const base = { at: Temporal.Instant.from(row.committed_at), hospital: hospitalOf(row) };
  if (event === 'hospital-added' || event === 'hospital-removed') return { ...base, event };
  const item = findItem(row.item);
  if (!item) throw new Error(`wuhan2020: no item is called “${row.item}”`);
  if (event === 'need-removed') return { ...base, event, item: item.code };
  return { ...base, event, item: item.code, ...quantityOf(row, item) };
}

/** The file holds one province only. */
function hospitalOf({ city, district, hospital }: Row): ReplayHospital {
  return { province: '湖北省', city: city.trim(), district: district.trim(), name: hospital.trim() };
}

/** The volunteers' form wrote 1 when nobody said how much. */
function quantityOf({ new_qty, specification }: Row, item: ReplayItem): ReplayQuantity {
  const stated = new_qty === '' || Number(new_qty) <= 1 ? null : Number(new_qty);
  return { quantity: isCountedOneWay(item) ? stated : null, stated, specification: specification.trim() };
}

/** A bare number is certain for what is counted in pieces and in no other way: not for litres, nor for gloves (pieces or pairs). */
function isCountedOneWay({ baseUnit, units }: ReplayItem) {
  return baseUnit === 'piece' && units.every(({ toBase }) => toBase === null || toBase === 1);
}
