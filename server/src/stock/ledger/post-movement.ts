import { newId, type Posted, type stock as routes } from '@baogong/contract';
import type { z } from 'zod';
import { requireRight } from '../../platform/actor.ts';
import { cityDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { bodyHash } from '../../platform/http/command.ts';
import type { ActorContext } from '../../platform/http/context.ts';
import { invalid } from '../../platform/refusal.ts';
import { catalogueOf } from '../reference.ts';
import { pastMoment } from './moments.ts';
import { openPlace } from './own-places.ts';
import { type OwnedPlace, transitPlaces } from './places.ts';
import { createPostingQueue, type PostingQueue } from './posting-queue.ts';
import type { OrderLine } from './postings.ts';
import { baseQuantity } from './quantity.ts';

type Input = z.output<NonNullable<(typeof routes)['postMovement']['~orpc']['inputSchema']>>;
type Context = Pick<ActorContext, 'db' | 'actor' | 'clock' | 'hints'>;

const OPERATION = 'stock.postMovement';
const DAYS_LATE = 31;

/** Posts goods that come in, go out, move or come back: checked from memory, written together with what arrives at the same moment. */
export async function postMovement(context: Context, input: Input): Promise<Posted> {
  const { db, actor, clock, hints } = context;
  const queue = memoryOf(db).queue;
  queue.requireRoom();
  const now = clock.now();
  const place = await placeCalled(db, input.placeId);
  requireRight(actor, 'stock.write', { organisationId: place.organisationId, areaCode: place.areaCode });
  const other = await otherPlace(db, input, place);
  const happenedAt = pastMoment(input.happenedAt, { now, field: 'happenedAt', days: DAYS_LATE });
  const answer = await queue.add({
    order: {
      kind: input.kind,
      placeId: place.id,
      placeName: place.name,
      otherId: other?.id ?? null,
      lines: await readLines(db, input),
      happenedAt,
      day: cityDay(Temporal.Instant.from(happenedAt)),
      note: input.note || null,
    },
    lots: input.lines.flatMap(({ lot }, line) => (lot ? [{ line, lot }] : [])),
    organisationId: place.organisationId,
    areaCode: place.areaCode,
    toSite: [place, other].some((each) => each?.kind === 'site'),
    postingId: newId(now.epochMilliseconds),
    commandId: input.commandId,
    operation: OPERATION,
    hash: bodyHash(OPERATION, input),
    actor,
    now,
  });
  hints.wake();
  return answer;
}

async function readLines(db: Db, { lines }: Input): Promise<OrderLine[]> {
  const catalogue = catalogueOf(db);
  const read = lines.map(async (line, index): Promise<OrderLine> => {
    const item = await catalogue.getItem(line.item, `lines[${index}].item`);
    const quantity = baseQuantity(item, line, `lines[${index}]`);
    if (quantity <= 0) {
      const detail = { zh: '数量要大于 0', en: 'the quantity must be more than 0' };
      throw invalid('invalid-input', { field: `lines[${index}].quantity`, params: { detail } });
    }
    return {
      itemCode: item.code,
      unit: item.baseUnitName,
      quantity,
      lot: null,
      expiredReason: line.expiredReason || null,
    };
  });
  return Promise.all(read);
}

/** Where a transfer goes, or the transit place that something comes back from. */
async function otherPlace(db: Db, { kind, toPlaceId }: Input, place: OwnedPlace): Promise<OwnedPlace | null> {
  if (kind === 'take-back') {
    const ids = await db.transaction().execute((tx) => transitPlaces(tx, [place.organisationId]));
    return { ...place, id: ids.get(place.organisationId)!, kind: 'transit' };
  }
  if (kind !== 'transfer') return null;
  const other = toPlaceId ? await placeCalled(db, toPlaceId) : null;
  const isOwn = other?.organisationId === place.organisationId && other.kind !== 'transit' && place.kind !== 'transit';
  if (other === null || !isOwn || other.id === place.id) throw invalid('own-places-only', { field: 'toPlaceId' });
  return other;
}

type Memory = { queue: PostingQueue; places: Map<string, { place: OwnedPlace; until: number }> };
const memories = new WeakMap<Db, Memory>();
const KEPT_MILLISECONDS = 30_000;
const MOST_PLACES = 20_000;

function memoryOf(db: Db): Memory {
  const known = memories.get(db);
  if (known) return known;
  const fresh = { queue: createPostingQueue(db), places: new Map() };
  memories.set(db, fresh);
  return fresh;
}

/** Places stay whose they are; names and areas of organisations may change, so they are read again after half a minute. */
async function placeCalled(db: Db, id: string): Promise<OwnedPlace> {
  const { places } = memoryOf(db);
  const known = places.get(id);
  if (known && known.until > Date.now()) return known.place;
  const place = await db.transaction().execute((tx) => openPlace(tx, id));
  if (places.size >= MOST_PLACES) places.clear();
  places.set(id, { place, until: Date.now() + KEPT_MILLISECONDS });
  return place;
}
