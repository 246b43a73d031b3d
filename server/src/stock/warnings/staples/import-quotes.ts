import type { StapleQuote, staples as routes } from '@baogong/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { itemFinder } from '../../../catalogue/index.ts';
import { scopeOf } from '../../../platform/actor.ts';
import type { SheetRow } from '../../../platform/files/sheet.ts';
import { runCommand } from '../../../platform/http/command.ts';
import type { ActorContext } from '../../../platform/http/context.ts';
import { catalogueOf } from '../../reference.ts';
import { textIn } from '../../../platform/files/columns.ts';
import { inWords, isFault, openSheet } from '../../sheets/open-sheet.ts';
import { type Columns, type Finder, findColumns, neededColumns, readRow } from './quote-rows.ts';
import { postQuotes } from './quotes.ts';

type Route = (typeof routes)['importQuotes']['~orpc'];
type Input = z.output<NonNullable<Route['inputSchema']>>;
type Output = z.output<NonNullable<Route['outputSchema']>>;

const ERRORS_SHOWN = 200;

/** Takes a sheet's good rows as quotes and says of each bad one which cell is wrong. */
export async function importQuotes(context: ActorContext, input: Input): Promise<Output> {
  const { columns, rows } = await openSheet(input, findColumns, neededColumns);
  return runCommand(context, 'staples.importQuotes', input, async (act) => {
    const finder = await openFinder(context, columns, rows);
    const read = rows.map((row) => ({ row, quote: readRow(row, columns, finder) }));
    const errors = read.flatMap(({ quote }) => (isFault(quote) ? [inWords(quote, context.locale)] : []));
    const good = read.filter((each): each is { row: SheetRow; quote: StapleQuote } => !isFault(each.quote));
    const quotes = good.map(({ quote }) => quote);
    if (quotes.length === 0) return { rows: rows.length, taken: 0, repeated: 0, errors: errors.slice(0, ERRORS_SHOWN) };
    const { taken, repeated, refused } = await postQuotes(act, context.db, { quotes }, { evenIfNone: true });
    const more = refused.map(({ index, message }) => ({ row: good[index]!.row.number, column: '', message }));
    const all = [...errors, ...more].toSorted((left, right) => left.row - right.row);
    return { rows: rows.length, taken, repeated, errors: all.slice(0, ERRORS_SHOWN) };
  });
}

/** Items by any of their names; areas by name or code among those that the actor may quote for. */
async function openFinder({ db, actor }: ActorContext, columns: Columns, rows: readonly SheetRow[]): Promise<Finder> {
  const scope = scopeOf(actor, 'staples.write');
  const said = [...new Set(rows.map((row) => textIn(row, columns, 'area')))];
  const { rows: areas } = await sql<{ code: string; name: string }>`
    select code, name from area where (name = any(${said}::text[]) or code = any(${said}::text[]))
      and (${scope.everywhere} or code like any(${scope.areas.map((area) => `${area}%`)}::text[])) limit 20000`.execute(
    db,
  );
  const items = [...(await catalogueOf(db).items()).values()];
  return {
    item: itemFinder(items),
    source: actor.name,
    area(name) {
      const found = areas.filter((area) => area.name === name || area.code === name);
      return found.length > 1 ? 'many' : found[0]?.code;
    },
  };
}
