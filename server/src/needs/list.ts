import type { DeliverySummary, NeedSummary } from '@baogong/contract';
import { type Actor, scopeOf } from '../platform/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { listDeliveryRows } from './queries/extras.ts';
import { listNeedRows, type NeedFilter } from './queries/list.ts';
import { viewDeliveries } from './view/deliveries.ts';
import { viewSummaries } from './view/summary.ts';
import { isId, unknownCursor } from '../platform/http/cursor.ts';

type ListInput = Omit<NeedFilter, 'statuses' | 'after'> & {
  status?: string | string[] | undefined;
  after?: string | undefined;
};
type Page<Row> = { rows: Row[]; next: string | null };

/** A page of the needs that the actor may read; one more row is read to know whether there is a next page. */
export async function listNeeds(
  db: Db,
  actor: Actor,
  input: ListInput,
  now: Temporal.Instant,
): Promise<Page<NeedSummary>> {
  const statuses = input.status === undefined ? undefined : [input.status].flat();
  const filter = { ...input, statuses, after: parseCursor(input.after), limit: input.limit + 1 };
  const rows = await listNeedRows(db, scopeOf(actor, 'needs.read'), filter);
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  const next = last ? `${input.order === 'newest' ? last.collected_at : last.hurts_at}_${last.id}` : null;
  return { rows: await viewSummaries(db, page, now), next };
}

type DeliveryInput = {
  supplier?: string | undefined;
  organisation?: string | undefined;
  status?: string | undefined;
  after?: string | undefined;
  limit: number;
};

export async function listDeliveries(db: Db, actor: Actor, input: DeliveryInput): Promise<Page<DeliverySummary>> {
  const scope = scopeOf(actor, 'needs.read');
  const rows = await listDeliveryRows(db, {
    ...input,
    suppliers: scope.supplies,
    organisations: scope.own,
    areas: scope.everywhere ? [''] : scope.areas,
    after: parseCursor(input.after),
    limit: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  return { rows: await viewDeliveries(db, page), next: last ? `${last.departed_at}_${last.id}` : null };
}

/** `<instant>_<id>`, as given out as `next`. */
function parseCursor(text: string | undefined): { at: string; id: string } | null {
  if (!text) return null;
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/.exec(text);
  if (!match || !isId(match[2])) throw unknownCursor(text);
  return { at: match[1]!, id: match[2]! };
}
