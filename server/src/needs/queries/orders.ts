import type { DbOrTx } from '../../platform/db/database.ts';

/** Reservations not fully sent, of these suppliers or for needs in these areas, by what hurts first. */
export async function openOrders(db: DbOrTx, filter: { suppliers: string[]; areas: string[]; limit: number }) {
  return db
    .selectFrom('reservation')
    .innerJoin('source', 'source.id', 'reservation.source_id')
    .innerJoin('need', 'need.id', 'reservation.need_id')
    .innerJoin('organisation', 'organisation.id', 'need.organisation_id')
    .select([
      'reservation.id',
      'reservation.need_id',
      'reservation.quantity',
      'reservation.shipped',
      'reservation.released',
      'reservation.expires_at',
    ])
    .select([
      'source.item_code',
      'need.day',
      'need.day_number',
      'need.version',
      'need.priority',
      'need.needed_by',
      'need.area_code',
    ])
    .select(['need.organisation_id', 'organisation.address'])
    .where('need.status', '=', 'dispatched')
    .where((where) =>
      where(
        where.ref('reservation.quantity'),
        '>',
        where('reservation.shipped', '+', where.ref('reservation.released')),
      ),
    )
    .where((where) => {
      const conditions = filter.areas.map((area) => where('need.area_code', 'like', `${area}%`));
      if (filter.suppliers.length > 0) conditions.push(where('source.organisation_id', 'in', filter.suppliers));
      return conditions.length > 0 ? where.or(conditions) : where.lit(false);
    })
    .$if(filter.suppliers.length > 0, (query) => query.where('source.organisation_id', 'in', filter.suppliers))
    .orderBy('need.hurts_at')
    .orderBy('reservation.id')
    .limit(filter.limit)
    .execute();
}
