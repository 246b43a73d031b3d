import { openStatuses } from '@baogong/contract';
import type { DbOrTx } from '../../platform/db/database.ts';
import type { NeedRow } from './need-rows.ts';

/** The institution's newest open needs of a kind, at most 50. */
export async function openNeedsOf(db: DbOrTx, organisationId: string, kind: string): Promise<NeedRow[]> {
  return db
    .selectFrom('need')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('kind_code', '=', kind)
    .where('status', 'in', [...openStatuses])
    .orderBy('collected_at', 'desc')
    .limit(50)
    .execute();
}
