import type { DbOrTx, Tx } from '../../platform/db/database.ts';

/** Needs that were found to repeat this one. */
export async function mergedFrom(db: DbOrTx, needId: string) {
  return db
    .selectFrom('need')
    .innerJoin('organisation as site', 'site.id', 'need.organisation_id')
    .select(['need.id', 'need.day', 'need.day_number', 'site.name'])
    .where('merged_into', '=', needId)
    .orderBy('need.id')
    .limit(100)
    .execute();
}

export async function attachmentsOf(db: DbOrTx, needId: string) {
  const rows = await db
    .selectFrom('attachment')
    .select((each) => ['id', 'name', 'media_type', each.fn<number>('octet_length', ['content']).as('bytes')])
    .where('need_id', '=', needId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name, mediaType: row.media_type, bytes: row.bytes }));
}

export async function countAttachments(db: DbOrTx, needId: string): Promise<number> {
  const row = await db
    .selectFrom('attachment')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('need_id', '=', needId)
    .executeTakeFirstOrThrow();
  return row.count;
}

export type NewAttachment = {
  id: string;
  needId: string;
  name: string;
  mediaType: string;
  content: Buffer;
  sha256: Buffer;
};

export async function insertAttachment(tx: Tx, file: NewAttachment): Promise<void> {
  const { id, needId, name, mediaType, content, sha256 } = file;
  await tx
    .insertInto('attachment')
    .values({ id, need_id: needId, name, media_type: mediaType, content, sha256 })
    .execute();
}

export async function findAttachment(db: DbOrTx, needId: string, id: string) {
  return db.selectFrom('attachment').selectAll().where('need_id', '=', needId).where('id', '=', id).executeTakeFirst();
}

/** Lines of deliveries with what people know them by: the need's number, its institution, the item. */
export async function deliveryLineDetails(db: DbOrTx, deliveryIds: readonly string[]) {
  if (deliveryIds.length === 0) return [];
  return db
    .selectFrom('delivery_line')
    .innerJoin('need', 'need.id', 'delivery_line.need_id')
    .innerJoin('organisation as site', 'site.id', 'need.organisation_id')
    .innerJoin('need_line', 'need_line.id', 'delivery_line.need_line_id')
    .selectAll('delivery_line')
    .select(['need.day', 'need.day_number', 'site.name as organisation_name', 'need_line.item_code'])
    .where('delivery_line.delivery_id', 'in', [...deliveryIds])
    .orderBy('delivery_line.id')
    .execute();
}

export type DeliveryFilter = {
  supplier?: string | undefined;
  organisation?: string | undefined;
  status?: string | undefined;
  suppliers: string[] | null;
  organisations: string[] | null;
  areas: string[] | null;
  after: { at: string; id: string } | null;
  limit: number;
};

/** Deliveries newest first, within what the reader may see: sent by these, to these, or into these areas. */
export async function listDeliveryRows(db: DbOrTx, filter: DeliveryFilter) {
  let query = db.selectFrom('delivery').selectAll();
  if (filter.supplier) query = query.where('supplier_id', '=', filter.supplier);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.organisation) {
    const organisation = filter.organisation;
    query = query.where((where) =>
      where(
        'id',
        'in',
        where
          .selectFrom('delivery_line')
          .innerJoin('need', 'need.id', 'delivery_line.need_id')
          .select('delivery_line.delivery_id')
          .where('need.organisation_id', '=', organisation),
      ),
    );
  }
  query = query.where((where) => {
    const reached = where
      .selectFrom('delivery_line')
      .innerJoin('need', 'need.id', 'delivery_line.need_id')
      .select('delivery_line.delivery_id');
    const conditions = [];
    if (filter.suppliers?.length) conditions.push(where('supplier_id', 'in', filter.suppliers));
    if (filter.organisations?.length)
      conditions.push(where('id', 'in', reached.where('need.organisation_id', 'in', filter.organisations)));
    for (const area of filter.areas ?? [])
      conditions.push(where('id', 'in', reached.where('need.area_code', 'like', `${area}%`)));
    return conditions.length > 0 ? where.or(conditions) : where.lit(false);
  });
  const { after } = filter;
  if (after) {
    query = query.where((where) =>
      where.or([
        where('departed_at', '<', after.at),
        where.and([where('departed_at', '=', after.at), where('id', '<', after.id)]),
      ]),
    );
  }
  return query.orderBy('departed_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute();
}
