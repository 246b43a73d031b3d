import { sql } from 'kysely';
import { systemActor } from '../../platform/actor.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { tellOfForecasts } from './arrivals.ts';
import { beliefIn } from './belief.ts';
import { movedNoticeably, type Outlook, outlookOf } from './outlook.ts';
import { type Page, type PageRow, type Range, readPage, rowAt } from './page.ts';
import { saveOutlooks } from './queries.ts';

/** So many are reckoned, some milliseconds of work, before requests get their turn. */
const SLICE = 250;
/** Looked at out of turn, what has moved less is left as it stands. */
const NOTICED_SHARE = 0.01;
const NOTICED_MINUTES = 1;

type Fresh = { row: PageRow; outlook: Outlook };
type Reckoned = { moved: Fresh[]; toWrite: Fresh[] };

/**
 * Reckons a range after the other until there is none left; returns how many stocks were looked at. While one page is reckoned the
 * next is read and the one before written, on two connections.
 */
export async function reckonRanges(
  db: Db,
  takeNext: () => Promise<Range | undefined>,
  now: Temporal.Instant,
): Promise<number> {
  const readNext = async () => {
    const range = await takeNext();
    return range && { range, page: await readPage(db, range, now) };
  };
  let count = 0;
  let writing: Promise<void> = Promise.resolve();
  let next = readNext();
  for (let read = await next; read; read = await next) {
    next = readNext();
    // Whoever waits for it learns of a failure; until then nobody does.
    next.catch(() => undefined);
    const reckoned = await reckonInSlices(read.page, now, read.range.all);
    await writing;
    writing = write(db, reckoned, now);
    writing.catch(() => undefined);
    count += read.page.count;
  }
  await writing;
  return count;
}

async function reckonInSlices(page: Page, now: Temporal.Instant, all: boolean): Promise<Reckoned> {
  const at = now.epochMilliseconds / 60_000;
  const reckoned: Reckoned = { moved: [], toWrite: [] };
  for (let index = 0; index < page.count; index += 1) {
    if (index > 0 && index % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
    reckon(rowAt(page, index), at, all, reckoned);
  }
  return reckoned;
}

function reckon(row: PageRow, at: number, all: boolean, { moved, toWrite }: Reckoned): void {
  const outlook = outlookOf(beliefIn(row.numbers), at, row.doubt as Parameters<typeof outlookOf>[2], row.earlier);
  if (movedNoticeably(row.earlier, outlook.emptyAt, at)) moved.push({ row, outlook });
  if (!all || movedNoticeably(row.earlier, outlook.emptyAt, at, NOTICED_MINUTES, NOTICED_SHARE))
    toWrite.push({ row, outlook });
}

/** Writes what no reading has changed meanwhile, with facts about what moved noticeably. */
async function write(db: Db, { moved, toWrite }: Reckoned, now: Temporal.Instant): Promise<void> {
  if (toWrite.length === 0) return;
  await db.transaction().execute(async (tx) => {
    const rows = toWrite.map(({ row: { id, rowVersion, doubt }, outlook }) => ({
      stockId: id,
      rowVersion,
      doubt,
      outlook,
    }));
    await saveOutlooks(tx, rows, now);
    if (moved.length === 0) return;
    const stocks = await findStocks(
      tx,
      moved.map(({ row }) => row.id),
    );
    await tellOfForecasts(tx, systemActor, stocks, now);
  });
}

async function findStocks(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; organisationId: string; areaCode: string; item: string }>`
    select stock.id, organisation_id as "organisationId", area_code as "areaCode", item_code as item
    from monitored_stock stock join organisation on organisation.id = organisation_id
    where stock.id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows;
}
