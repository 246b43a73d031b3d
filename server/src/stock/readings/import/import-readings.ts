import type { readings as routes, ReadingInput } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { itemFinder } from '../../../catalogue/index.ts';
import { scopeOf } from '../../../platform/actor.ts';
import type { SheetRow } from '../../../platform/files/sheet.ts';
import { runCommand } from '../../../platform/http/command.ts';
import type { ActorContext } from '../../../platform/http/context.ts';
import { catalogueOf } from '../../reference.ts';
import { inWords, isFault, openSheet } from '../../sheets/open-sheet.ts';
import { takeReadings } from '../take-readings.ts';
import { type Columns, findColumns, neededColumns } from './columns.ts';
import { type Finder, readRow } from './rows.ts';

type Route = (typeof routes)['importReadings']['~orpc'];
type Input = z.output<NonNullable<Route['inputSchema']>>;
type Output = z.output<NonNullable<Route['outputSchema']>>;

/** Takes a sheet's good rows as readings and says of each bad one which cell is wrong. */
export async function importReadings(context: ActorContext, input: Input): Promise<Output> {
  const { columns, rows } = await openSheet(input, findColumns, neededColumns);
  return runCommand(context, 'readings.importReadings', input, async (act) => {
    const finder = await openFinder(context, columns, rows);
    const read = rows.map((row) => ({ row, reading: readRow(row, columns, finder) }));
    const errors = read.flatMap(({ reading }) => (isFault(reading) ? [inWords(reading, context.locale)] : []));
    const good = read.filter((each): each is { row: SheetRow; reading: ReadingInput } => !isFault(each.reading));
    const none = { taken: 0, repeated: 0, flagged: 0 };
    if (good.length === 0) return { rows: rows.length, ...none, errors: errors.slice(0, 200) };
    const { refused, taken, repeated, flagged } = await takeReadings(
      act,
      context.db,
      { source: 'spreadsheet', readings: good.map(({ reading }) => reading) },
      { evenIfNone: true },
    );
    const more = refused.map(({ index, message }) => ({ row: good[index]!.row.number, column: '', message }));
    const all = [...errors, ...more].toSorted((left, right) => left.row - right.row);
    return { rows: rows.length, taken, repeated, flagged, errors: all.slice(0, 200) };
  });
}

/** Institutions by their whole name among those that the actor may write readings for, and items by any of their names. */
async function openFinder({ db, actor }: ActorContext, columns: Columns, rows: readonly SheetRow[]): Promise<Finder> {
  const scope = scopeOf(actor, 'readings.write');
  const names = [
    ...new Set(
      rows.map((row) =>
        String(row.cells[columns.at.organisation!] ?? '')
          .normalize('NFKC')
          .trim(),
      ),
    ),
  ];
  const { rows: found } = await sql<{ id: string; name: string }>`
    select id, name from organisation where name = any(${names}::text[])
      and (${scope.everywhere} or id = any(${scope.own}::uuid[])
           or area_code like any(${scope.areas.map((area) => `${area}%`)}::text[])) limit 20000`.execute(db);
  const byName = Map.groupBy(found, ({ name }) => name);
  const items = [...(await catalogueOf(db).items()).values()];
  return {
    organisation(name) {
      const [first, ...others] = byName.get(name) ?? [];
      return others.length > 0 ? 'many' : first;
    },
    item: itemFinder(items),
  };
}
