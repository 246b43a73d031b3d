import { newId, type ProductionLine, type production as routes } from '@baogong/contract';
import type { z } from 'zod';
import { getCatalogueItem, toBase } from '../../catalogue/index.ts';
import { getOrganisation } from '../../directory/index.ts';
import { type Actor, requireRight, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { violatedConstraint } from '../../platform/db/violation.ts';
import type { Act } from '../../platform/http/context.ts';
import { type Fact, recordFacts } from '../../platform/log/record.ts';
import { idCursor } from '../../platform/http/cursor.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import { findSource } from '../queries.ts';
import { findLine, findLines, insertLine, type LineFields, type LineRow, lockLine, updateLine } from './queries.ts';
import { shareAt, stateAt } from './ramp.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

export async function listLines(
  db: DbOrTx,
  actor: Actor,
  { limit, after, ...filter }: Input<'listLines'>,
  now: Temporal.Instant,
) {
  const scope = scopeOf(actor, 'supply.read');
  const found = await findLines(db, { ...filter, scope, after: idCursor(after), limit: limit + 1 });
  const rows = found.slice(0, limit);
  return { rows: rows.map((row) => lineView(row, now)), next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

export async function createLine(act: Act, input: Input<'createLine'>): Promise<ProductionLine> {
  const { id: organisationId, areaCode } = await getOrganisation(act.tx, input.organisationId);
  requireRight(act.actor, 'supply.write', { organisationId, areaCode });
  return addLine(act, input);
}

/** The same for those whose rights were checked already, with an id of their own (a seed). */
export async function addLine(
  act: Act,
  input: Omit<Input<'createLine'>, 'commandId'>,
  id = newId(),
): Promise<ProductionLine> {
  const item = await getCatalogueItem(act.tx, input.item);
  const capacity = toBase(item, input.capacity, input.unit, 'unit');
  const { name, ramp, running, bookInto, organisationId } = input;
  await requireOwnSource(act, bookInto, organisationId, item.code);
  const fields = { id, name, capacity, ramp, running, bookInto, changedAt: iso(act.now), ramped: false, version: 1 };
  await named(name, () => insertLine(act.tx, { ...fields, organisationId, item: item.code }));
  return record(act, 'create-line', id, { item: item.code, capacity, name });
}

/** What is left out stays. */
export async function reviseLine(act: Act, input: Input<'reviseLine'>): Promise<ProductionLine> {
  const { commandId: _commandId, id, version, ...given } = input;
  const before = await ownLine(act, id);
  if (before.version !== version) throw conflict('stale-version', { field: 'version' });
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const fields: LineFields = { ...before, ...changes, version: version + 1 };
  await requireOwnSource(act, fields.bookInto, before.organisationId, before.item);
  await named(fields.name, () => updateLine(act.tx, fields));
  return record(act, 'revise-line', id, { changed: Object.keys(changes), capacity: fields.capacity });
}

/** Starts or stops a line. A line that is started yields along its ramp. */
export async function setLineRunning(act: Act, input: Input<'setLineRunning'>): Promise<ProductionLine> {
  const before = await ownLine(act, input.id);
  if (before.running === input.running) throw conflict('line-already', { params: input.running ? RUNS : STANDS });
  const at = input.at ? Temporal.Instant.from(input.at) : act.now;
  if (Temporal.Instant.compare(at, Temporal.Instant.from(before.changedAt)) < 0)
    throw invalid('line-changed-later', { field: 'at', params: { at: iso(Temporal.Instant.from(before.changedAt)) } });
  if (Temporal.Instant.compare(at, act.now) > 0)
    throw invalid('in-the-future', { field: 'at', params: { field: 'at' } });
  const { running } = input;
  await updateLine(act.tx, { ...before, running, changedAt: iso(at), ramped: true, version: before.version + 1 });
  const note = input.note ? { note: input.note } : {};
  return record(act, running ? 'start-line' : 'stop-line', before.id, note, iso(at));
}

const RUNS = { state: { zh: '开着', en: 'running' } };
const STANDS = { state: { zh: '停着', en: 'stopped' } };

/** The line as screens see it at the instant. */
export function lineView(row: LineRow, now: Temporal.Instant): ProductionLine {
  const { running: _running, changedAt: _changedAt, ramped: _ramped, ...line } = row;
  const at = now.epochMilliseconds;
  return { ...line, ...stateAt(row, at), share: shareAt(row, at) };
}

/** A fact about a line; its producer and the desks of its area hear of it. */
export function lineFact(
  row: Pick<LineRow, 'id' | 'organisationId' | 'areaCode'>,
  action: string,
  version: number,
  happenedAt: string,
  details: Record<string, unknown>,
): Fact {
  const { id, organisationId, areaCode } = row;
  return { module: 'supply', action, subjectId: id, version, organisationId, areaCode, happenedAt, details };
}

async function ownLine(act: Act, id: string): Promise<LineRow> {
  const line = await lockLine(act.tx, id);
  if (!line) throw notFound('生产线', 'Production line');
  requireRight(act.actor, 'supply.write', { organisationId: line.organisationId, areaCode: line.areaCode });
  return line;
}

/** Output goes into stock of the same item of the same producer. */
async function requireOwnSource(act: Act, id: string | null, organisationId: string, item: string): Promise<void> {
  if (id === null) return;
  const source = await findSource(act.tx, id);
  const fits = source?.organisationId === organisationId && source.item === item && source.form === 'stock';
  if (!fits) throw invalid('unknown-source', { field: 'bookInto' });
}

async function named(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (violatedConstraint(error) !== 'production_line_name_once') throw error;
    throw conflict('already-exists', {
      field: 'name',
      params: { what: { zh: `生产线“${name}”`, en: `Line "${name}"` } },
    });
  }
}

async function record(
  act: Act,
  action: string,
  id: string,
  details: Record<string, unknown>,
  happenedAt = iso(act.now),
): Promise<ProductionLine> {
  const line = (await findLine(act.tx, id))!;
  const fact = lineFact(line, action, line.version, happenedAt, details);
  await recordFacts(act.tx, act.actor, act.commandId, [fact]);
  return lineView(line, act.now);
}
