import type { StapleRule, staples as routes } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { getCatalogueItem } from '../../../catalogue/index.ts';
import { requireRight } from '../../../platform/actor.ts';
import { iso } from '../../../platform/clock.ts';
import type { DbOrTx } from '../../../platform/db/database.ts';
import type { Act } from '../../../platform/http/context.ts';
import { nextVersion, recordFacts } from '../../../platform/log/record.ts';
import { conflict, invalid } from '../../../platform/refusal.ts';
import { stableId } from '../../../platform/stable-id.ts';

type Input = z.output<NonNullable<(typeof routes)['reviseStapleRule']['~orpc']['inputSchema']>>;

/** Thresholds, the default first. */
export async function listStapleRules(db: DbOrTx): Promise<StapleRule[]> {
  const { rows } = await sql<StapleRule>`
    select item, price_yellow as "priceYellow", price_red as "priceRed", sold_yellow as "soldYellow", sold_red as "soldRed",
           stock_yellow as "stockYellow", stock_red as "stockRed", version
    from staple_rule order by item <> 'default', item`.execute(db);
  return rows;
}

/** Changes the thresholds of all staples or of one; version 0 makes a rule for an item that had none. */
export async function reviseStapleRule(act: Act, input: Input): Promise<StapleRule> {
  requireRight(act.actor, 'warnings.rules');
  if (input.item !== 'default') await getCatalogueItem(act.tx, input.item);
  requireOrder(input);
  const { commandId: _commandId, version, ...fields } = input;
  const [before] = (await listStapleRules(act.tx)).filter(({ item }) => item === input.item);
  if ((before?.version ?? 0) !== version) throw conflict('stale-version', { field: 'version' });
  const row = {
    item: fields.item,
    price_yellow: fields.priceYellow,
    price_red: fields.priceRed,
    sold_yellow: fields.soldYellow,
    sold_red: fields.soldRed,
    stock_yellow: fields.stockYellow,
    stock_red: fields.stockRed,
    version: version + 1,
  };
  const written = await act.tx
    .insertInto('staple_rule')
    .values(row)
    .onConflict((clash) => clash.column('item').doUpdateSet(row).where('staple_rule.version', '=', version))
    .executeTakeFirst();
  if (Number(written.numInsertedOrUpdatedRows ?? 0) === 0) throw conflict('stale-version', { field: 'version' });
  const after = { ...fields, version: version + 1 };
  const subjectId = stableId('staple-rule', input.item);
  const fact = { subjectId, version: await nextVersion(act.tx, subjectId), happenedAt: iso(act.now) };
  const details = { rule: input.item, before: before ?? null, after };
  await recordFacts(act.tx, act.actor, act.commandId, [
    { module: 'warning-rules', action: 'revise', ...fact, details },
  ]);
  return after;
}

function requireOrder(rule: Input): void {
  if (rule.priceRed < rule.priceYellow) throw invalid('warning-thresholds', { field: 'priceRed' });
  if (rule.soldRed < rule.soldYellow) throw invalid('warning-thresholds', { field: 'soldRed' });
  if (rule.stockRed > rule.stockYellow) throw invalid('warning-thresholds', { field: 'stockRed' });
}
