import type { staples as routes } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type CatalogueItem, toBase } from '../../../catalogue/index.ts';
import { requireRight } from '../../../platform/actor.ts';
import { iso } from '../../../platform/clock.ts';
import type { Db, Tx } from '../../../platform/db/database.ts';
import type { Act } from '../../../platform/http/context.ts';
import { recordFacts } from '../../../platform/log/record.ts';
import { invalid, Refusal } from '../../../platform/refusal.ts';
import { stableId } from '../../../platform/stable-id.ts';
import { nextVersion } from '../../../platform/log/record.ts';
import { catalogueOf } from '../../reference.ts';

type Input = z.output<NonNullable<(typeof routes)['postQuotes']['~orpc']['inputSchema']>>;
type Quote = Input['quotes'][number];
type Row = {
  item_code: string;
  area_code: string;
  unit_code: string;
  per: number;
  price_fen: number;
  sold: number | null;
  on_hand: number | null;
  source: string;
  at: string;
  actor: string;
};
export type RefusedQuote = { index: number; field: string; reason: string; message: string };

const MINUTES_AHEAD = 10;
const DAYS_BACK = 60;

/**
 * Takes the quotes that are sound, whatever is wrong with the others; each of those says which field and why. When none is
 * sound all are refused, unless `evenIfNone`.
 */
export async function postQuotes(act: Act, db: Db, { quotes }: Pick<Input, 'quotes'>, { evenIfNone = false } = {}) {
  const items = await catalogueOf(db).items();
  const areas = await knownAreas(act.tx, quotes);
  const refused: RefusedQuote[] = [];
  const rows = quotes.flatMap((quote, index): Row[] => {
    try {
      return [rowOf(act, quote, index, items, areas)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const field = error.details.field ?? `quotes[${index}]`;
      refused.push({ index, field, reason: error.reason, message: error.text(act.actor.locale) });
      return [];
    }
  });
  if (rows.length === 0 && evenIfNone) return { taken: 0, repeated: 0, refused };
  if (rows.length === 0) throw refusalOfAll(refused);
  const taken = await insertQuotes(act.tx, rows);
  await tell(act, rows, taken);
  return { taken, repeated: rows.length - taken, refused };
}

function rowOf(
  act: Act,
  quote: Quote,
  index: number,
  items: ReadonlyMap<string, CatalogueItem>,
  areas: ReadonlySet<string>,
): Row {
  const field = (name: string) => `quotes[${index}].${name}`;
  const unknown = (name: string, value: string) =>
    invalid('unknown-field-value', { field: field(name), params: { field: field(name), value } });
  const item = items.get(quote.item);
  if (!item) throw unknown('item', quote.item);
  if (!areas.has(quote.area)) throw unknown('area', quote.area);
  requireRight(act.actor, 'staples.write', { areaCode: quote.area });
  const unit = quote.unit ?? item.baseUnit;
  const per = toBase(item, 1, unit, field('unit'));
  const whole = (units: number | undefined) => (units === undefined ? null : Math.round(units * per));
  return {
    item_code: item.code,
    area_code: quote.area,
    unit_code: unit,
    per,
    price_fen: quote.priceFen,
    sold: whole(quote.sold),
    on_hand: whole(quote.onHand),
    source: quote.source,
    at: timeOf(act, quote.at, field('at')),
    actor: act.actor.id,
  };
}

function timeOf({ now }: Act, given: string | undefined, field: string): string {
  if (given === undefined) return iso(now);
  const at = Date.parse(given);
  if (at > now.epochMilliseconds + MINUTES_AHEAD * 60_000)
    throw invalid('reading-in-future', { field, params: { minutes: MINUTES_AHEAD } });
  if (at < now.epochMilliseconds - DAYS_BACK * 86_400_000)
    throw invalid('reading-too-old', { field, params: { days: DAYS_BACK } });
  return new Date(at).toISOString();
}

async function knownAreas(tx: Tx, quotes: readonly Quote[]): Promise<Set<string>> {
  const wanted = [...new Set(quotes.map(({ area }) => area))];
  const rows = await tx.selectFrom('area').select('code').where('code', 'in', wanted).execute();
  return new Set(rows.map(({ code }) => code));
}

async function insertQuotes(tx: Tx, rows: readonly Row[]): Promise<number> {
  const result = await sql`
    insert into staple_quote (item_code, area_code, unit_code, per, price_fen, sold, on_hand, source, at, actor)
    select item_code, area_code, unit_code, per, price_fen, sold, on_hand, source, at, actor
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      item_code text, area_code text, unit_code text, per bigint, price_fen bigint, sold bigint, on_hand bigint, source text,
      at timestamptz, actor text)
    on conflict do nothing`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** One fact an area, so that its screens look again. */
async function tell(act: Act, rows: readonly Row[], taken: number): Promise<void> {
  if (taken === 0) return;
  for (const areaCode of [...new Set(rows.map((row) => row.area_code))].sort()) {
    const subjectId = stableId('staples', areaCode);
    await act.tx.executeQuery(sql`select pg_advisory_xact_lock(hashtextextended(${subjectId}, 0))`.compile(act.tx));
    const own = rows.filter((row) => row.area_code === areaCode);
    const details = { quotes: own.length, items: [...new Set(own.map((row) => row.item_code))].slice(0, 50) };
    const version = await nextVersion(act.tx, subjectId);
    const fact = {
      module: 'staples',
      action: 'quote',
      subjectId,
      version,
      areaCode,
      happenedAt: iso(act.now),
      details,
    };
    await recordFacts(act.tx, act.actor, act.commandId, [fact]);
  }
}

function refusalOfAll(refused: readonly RefusedQuote[]): Refusal {
  const issues = refused.slice(0, 100).map(({ field, message }) => ({ field, message }));
  return invalid('invalid-input', { field: refused[0]!.field, issues, params: { detail: refused[0]!.message } });
}
