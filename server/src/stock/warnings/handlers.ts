import { runCommand } from '../../platform/http/command.ts';
import type { Act, ActorContext } from '../../platform/http/context.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { capAlert, capFeed } from './cap/feed.ts';
import { answerWarning, askForNeed, takeWarning, undoWarning } from './decide.ts';
import { listRules, reviseRule } from './rules.ts';
import { getWarning, listWarnings } from './view.ts';

/** A decision on one warning, answered with the warning as it is then. */
function decided<Input extends { commandId: string; id: string }>(
  context: ActorContext,
  name: string,
  input: Input,
  verb: (act: Act, input: Input) => Promise<void>,
) {
  return runCommand(context, `warnings.${name}`, input, async (act) => {
    await verb(act, input);
    return getWarning(act.tx, act.actor, input.id, act.now);
  });
}

export const warningHandlers = {
  listWarnings: procedures.warnings.listWarnings.handler(({ input, context }) =>
    listWarnings(context.db, context.actor, input, context.clock.now()),
  ),
  getWarning: procedures.warnings.getWarning.handler(({ input, context }) =>
    getWarning(context.db, context.actor, input.id, context.clock.now()),
  ),
  takeWarning: procedures.warnings.takeWarning.handler(({ input, context }) =>
    decided(context, 'takeWarning', input, takeWarning),
  ),
  undoWarning: procedures.warnings.undoWarning.handler(({ input, context }) =>
    decided(context, 'undoWarning', input, undoWarning),
  ),
  askForNeed: procedures.warnings.askForNeed.handler(({ input, context }) =>
    decided(context, 'askForNeed', input, askForNeed),
  ),
  answerWarning: procedures.warnings.answerWarning.handler(({ input, context }) =>
    decided(context, 'answerWarning', input, answerWarning),
  ),
  listWarningRules: procedures.warnings.listWarningRules.handler(({ context }) => listRules(context.db)),
  reviseWarningRule: procedures.warnings.reviseWarningRule.handler(({ input, context }) =>
    runCommand(context, 'warnings.reviseWarningRule', input, (act) => reviseRule(act, input)),
  ),
  capFeed: procedures.warnings.capFeed.handler(({ context }) => capFeed(context)),
  capAlert: procedures.warnings.capAlert.handler(({ input, context }) => capAlert(context, input.id)),
};
