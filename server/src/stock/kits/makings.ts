import { type kits as routes, type Making, newId } from '@baogong/contract';
import type { z } from 'zod';
import { type CatalogueItem, getCatalogueItem } from '../../catalogue/index.ts';
import { getOrganisation } from '../../directory/index.ts';
import { requireRight } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/violation.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import { stableId } from '../../platform/stable-id.ts';
import {
  findMaking,
  findMakings,
  fittingsOf,
  lockMaking,
  type MakingFields,
  type MakingRow,
  saveFitting,
  saveMaking,
} from './queries.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

/** Who can supply, make or print an item: anybody, or whose product has the options, or fits at a site. */
export async function listMakings(
  db: DbOrTx,
  { item, maker, fits, options, limit }: Input<'listMakings'>,
): Promise<Making[]> {
  const atSite = fits && item ? ((await fittingsOf(db, [fits])).get(`${fits} ${item}`) ?? {}) : {};
  const wanted = { ...atSite, ...readOptions(options) };
  return (await findMakings(db, { item, maker, wanted, limit })).map(view);
}

export async function declareMaking(act: Act, input: Input<'declareMaking'>): Promise<Making> {
  const { commandId: _commandId, ...fields } = input;
  const maker = await getOrganisation(act.tx, input.organisationId);
  requireRight(act.actor, 'assets.make', { organisationId: maker.id, areaCode: maker.areaCode });
  const item = await getCatalogueItem(act.tx, input.item);
  checkOptions(item, input.options);
  const { note, lineId = null } = input;
  const making = { ...fields, lineId, id: newId(), note: note || null, active: true, version: 1 };
  await save(act, making, maker.name);
  return record(act, 'declare-making', making, maker.areaCode);
}

/** What is left out stays; `active: false` withdraws it. */
export async function reviseMaking(act: Act, input: Input<'reviseMaking'>): Promise<Making> {
  const { commandId: _commandId, id, version, ...given } = input;
  const before = await lockMaking(act.tx, id);
  if (!before) throw notFound('这条生产能力', 'This capability');
  requireRight(act.actor, 'assets.make', { organisationId: before.organisation.id, areaCode: before.areaCode });
  if (before.version !== version) throw conflict('stale-version', { field: 'version' });
  if (given.options) checkOptions(await getCatalogueItem(act.tx, before.item), given.options);
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const making = { ...before, organisationId: before.organisation.id, ...changes, version: version + 1 };
  await save(act, making, before.organisation.name);
  return record(act, 'revise-making', making, before.areaCode);
}

/** Each item and method once for each line, and only on lines of one's own. */
async function save(act: Act, making: MakingFields, maker: string): Promise<void> {
  try {
    await saveMaking(act.tx, making);
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'making_own_line') throw notFound('这条生产线', 'This production line');
    if (constraint !== 'making_once') throw error;
    const what = { zh: `${maker}这条线对这种物资的这种方式`, en: `This item and method on this line of ${maker}` };
    throw conflict('already-exists', { field: 'method', params: { what } });
  }
}

/** Says what fits at a site (wall outlets of a hospital), so that whoever makes it can be found. */
export async function setFitting(act: Act, { organisationId, item: code, options }: Input<'setFitting'>) {
  const { areaCode } = await getOrganisation(act.tx, organisationId);
  requireRight(act.actor, 'assets.fit', { organisationId, areaCode });
  const item = await getCatalogueItem(act.tx, code);
  checkOptions(item, Object.fromEntries(Object.entries(options).map(([name, option]) => [name, [option]])));
  const version = await saveFitting(act.tx, { organisationId, item: code, options });
  await recordFacts(act.tx, act.actor, act.commandId, [
    {
      module: 'assets',
      action: 'set-fitting',
      subjectId: stableId('fitting', `${organisationId} ${code}`),
      version,
      organisationId,
      areaCode,
      happenedAt: iso(act.now),
      details: { item: code, options },
    },
  ]);
  return { organisationId, item: code, options };
}

/** Every parameter and option is one that the catalogue knows of the item. */
function checkOptions(item: CatalogueItem, options: Record<string, readonly string[]>): void {
  for (const [code, chosen] of Object.entries(options)) {
    const parameter = item.parameters.find((each) => each.code === code);
    const unknown = chosen.find((option) => !parameter?.options.some((each) => each.code === option));
    if (unknown !== undefined)
      throw invalid('parameter-unknown', {
        field: `options.${code}`,
        params: { item: item.name, parameter: code, option: unknown },
      });
  }
}

/** `outlet:din-13260,device-side:hose-6`, as the door has checked it. */
function readOptions(text: string | undefined): Record<string, string> {
  return Object.fromEntries((text ? text.split(',') : []).map((pair) => pair.split(':') as [string, string]));
}

async function record(act: Act, action: string, making: MakingFields, areaCode: string): Promise<Making> {
  const { id, item, method, organisationId, version } = making;
  await recordFacts(act.tx, act.actor, act.commandId, [
    {
      module: 'assets',
      action,
      subjectId: id,
      version,
      organisationId,
      areaCode,
      happenedAt: iso(act.now),
      details: { item, method, supplierIds: [organisationId] },
    },
  ]);
  return view((await findMaking(act.tx, id))!);
}

function view({ areaCode: _areaCode, ...making }: MakingRow): Making {
  return making;
}
