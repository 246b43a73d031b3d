import { sql } from 'kysely';
import { systemActor } from '../../platform/actor.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import { tellOfForecasts } from './arrivals.ts';
import { beliefIn } from './belief.ts';
import { movedNoticeably, type Outlook, outlookOf } from './outlook.ts';
import { idAt, type Page, pageReader, type Range, rowAt } from './page.ts';
import { saveOutlooks } from './queries.ts';

/** So many are reckoned, some milliseconds of work, before requests get their turn. */
const SLICE = 250;
/** Looked at out of turn, what has moved less is left as it stands. */
const NOTICED_SHARE = 0.01;
const NOTICED_MINUTES = 1;

type Fresh = { stockId: string; rowVersion: number; doubt: string | null; outlook: Outlook };
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
  const read = pageReader(db, now);
  const readNext = async () => {
    const range = await takeNext();
    return range && { range, page: await read(range) };
  };
  let count = 0;
  let writing: Promise<void> = Promise.resolve();
  let next = readNext();
  for (let got = await next; got; got = await next) {
    next = readNext();
    // Whoever waits for it learns of a failure; until then nobody does.
    next.catch(() => undefined);
    const reckoned = await reckonInSlices(got.page, now, got.range.all);
    await writing;
    writing = write(db, reckoned, now);
    writing.catch(() => undefined);
    count += got.page.count;
  }
  await writing;
  return count;
}

async function reckonInSlices(page: Page, now: Temporal.Instant, all: boolean): Promise<Reckoned> {
  const at = now.epochMilliseconds / 60_000;
  const reckoned: Reckoned = { moved: [], toWrite: [] };
  for (let index = 0; index < page.count; index += 1) {
    if (index > 0 && index % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
    reckon(page, index, { at, all }, reckoned);
  }
  return reckoned;
}

function reckon(
  page: Page,
  index: number,
  { at, all }: { at: number; all: boolean },
  { moved, toWrite }: Reckoned,
): void {
  const { numbers, doubt, earlier, rowVersion } = rowAt(page, index);
  const outlook = outlookOf(beliefIn(numbers), at, doubt as Parameters<typeof outlookOf>[2], earlier);
  const isMoved = movedNoticeably(earlier, outlook.emptyAt, at);
  if (!isMoved && all && !movedNoticeably(earlier, outlook.emptyAt, at, NOTICED_MINUTES, NOTICED_SHARE)) return;
  const fresh = { stockId: idAt(page, index), rowVersion, doubt, outlook };
  if (isMoved) moved.push(fresh);
  toWrite.push(fresh);
}

/** Writes what no reading has changed meanwhile, with facts about what moved noticeably. */
async function write(db: Db, { moved, toWrite }: Reckoned, now: Temporal.Instant): Promise<void> {
  if (toWrite.length === 0) return;
  await db.transaction().execute(async (tx) => {
    await saveOutlooks(tx, toWrite, now);
    if (moved.length === 0) return;
    const stocks = await findStocks(
      tx,
      moved.map(({ stockId }) => stockId),
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
