import { runCommand } from '../../platform/http/command.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { catalogueOf } from '../reference.ts';
import { correctMovement } from './correct.ts';
import { answerCountConflict, listCountConflicts } from './count-conflicts.ts';
import { countStock } from './counts.ts';
import { postMovement } from './post-movement.ts';
import { findLots, listHoldings, listMovements, listPlaces } from './lists.ts';
import { getBalance } from './balance.ts';
import { traceGoods } from './trace.ts';

const { stock: routes } = procedures;

export const stockHandlers = {
  listHoldings: routes.listHoldings.handler(({ input, context }) =>
    listHoldings(context.db, context.actor, input, context.clock.now()),
  ),
  listPlaces: routes.listPlaces.handler(({ input, context }) => listPlaces(context.db, context.actor, input)),
  listMovements: routes.listMovements.handler(({ input, context }) => listMovements(context.db, context.actor, input)),
  findLots: routes.findLots.handler(({ input, context }) => findLots(context.db, input)),
  postMovement: routes.postMovement.handler(({ input, context }) => postMovement(context, input)),
  correctMovement: routes.correctMovement.handler(({ input, context }) =>
    runCommand(context, 'stock.correctMovement', input, (act) => correctMovement(act, input)),
  ),
  countStock: routes.countStock.handler(({ input, context }) =>
    runCommand(context, 'stock.countStock', input, (act) => countStock(act, catalogueOf(context.db), input)),
  ),
  trace: routes.trace.handler(({ input, context }) => traceGoods(context.db, context.actor, input)),
  getBalance: routes.getBalance.handler(({ input, context }) => getBalance(context.db, context.actor, input)),
  listCountConflicts: routes.listCountConflicts.handler(({ input, context }) =>
    listCountConflicts(context.db, context.actor, input),
  ),
  answerCountConflict: routes.answerCountConflict.handler(({ input, context }) =>
    runCommand(context, 'stock.answerCountConflict', input, (act) => answerCountConflict(act, input)),
  ),
};
