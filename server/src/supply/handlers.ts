import { runCommand } from '../platform/http/command.ts';
import { procedures } from '../platform/http/procedures.ts';
import { createSource, listSources, offerGoods, reviseSource } from './supply.ts';

export const supplyHandlers = {
  listSources: procedures.supply.listSources.handler(({ input, context }) =>
    listSources(context.db, context.actor, input),
  ),
  createSource: procedures.supply.createSource.handler(({ input, context }) =>
    runCommand(context, 'supply.createSource', input, (act) => createSource(act, input)),
  ),
  offerGoods: procedures.supply.offerGoods.handler(({ input, context }) =>
    runCommand(context, 'supply.offerGoods', input, (act) => offerGoods(act, input)),
  ),
  reviseSource: procedures.supply.reviseSource.handler(({ input, context }) =>
    runCommand(context, 'supply.reviseSource', input, (act) => reviseSource(act, input)),
  ),
};
