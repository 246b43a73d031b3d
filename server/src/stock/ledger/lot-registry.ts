import { type LotInput, newId } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import { conflict, invalid } from '../../platform/refusal.ts';

export type LotRow = {
  id: string;
  itemCode: string;
  number: string;
  producer: string | null;
  approvalNumber: string | null;
  producedOn: string | null;
  expiresOn: string | null;
};
/** A lot that somebody named; `field` is where. */
export type NamedLot = { itemCode: string; lot: LotInput; field: string };

const told = ['producer', 'approvalNumber', 'producedOn', 'expiresOn'] as const;

/**
 * The lots named, in the order given. One that nobody mentioned before is registered; what was not known of one is filled in;
 * what contradicts the register is refused.
 */
export async function registerLots(tx: Tx, named: readonly NamedLot[]): Promise<LotRow[]> {
  if (named.length === 0) return [];
  const known = await lotsCalled(tx, named);
  const chosen = named.map((each) => chosenLot(each, known) ?? freshLot(each, known));
  const fresh = chosen.filter(({ isNew }) => isNew).map(({ lot }) => lot);
  const filled = named.flatMap((each, index) => filledLot(each, chosen[index]!.lot));
  await insertLots(tx, [...new Set(fresh)]);
  await fillLots(tx, filled);
  if (fresh.length === 0) return chosen.map(({ lot }) => lot);
  // Somebody else may have registered the same one meanwhile.
  const stored = await lotsCalled(tx, named);
  return named.map((each) => chosenLot(each, stored)!.lot);
}

/** Lots of the items with these numbers. */
async function lotsCalled(db: DbOrTx, named: readonly NamedLot[]): Promise<LotRow[]> {
  const wanted = named.map(({ itemCode, lot }) => ({ item: itemCode, number: lot.number }));
  const { rows } = await sql<LotRow>`
    select id, item_code as "itemCode", number, producer, approval_number as "approvalNumber", produced_on as "producedOn",
           expires_on as "expiresOn"
    from lot where (item_code, number) in (
      select item, number from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted (item text, number text))
    order by id`.execute(db);
  return rows;
}

type Chosen = { lot: LotRow; isNew: boolean };

function chosenLot({ itemCode, lot: { number, producer }, field }: NamedLot, known: LotRow[]): Chosen | undefined {
  const called = known.filter((lot) => lot.itemCode === itemCode && lot.number === number);
  const ofProducer = called.find((lot) => lot.producer === (producer ?? null));
  const ofNobody = called.find((lot) => lot.producer === null);
  const lot = ofProducer ?? (producer ? ofNobody : called[0]);
  if (!lot) return undefined;
  if (!ofProducer && !producer && called.length > 1)
    throw conflict('lot-ambiguous', { field: `${field}.producer`, params: { lot: number } });
  return { lot, isNew: false };
}

/** A new lot, known from here on to those that name it again. */
function freshLot({ itemCode, lot: { number, ...rest } }: NamedLot, known: LotRow[]): Chosen {
  const nothing = Object.fromEntries(told.map((name) => [name, rest[name] ?? null])) as Pick<
    LotRow,
    (typeof told)[number]
  >;
  const lot = { id: newId(), itemCode, number, ...nothing };
  known.push(lot);
  return { lot, isNew: true };
}

/** The lot with what was not known of it, when something is new; refuses what differs. */
function filledLot({ lot: given, field }: NamedLot, known: LotRow): LotRow[] {
  const news = told.filter((name) => given[name] && given[name] !== known[name]);
  for (const name of news) {
    if (known[name] === null) continue;
    const params = { lot: known.number, what: words[name], known: known[name], given: given[name]! };
    throw conflict('lot-differs', { field: `${field}.${name}`, params });
  }
  for (const name of news) known[name] = given[name]!;
  requireOrder(known, field);
  return news.length > 0 ? [known] : [];
}

const words = {
  producer: { zh: '生产单位', en: 'producer' },
  approvalNumber: { zh: '批准文号', en: 'approval number' },
  producedOn: { zh: '生产日期', en: 'day of production' },
  expiresOn: { zh: '有效期', en: 'expiry' },
};

function requireOrder({ producedOn, expiresOn }: LotRow, field: string): void {
  if (producedOn === null || expiresOn === null || producedOn < expiresOn) return;
  const detail = { zh: '有效期要晚于生产日期', en: 'the expiry must be later than the day of production' };
  throw invalid('invalid-input', { field: `${field}.expiresOn`, params: { detail } });
}

async function insertLots(tx: Tx, lots: readonly LotRow[]): Promise<void> {
  if (lots.length === 0) return;
  await sql`
    insert into lot (id, item_code, number, approval_number, producer, produced_on, expires_on)
    select id, "itemCode", number, "approvalNumber", producer, "producedOn", "expiresOn"
    from jsonb_to_recordset(${JSON.stringify(lots)}::jsonb) as fresh (
      id uuid, "itemCode" text, number text, "approvalNumber" text, producer text, "producedOn" date, "expiresOn" date)
    order by "itemCode", producer, number on conflict do nothing`.execute(tx);
}

async function fillLots(tx: Tx, lots: readonly LotRow[]): Promise<void> {
  if (lots.length === 0) return;
  await sql`
    update lot set approval_number = coalesce(lot.approval_number, filled."approvalNumber"),
                   producer = coalesce(lot.producer, filled.producer),
                   produced_on = coalesce(lot.produced_on, filled."producedOn"),
                   expires_on = coalesce(lot.expires_on, filled."expiresOn")
    from jsonb_to_recordset(${JSON.stringify(lots)}::jsonb) as filled (
      id uuid, "approvalNumber" text, producer text, "producedOn" date, "expiresOn" date)
    where lot.id = filled.id`.execute(tx);
}
