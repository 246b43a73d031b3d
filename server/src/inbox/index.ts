/** What other modules may use of the inbox. */
import { runCommand } from '../platform/http/command.ts';
import { procedures } from '../platform/http/procedures.ts';
import { listMessages, readMessages } from './inbox.ts';

export { inboxFollower } from './follower.ts';

export const inboxHandlers = {
  listMessages: procedures.inbox.listMessages.handler(({ input, context }) =>
    listMessages(context.db, context.actor, context.locale, input),
  ),
  readMessages: procedures.inbox.readMessages.handler(({ input, context }) =>
    runCommand(context, 'inbox.readMessages', input, (act) => readMessages(act, input)),
  ),
};
