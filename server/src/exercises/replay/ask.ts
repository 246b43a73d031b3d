import type { Entry } from './books.ts';
import { decide, groupwise, type Stage } from './stage.ts';
import type { PlacedEvent } from './stream.ts';
import { firstLine } from './suppliers.ts';

type Wanted = { item: string; quantity: number | null; stated: number | null; specification: string };

/**
 * What the hospitals did to the list at one moment, as they would do it here. One need for each item of a hospital, so that
 * each change of the list is a change of one need:
 * added → collect · quantity changed → revise while collected, else a comment · removed → withdraw while collected; close as
 * "met elsewhere" when dispatched and nothing has left; else the goods on the road arrive and are confirmed ·
 * hospital removed → all its needs removed. Added hospitals exist from the start.
 */
export function playMoment(stage: Stage, events: readonly PlacedEvent[]): Promise<void> {
  return groupwise(
    events,
    ({ place }) => place.key,
    (event) => playEvent(stage, event),
  );
}

/** Needs that came back to the pool after the list had dropped them. */
export function withdrawDropped(stage: Stage): Promise<void> {
  const back = stage.books.all().filter((entry) => entry.dropped && entry.status === 'collected');
  return groupwise(
    back,
    (entry) => entry.id,
    (entry) => withdraw(stage, entry),
  );
}

async function playEvent(stage: Stage, { place, event, index }: PlacedEvent): Promise<void> {
  const { books } = stage;
  switch (event.event) {
    case 'hospital-added':
      return;
    case 'hospital-removed':
      for (const entry of books.askedByPlace(place.key)) await drop(stage, entry);
      return;
    case 'need-added':
      return collect(stage, place.key, event, index, event.at);
    case 'quantity-changed': {
      const entry = books.askedBy(place.key, event.item);
      if (entry) await changeQuantity(stage, entry, event, index);
      return;
    }
    case 'need-removed': {
      const entry = books.askedBy(place.key, event.item);
      if (entry) await drop(stage, entry);
    }
  }
}

async function collect(stage: Stage, placeKey: string, wanted: Wanted, index: number, at: Temporal.Instant) {
  const { client, organisationId } = stage.cast.hospital(placeKey);
  const isFirst = firstLine.has(wanted.item);
  const need = await client.needs.collectNeed({
    commandId: stage.run.command('collect', index),
    organisationId,
    lines: [lineOf(wanted)],
    channel: 'replay',
    priority: isFirst ? 'urgent' : 'normal',
    priorityReason: isFirst ? '一线医护防护' : null,
    happenedAt: at.toString(),
  });
  stage.books.open(placeKey, wanted.item, { ...need, lineId: need.lines[0]!.id });
}

async function changeQuantity(stage: Stage, entry: Entry, wanted: Wanted, index: number): Promise<void> {
  const { client } = stage.cast.hospital(entry.placeKey);
  const { id } = entry;
  if (entry.status === 'collected') {
    const { version } = entry;
    const commandId = stage.run.command('revise', index, version);
    await decide(stage, entry, async () => {
      const revised = await client.needs.reviseNeed({ commandId, id, version, lines: [lineOf(wanted)] });
      stage.books.moveLine(entry, revised.lines[0]!.id);
      return revised;
    });
  } else if (entry.status !== 'withdrawn' && entry.status !== 'merged') {
    const text = wanted.stated === null ? '数量改为：未知' : `数量改为：${wanted.stated}`;
    const commandId = stage.run.command('comment', index);
    await decide(stage, entry, () => client.needs.commentNeed({ commandId, id, text }));
  }
}

async function drop(stage: Stage, entry: Entry): Promise<void> {
  stage.books.drop(entry);
  if (entry.status === 'collected') await withdraw(stage, entry);
  else if (entry.status === 'dispatched' && !entry.shipped) await closeAsMetElsewhere(stage, entry);
}

async function withdraw(stage: Stage, entry: Entry): Promise<void> {
  const { client } = stage.cast.hospital(entry.placeKey);
  const { id, version } = entry;
  const commandId = stage.run.command('withdraw', entry.name, version);
  await decide(stage, entry, () => client.needs.withdrawNeed({ commandId, id, version, reason: '已从清单中删除' }));
}

async function closeAsMetElsewhere(stage: Stage, entry: Entry): Promise<void> {
  const { client } = stage.cast.hospital(entry.placeKey);
  const { id, version } = entry;
  const commandId = stage.run.command('met-elsewhere', entry.name, version);
  await decide(stage, entry, () =>
    client.needs.closeNeed({ commandId, id, version, reason: 'met-elsewhere', note: '已从清单中删除' }),
  );
}

/** A number whose unit nobody told goes along as it was said; the quantity stays unknown. */
function lineOf({ item, quantity, stated, specification }: Wanted) {
  return {
    item,
    quantity,
    said: quantity === null && stated !== null ? String(stated) : null,
    specification: specification || null,
  };
}
