import { type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { DB } from '../../platform/db/generated.ts';
import type { NeedRow } from './need-rows.ts';

/** What the actor may see: needs of these areas (prefixes) or organisations, or supplied by these. */
export type Scope = { everywhere: boolean; areas: string[]; own: string[]; supplies: string[] };

export type NeedFilter = {
  statuses?: string[] | undefined;
  kind?: string | undefined;
  priority?: string | undefined;
  area?: string | undefined;
  organisation?: string | undefined;
  item?: string | undefined;
  escalated?: boolean | undefined;
  query?: string | undefined;
  order: 'hurts' | 'newest';
  after: { at: string; id: string } | null;
  limit: number;
};

/** One page of needs, keyset-paged by (hurts_at, id) or (collected_at, id) descending. */
export async function listNeedRows(db: DbOrTx, scope: Scope, filter: NeedFilter): Promise<NeedRow[]> {
  let query = db
    .selectFrom('need')
    .selectAll()
    .where((where) => withinScope(where, scope));
  if (filter.statuses) query = query.where('status', 'in', filter.statuses);
  if (filter.kind) query = query.where('kind_code', '=', filter.kind);
  if (filter.priority) query = query.where('priority', '=', filter.priority);
  if (filter.area) query = query.where('area_code', 'like', `${filter.area}%`);
  if (filter.organisation) query = query.where('organisation_id', '=', filter.organisation);
  if (filter.escalated !== undefined) query = query.where('escalation', filter.escalated ? '>' : '=', 0);
  if (filter.query) query = query.where('search_text', 'like', `%${escapeLike(filter.query.toLowerCase())}%`);
  if (filter.item) {
    const item = filter.item;
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('need_line')
          .select('need_line.id')
          .whereRef('need_line.need_id', '=', 'need.id')
          .where('item_code', '=', item),
      ),
    );
  }
  const { after } = filter;
  if (filter.order === 'newest') {
    if (after) query = query.where(sql<SqlBool>`(collected_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
    return query.orderBy('collected_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute();
  }
  if (after) query = query.where(sql<SqlBool>`(hurts_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  return query.orderBy('hurts_at').orderBy('id').limit(filter.limit).execute();
}

/** The scope as a condition on `need`. */
export function withinScope(where: ExpressionBuilder<DB, 'need'>, scope: Scope) {
  if (scope.everywhere) return where.lit(true);
  const conditions = scope.areas.map((area) => where('area_code', 'like', `${area}%`));
  if (scope.own.length > 0) conditions.push(where('organisation_id', 'in', scope.own));
  if (scope.supplies.length > 0) {
    conditions.push(
      where(
        'id',
        'in',
        where.selectFrom('published_reservation').select('need_id').where('supplier_id', 'in', scope.supplies),
      ),
    );
  }
  return conditions.length > 0 ? where.or(conditions) : where.lit(false);
}

/** `%` and `_` in what people type mean themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}
