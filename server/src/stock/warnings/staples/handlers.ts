import { runCommand } from '../../../platform/http/command.ts';
import { procedures } from '../../../platform/http/procedures.ts';
import { importQuotes } from './import-quotes.ts';
import { listLights } from './lights.ts';
import { postQuotes } from './quotes.ts';
import { listStapleRules, reviseStapleRule } from './rules.ts';

export const stapleHandlers = {
  postQuotes: procedures.staples.postQuotes.handler(({ input, context }) =>
    runCommand(context, 'staples.postQuotes', input, (act) => postQuotes(act, context.db, input)),
  ),
  importQuotes: procedures.staples.importQuotes.handler(({ input, context }) => importQuotes(context, input)),
  listStapleLights: procedures.staples.listStapleLights.handler(({ input, context }) =>
    listLights(context.db, context.actor, input, context.clock.now()),
  ),
  listStapleRules: procedures.staples.listStapleRules.handler(({ context }) => listStapleRules(context.db)),
  reviseStapleRule: procedures.staples.reviseStapleRule.handler(({ input, context }) =>
    runCommand(context, 'staples.reviseStapleRule', input, (act) => reviseStapleRule(act, input)),
  ),
};
