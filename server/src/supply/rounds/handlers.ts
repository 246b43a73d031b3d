import { runCommand } from '../../platform/http/command.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { getRound, getSchedule, listRounds, reviseSchedule } from './rounds.ts';

export const roundHandlers = {
  getSchedule: procedures.rounds.getSchedule.handler(({ context }) => getSchedule(context.db, context.clock.now())),
  reviseSchedule: procedures.rounds.reviseSchedule.handler(({ input, context }) =>
    runCommand(context, 'rounds.reviseSchedule', input, (act) => reviseSchedule(act, input)),
  ),
  listRounds: procedures.rounds.listRounds.handler(({ input, context }) =>
    listRounds(context.db, context.actor, input),
  ),
  getRound: procedures.rounds.getRound.handler(({ input, context }) => getRound(context.db, context.actor, input)),
};
