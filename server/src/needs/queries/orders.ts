import { sql, type SqlBool } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';

/** Reservations not fully sent, of these suppliers or for needs in these areas, by what hurts first. */
export async function openOrders(db: DbOrTx, filter: { suppliers: string[]; areas: string[]; limit: number }) {
  return db
    .selectFrom('published_reservation as held')
    .innerJoin('need', 'need.id', 'held.need_id')
    .innerJoin('organisation as site', 'site.id', 'need.organisation_id')
    .select([
      'held.id',
      'held.need_id',
      'held.quantity',
      'held.shipped',
      'held.released',
      'held.expires_at',
      'held.item_code',
    ])
    .select(['need.day', 'need.day_number', 'need.version', 'need.priority', 'need.needed_by', 'need.area_code'])
    .select(['need.organisation_id', 'site.address'])
    .$narrowType<{
      id: string;
      need_id: string;
      quantity: number;
      shipped: number;
      released: number;
      item_code: string;
    }>()
    .where('need.status', '=', 'dispatched')
    .where(sql<SqlBool>`held.shipped + held.released < held.quantity`)
    .where((where) => {
      const conditions = filter.areas.map((area) => where('need.area_code', 'like', `${area}%`));
      if (filter.suppliers.length > 0) conditions.push(where('held.supplier_id', 'in', filter.suppliers));
      return conditions.length > 0 ? where.or(conditions) : where.lit(false);
    })
    .$if(filter.suppliers.length > 0, (query) => query.where('held.supplier_id', 'in', filter.suppliers))
    .orderBy('need.hurts_at')
    .orderBy('held.id')
    .limit(filter.limit)
    .execute();
}
