import { scopeOf } from '../actor.ts';
import { procedures } from '../http/procedures.ts';
import { invalid } from '../refusal.ts';
import { audienceOf } from '../live/audience.ts';
import { toChange } from '../live/hub.ts';
import { currentPosition, formatPosition, parsePosition, type Position, readEvents, readNewestEvents } from './read.ts';

const BATCH = 500;

export const changeHandlers = {
  /** The fallback for where the stream is blocked: the same changes, asked for. */
  pollChanges: procedures.changes.pollChanges.handler(async ({ input, context }) => {
    if (!input.after) return { changes: [], last: formatPosition(await currentPosition(context.db)), behind: false };
    const events = await readEvents(context.db, position(input.after, 'after'), BATCH);
    const audience = audienceOf(context.actor);
    const last = events.at(-1);
    return {
      changes: events.filter((event) => audience.sees(event)).map(toChange),
      last: last ? formatPosition(last.position) : input.after,
      behind: events.length === BATCH,
    };
  }),
  /** The audit trail: who did what, of everything in the auditor's area and of people and rights. */
  listAudit: procedures.changes.listAudit.handler(async ({ input, context }) => {
    const before = input.before ? position(input.before, 'before') : null;
    const areas = scopeOf(context.actor, 'needs.read').areas;
    const events = await readNewestEvents(context.db, {
      before,
      subject: input.subject ?? null,
      areas,
      limit: input.limit,
    });
    return events.map((event) => {
      const { before: _before, ...details } = event.details;
      return { ...toChange(event), by: event.actorName, commandId: event.commandId, details };
    });
  }),
};

function position(text: string, field: string): Position {
  const parsed = parsePosition(text);
  if (!parsed) throw invalid('unknown-field-value', { field, params: { field, value: text } });
  return parsed;
}
