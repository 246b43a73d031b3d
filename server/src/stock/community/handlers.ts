import { runCommand } from '../../platform/http/command.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { listRefills, recordRefill } from './refills.ts';
import { createReorderRule, listReorderRules, reviseReorderRule } from './reorder.ts';

export const communityHandlers = {
  recordRefill: procedures.community.recordRefill.handler(({ input, context }) =>
    runCommand(context, 'community.recordRefill', input, (act) => recordRefill(act, input)),
  ),
  listRefills: procedures.community.listRefills.handler(({ input, context }) =>
    listRefills(context.db, context.actor, context.clock.now(), input),
  ),
  listReorderRules: procedures.community.listReorderRules.handler(({ input, context }) =>
    listReorderRules(context.db, context.actor, context.clock.now(), input),
  ),
  createReorderRule: procedures.community.createReorderRule.handler(({ input, context }) =>
    runCommand(context, 'community.createReorderRule', input, (act) => createReorderRule(act, input)),
  ),
  reviseReorderRule: procedures.community.reviseReorderRule.handler(({ input, context }) =>
    runCommand(context, 'community.reviseReorderRule', input, (act) => reviseReorderRule(act, input)),
  ),
};
