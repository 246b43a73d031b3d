import type { DbOrTx } from '../../platform/db/database.ts';

/** What messages say of needs: number, institution, headline, urgency. */
export async function needsForMessages(db: DbOrTx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('need')
    .innerJoin('organisation as site', 'site.id', 'need.organisation_id')
    .select([
      'need.id',
      'need.day',
      'need.day_number',
      'need.headline',
      'need.priority',
      'need.desk',
      'need.area_code',
      'need.organisation_id',
    ])
    .select(['need.entered_by', 'site.name as organisation_name'])
    .where('need.id', 'in', [...ids])
    .execute();
}
