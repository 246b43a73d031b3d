import { runCommand } from '../../platform/http/command.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { declareMaking, listMakings, reviseMaking, setFitting } from './makings.ts';
import { listSets } from './sets.ts';

export const kitHandlers = {
  listSets: procedures.kits.listSets.handler(({ input, context }) =>
    listSets(context.db, context.actor, context.clock.now(), input),
  ),
  listMakings: procedures.kits.listMakings.handler(({ input, context }) => listMakings(context.db, input)),
  declareMaking: procedures.kits.declareMaking.handler(({ input, context }) =>
    runCommand(context, 'kits.declareMaking', input, (act) => declareMaking(act, input)),
  ),
  reviseMaking: procedures.kits.reviseMaking.handler(({ input, context }) =>
    runCommand(context, 'kits.reviseMaking', input, (act) => reviseMaking(act, input)),
  ),
  setFitting: procedures.kits.setFitting.handler(({ input, context }) =>
    runCommand(context, 'kits.setFitting', input, (act) => setFitting(act, input)),
  ),
};
