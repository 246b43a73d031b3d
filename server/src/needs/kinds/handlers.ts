import { runCommand } from '../../platform/http/command.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { createKind, getKind, listKinds, retireKind, reviseKind } from './kinds.ts';

export const kindHandlers = {
  listKinds: procedures.kinds.listKinds.handler(({ context }) => listKinds(context.db)),
  getKind: procedures.kinds.getKind.handler(({ input, context }) => getKind(context.db, input.code, input.version)),
  createKind: procedures.kinds.createKind.handler(({ input, context }) =>
    runCommand(context, 'kinds.createKind', input, (act) => createKind(act, input)),
  ),
  reviseKind: procedures.kinds.reviseKind.handler(({ input, context }) =>
    runCommand(context, 'kinds.reviseKind', input, (act) => reviseKind(act, input)),
  ),
  retireKind: procedures.kinds.retireKind.handler(({ input, context }) =>
    runCommand(context, 'kinds.retireKind', input, (act) => retireKind(act, input)),
  ),
};
