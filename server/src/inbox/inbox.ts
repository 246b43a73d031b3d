import { type Message, newId } from '@baogong/contract';
import type { Actor } from '../platform/actor.ts';
import { iso } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import type { Act } from '../platform/http/context.ts';
import { type Fact, recordFacts } from '../platform/log/record.ts';
import { countUnread, listMessageRows, markRead } from './queries.ts';
import { warningWords } from './warning-words.ts';
import { goodsWords } from './goods-words.ts';
import { supplyWords } from './supply-words.ts';
import { fillWords, messageWords, type MessageFact } from './words.ts';

/** My messages, newest first, in my language. A token has no inbox. */
export async function listMessages(
  db: Db,
  actor: Actor,
  locale: 'zh' | 'en',
  input: { unread?: boolean | undefined; after?: string | undefined; limit: number },
): Promise<{ rows: Message[]; next: string | null; unread: number }> {
  if (!actor.personId) return { rows: [], next: null, unread: 0 };
  const rows = await listMessageRows(db, actor.personId, { ...input, limit: input.limit + 1 });
  const page = rows.slice(0, input.limit);
  const view = page.map((row): Message => {
    const words = { ...messageWords, ...warningWords, ...supplyWords, ...goodsWords }[row.fact as MessageFact];
    const params = row.params as Record<string, unknown>;
    return {
      id: row.id,
      fact: row.fact,
      needId: row.need_id,
      warningId: row.warning_id,
      about:
        row.about_kind === null ? null : { kind: row.about_kind as 'transfer' | 'count-conflict', id: row.about_id! },
      title: words ? fillWords(words.title, locale, params) : row.fact,
      text: words ? fillWords(words.text, locale, params) : '',
      urgent: row.urgent,
      createdAt: row.created_at,
      readAt: row.read_at,
    };
  });
  return {
    rows: view,
    next: rows.length > input.limit ? page.at(-1)!.id : null,
    unread: await countUnread(db, actor.personId),
  };
}

/** Marks messages as read; a fact of its own, so that the person's other screens follow. */
export async function readMessages(act: Act, input: { ids?: string[] | undefined }): Promise<{ unread: number }> {
  const { personId } = act.actor;
  if (!personId) return { unread: 0 };
  await markRead(act.tx, personId, input.ids ?? null, iso(act.now));
  await recordFacts(act.tx, act.actor, act.commandId, [inboxFact('read', personId, act.now)]);
  return { unread: await countUnread(act.tx, personId) };
}

/** Tells the person's screens that the inbox changed. Each is a subject of its own: nobody waits for another's version. */
export function inboxFact(action: 'read' | 'message', personId: string, now: Temporal.Instant): Fact {
  return { module: 'inbox', action, subjectId: newId(), version: 1, happenedAt: iso(now), details: { personId } };
}
