import type { Confidence } from '@baogong/contract';
import { sql } from 'kysely';
import { requireRight, scopeOf } from '../../../platform/actor.ts';
import { iso } from '../../../platform/clock.ts';
import type { DbOrTx } from '../../../platform/db/database.ts';
import type { ActorContext } from '../../../platform/http/context.ts';
import { notFound } from '../../../platform/refusal.ts';
import { stepsOf } from '../history.ts';
import { findWarningRecords, type WarningRecord } from '../list-queries.ts';
import { capDocument, type CapWarning, identifierOf, toldSteps } from './alert.ts';
import { type Element, xmlDocument } from './xml.ts';

const MOST = 200;
const ATOM = 'http://www.w3.org/2005/Atom';

/** Open warnings that the reader may see, as an Atom feed that names each one's CAP alert. */
export async function capFeed({ db, actor, clock }: ActorContext): Promise<File> {
  const now = iso(clock.now());
  const scope = scopeOf(actor, 'warnings.read');
  const records = await findWarningRecords(db, { scope, open: true, limit: MOST }, now);
  const warnings = await capWarnings(db, records);
  const updated =
    warnings
      .map(({ steps }) => steps.at(-1)!.at)
      .sort()
      .at(-1) ?? now;
  const feed: Element = [
    'feed',
    [
      ['id', 'urn:baogong:warnings'],
      ['title', '保供预警 / Baogong warnings'],
      ['updated', updated],
      ['author', [['name', 'Baogong']]],
      ...warnings.map(entryOf),
    ],
  ];
  return new File([xmlDocument(feed, ATOM)], 'warnings.xml', { type: 'application/atom+xml' });
}

function entryOf(warning: CapWarning): Element {
  const step = warning.steps.at(-1)!;
  return [
    'entry',
    [
      ['id', `urn:uuid:${warning.id}`],
      ['title', `${warning.organisationName ?? warning.areaName} ${warning.itemName.zh} ${warning.lamp}`],
      ['updated', step.at],
      [`link rel="alternate" type="application/cap+xml" href="/api/warnings/${warning.id}/cap"`, ''],
      ['summary', identifierOf(warning, step)],
    ],
  ];
}

/** One warning as a CAP alert, update or cancellation. */
export async function capAlert({ db, actor, clock }: ActorContext, id: string): Promise<File> {
  const [record] = await findWarningRecords(db, { ids: [id], limit: 1 }, iso(clock.now()));
  if (!record) throw notFound('预警', 'Warning');
  requireRight(actor, 'warnings.read', record);
  const [warning] = await capWarnings(db, [record]);
  const text = capDocument(warning!, { exercise: await isExercise(db) });
  return new File([text], `${identifierOf(warning!, warning!.steps.at(-1)!)}.cap`, { type: 'application/cap+xml' });
}

async function isExercise(db: DbOrTx): Promise<boolean> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', 'demo').executeTakeFirst();
  return row?.value === true;
}

async function capWarnings(db: DbOrTx, records: readonly WarningRecord[]): Promise<CapWarning[]> {
  const ids = records.map(({ id }) => id);
  const [steps, places] = await Promise.all([stepsOf(db, ids), placesOf(db, ids)]);
  return records.map((record): CapWarning => {
    const { isKnown, dryEarly, dryMiddle, dryLate } = record;
    const told = (steps.get(record.id) ?? []).filter(({ action }) => toldSteps.has(action));
    return {
      ...record,
      ...places.get(record.id)!,
      confidence: record.confidence as Confidence,
      emptyAt: isKnown ? { p10: dryEarly, p50: dryMiddle, p90: dryLate } : null,
      because: record.clearedBecause,
      steps: told.map(({ version, action, happenedAt }) => ({ version, action, at: happenedAt })),
    };
  });
}

type Place = { longitude: number | null; latitude: number | null; itemClass: string };

async function placesOf(db: DbOrTx, ids: readonly string[]): Promise<Map<string, Place>> {
  const { rows } = await sql<Place & { id: string }>`
    select warning.id, longitude, latitude, item.class as "itemClass"
    from warning join item on item.code = item_code left join organisation on organisation.id = organisation_id
    where warning.id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}
