import { type Db, ledgerFaults } from '@baogong/server/testing';
import type { Journal } from './load.ts';

/** Where the database and what clients were told part ways; [] when nothing was lost, nothing done twice, all legal. */
export async function faultsAfter(db: Db, journal: Journal): Promise<string[]> {
  return [
    ...journal.changed.map((command) => `answered otherwise the second time: ${command}`),
    ...(await lostOrTwice(db, journal)),
    ...(await decisionsMissing(db, journal)),
    ...(await ledgerFaults(db)),
  ];
}

async function lostOrTwice(db: Db, { collected }: Journal): Promise<string[]> {
  const rows = await db
    .selectFrom('event')
    .innerJoin('need', 'need.id', 'event.subject_id')
    .select(['event.command_id', 'need.id', 'need.day', 'need.day_number'])
    .select((each) =>
      each
        .selectFrom('need_line')
        .select((line) => line.fn.countAll<number>().as('lines'))
        .whereRef('need_line.need_id', '=', 'need.id')
        .as('lines'),
    )
    .where('event.action', '=', 'collect')
    .execute();
  const byCommand = Map.groupBy(rows, (row) => row.command_id);
  const told = collected.flatMap(({ commandId, needId, number, lines }) => {
    const made = byCommand.get(commandId) ?? [];
    if (made.length !== 1) return [`command ${commandId} made ${made.length} needs`];
    const [need] = made;
    const kept = `${need!.day.slice(5, 7)}${need!.day.slice(8, 10)}-${String(need!.day_number).padStart(2, '0')}`;
    const asTold = need!.id === needId && kept === number && need!.lines === lines;
    return asTold ? [] : [`need ${needId} was acknowledged as ${number}, but stands as ${kept}`];
  });
  const untold = rows.length - collected.length;
  return untold === 0 ? told : [...told, `${untold} needs more than were acknowledged`];
}

async function decisionsMissing(db: Db, { decided }: Journal): Promise<string[]> {
  const facts = await db
    .selectFrom('event')
    .select(['command_id', 'subject_id', 'action'])
    .where('command_id', 'is not', null)
    .execute();
  const counts = new Map<string, number>();
  for (const fact of facts) {
    const key = `${fact.command_id} ${fact.subject_id} ${fact.action}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return decided.flatMap(({ commandId, subjectId, action }) => {
    const count = counts.get(`${commandId} ${subjectId} ${action}`) ?? 0;
    return count === 1 ? [] : [`${action} of ${subjectId} stands ${count} times in the history`];
  });
}
