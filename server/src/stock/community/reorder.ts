import { type community as routes, newId, type ReorderRule } from '@baogong/contract';
import type { z } from 'zod';
import { getCatalogueItem } from '../../catalogue/index.ts';
import { getOrganisation } from '../../directory/index.ts';
import { type Actor, requireRight, scopeOf, systemActor } from '../../platform/actor.ts';
import { cityDay, iso } from '../../platform/clock.ts';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/violation.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { usableStock } from '../kits/queries.ts';
import { findRule, findRules, lockRule, lockRulesOf, type RuleFields, type RuleRow, saveRule } from './queries.ts';

export { linkReorderNeed, ordersToAsk } from './queries.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

export async function listReorderRules(
  db: DbOrTx,
  actor: Actor,
  now: Temporal.Instant,
  filter: Input<'listReorderRules'>,
): Promise<ReorderRule[]> {
  return withStock(db, now, await findRules(db, scopeOf(actor, 'assets.read'), filter));
}

export async function createReorderRule(act: Act, input: Input<'createReorderRule'>): Promise<ReorderRule> {
  const site = await getOrganisation(act.tx, input.organisationId);
  requireRight(act.actor, 'assets.reorder', { organisationId: site.id, areaCode: site.areaCode });
  const item = await getCatalogueItem(act.tx, input.item);
  if (input.supplierId) await getOrganisation(act.tx, input.supplierId);
  const { threshold, quantity } = input;
  const rule = {
    id: newId(),
    organisationId: site.id,
    item: item.code,
    threshold,
    quantity,
    supplierId: input.supplierId ?? null,
    active: true,
    raisedAt: null,
    needId: null,
    version: 1,
  };
  try {
    await saveRule(act.tx, rule);
  } catch (error) {
    if (violatedConstraint(error) !== 'reorder_rule_once') throw error;
    const what = {
      zh: `${site.name}的“${item.name.zh}”补货规则`,
      en: `The rule for "${item.name.en}" of ${site.name}`,
    };
    throw conflict('already-exists', { field: 'item', params: { what } });
  }
  return record(act, 'create-rule', rule, site.areaCode);
}

/** What is left out stays; `active: false` stops it. A change starts it afresh: it may order again. */
export async function reviseReorderRule(act: Act, input: Input<'reviseReorderRule'>): Promise<ReorderRule> {
  const { commandId: _commandId, id, version, ...given } = input;
  const before = await lockRule(act.tx, id);
  if (!before) throw notFound('这条补货规则', 'This rule');
  requireRight(act.actor, 'assets.reorder', { organisationId: before.organisation.id, areaCode: before.areaCode });
  if (before.version !== version) throw conflict('stale-version', { field: 'version' });
  if (given.supplierId) await getOrganisation(act.tx, given.supplierId);
  const rule = {
    ...fieldsOf(before),
    threshold: given.threshold ?? before.threshold,
    quantity: given.quantity ?? before.quantity,
    supplierId: given.supplierId === undefined ? (before.supplier?.id ?? null) : given.supplierId,
    active: given.active ?? before.active,
    version: version + 1,
  };
  await saveRule(act.tx, rule);
  return record(act, 'revise-rule', rule, before.areaCode);
}

/** A rule that has just fallen below its threshold: what to order, for whom. */
export type DueOrder = RuleRow & { have: number };

/**
 * Looks at the rules of these organisations: one that has fallen below its threshold is raised, with a fact, once; one that
 * is above again is ready for the next time. Returns those raised now. Called when something happened at the organisations.
 */
export async function checkReorders(
  tx: Tx,
  organisationIds: readonly string[],
  now: Temporal.Instant,
): Promise<DueOrder[]> {
  const rules = await lockRulesOf(tx, organisationIds);
  const due: DueOrder[] = [];
  for (const rule of await withStock(tx, now, rules)) {
    const below = rule.have < rule.threshold;
    if (below === (rule.raisedAt !== null)) continue;
    const raised = { raisedAt: below ? iso(now) : null, needId: null, version: rule.version + 1 };
    await saveRule(tx, { ...fieldsOf(rule), ...raised });
    await recordFacts(tx, systemActor, null, [
      factOf(below ? 'reorder-due' : 'reorder-met', { ...rule, ...raised }, now),
    ]);
    if (below) due.push({ ...rule, ...raised });
  }
  return due;
}

/** The rules with what is usable at the site now: by the register where the site numbers it, else by the book. */
async function withStock<Rule extends RuleRow>(
  db: DbOrTx,
  now: Temporal.Instant,
  rules: readonly Rule[],
): Promise<(Rule & { have: number })[]> {
  if (rules.length === 0) return [];
  const sites = { everywhere: false, areas: [], own: [...new Set(rules.map(({ organisation }) => organisation.id))] };
  const items = [...new Set(rules.map(({ item }) => item))];
  const stock = await usableStock(db, items, cityDay(now), sites);
  const have = new Map(stock.map((each) => [`${each.organisationId} ${each.item}`, each.have]));
  return rules.map((rule) => ({ ...rule, have: Math.max(0, have.get(`${rule.organisation.id} ${rule.item}`) ?? 0) }));
}

function fieldsOf(rule: RuleRow): RuleFields {
  const { organisation, supplier, id, item, threshold, quantity, active, raisedAt, needId, version } = rule;
  return {
    id,
    organisationId: organisation.id,
    item,
    threshold,
    quantity,
    supplierId: supplier?.id ?? null,
    active,
    raisedAt,
    needId,
    version,
  };
}

async function record(act: Act, action: string, rule: RuleFields, areaCode: string): Promise<ReorderRule> {
  const fact = factOf(action, { ...rule, organisation: { id: rule.organisationId }, areaCode }, act.now);
  await recordFacts(act.tx, act.actor, act.commandId, [fact]);
  const [whole] = await withStock(act.tx, act.now, [(await findRule(act.tx, rule.id))!]);
  return view(whole!);
}

type FactSource = Pick<RuleRow, 'id' | 'item' | 'threshold' | 'quantity' | 'version' | 'areaCode'> & {
  organisation: { id: string };
  have?: number;
};

function factOf(action: string, rule: FactSource, now: Temporal.Instant) {
  const { item, threshold, quantity, have } = rule;
  return {
    module: 'assets',
    action,
    subjectId: rule.id,
    version: rule.version,
    organisationId: rule.organisation.id,
    areaCode: rule.areaCode,
    happenedAt: iso(now),
    details: { item, threshold, quantity, ...(have === undefined ? {} : { have }) },
  };
}

function view({ areaCode: _areaCode, ...rule }: RuleRow & { have: number }): ReorderRule {
  return rule;
}
