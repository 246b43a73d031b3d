import type { Holding, Lot, Movement, Place, stock as routes } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { getOrganisation } from '../../directory/index.ts';
import { type Actor, requireRight, scopeOf } from '../../platform/actor.ts';
import { cityDay } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { isId, unknownCursor } from '../../platform/http/cursor.ts';
import { findHoldings, findMovements, lotsLike, placesOf } from './list-queries.ts';

type Lists = 'listHoldings' | 'listMovements' | 'listPlaces' | 'findLots';
type Input<Route extends Lists> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;
type Page<Row> = { rows: Row[]; next: string | null };

export async function listHoldings(
  db: DbOrTx,
  actor: Actor,
  { after, limit, ...filter }: Input<'listHoldings'>,
  now: Temporal.Instant,
): Promise<Page<Holding>> {
  const found = await findHoldings(db, {
    ...filter,
    scope: scopeOf(actor, 'stock.read'),
    day: cityDay(now),
    after: readPlace(after),
    limit: limit + 1,
  });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > limit && last ? `${last.place.id}.${last.item}.${last.place.organisationName}` : null;
  return { rows, next: next?.slice(0, 200) ?? null };
}

export async function listMovements(
  db: DbOrTx,
  actor: Actor,
  { organisation, place, item, posting, after, limit }: Input<'listMovements'>,
): Promise<Page<Movement>> {
  const condition = sql.join(
    [
      organisation === undefined
        ? sql`true`
        : sql`(source.organisation_id = ${organisation} or target.organisation_id = ${organisation})`,
      place === undefined ? sql`true` : sql`(from_place_id = ${place} or to_place_id = ${place})`,
      item === undefined ? sql`true` : sql`movement.item_code = ${item}`,
      posting === undefined ? sql`true` : sql`posting_id = ${posting}`,
      after === undefined ? sql`true` : sql`movement.id < ${readNumber(after)}::bigint`,
    ],
    sql` and `,
  );
  const found = await findMovements(db, condition, { scope: scopeOf(actor, 'stock.read'), limit: limit + 1 });
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? String(rows.at(-1)!.id) : null };
}

export async function listPlaces(db: DbOrTx, actor: Actor, { organisation }: Input<'listPlaces'>): Promise<Place[]> {
  const { id, name, kind, areaCode } = await getOrganisation(db, organisation);
  requireRight(actor, 'stock.read', { organisationId: id, areaCode });
  const places = await placesOf(db, id);
  if (places.some((place) => place.kind === 'site')) return places;
  const own: Place = {
    id,
    kind: 'site',
    name: null,
    organisationId: id,
    organisationName: name,
    organisationKind: kind,
    areaCode,
  };
  return [own, ...places];
}

export async function findLots(db: DbOrTx, filter: Input<'findLots'>): Promise<Lot[]> {
  return lotsLike(db, filter);
}

/** `place.item.name of the organisation` of the last row. */
function readPlace(text: string | undefined) {
  if (text === undefined) return undefined;
  const [placeId, item, ...name] = text.split('.');
  if (isId(placeId) && item) return { placeId, item, name: name.join('.') };
  throw unknownCursor(text);
}

function readNumber(text: string): string {
  if (/^\d{1,15}$/.test(text)) return text;
  throw unknownCursor(text);
}
