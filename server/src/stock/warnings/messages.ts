import type { Bilingual, WarningLamp } from '@baogong/contract';
import { sql } from 'kysely';
import type { DbOrTx } from '../../platform/db/database.ts';

/** What messages say of warnings: where, what, how bad. */
export type WarningForMessage = {
  id: string;
  kind: string;
  lamp: WarningLamp;
  organisationId: string | null;
  areaCode: string;
  place: string;
  itemName: Bilingual;
  needNumber: string | null;
};

export async function warningsForMessages(db: DbOrTx, ids: readonly string[]): Promise<WarningForMessage[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<WarningForMessage>`
    select warning.id, warning.kind, warning.lamp, organisation_id as "organisationId", warning.area_code as "areaCode",
           coalesce(organisation.name, area.name) as place, need_number as "needNumber",
           jsonb_build_object('zh', item.name_zh, 'en', item.name_en) as "itemName"
    from warning join item on item.code = item_code join area on area.code = warning.area_code
    left join organisation on organisation.id = organisation_id
    where warning.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}
