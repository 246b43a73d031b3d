import { runCommand } from '../../platform/http/command.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { confirmTransfer } from './confirm.ts';
import { correctTransfer } from './correct.ts';
import { offerTransfer } from './offer.ts';
import { releaseTransfer } from './release.ts';
import { sendTransfer } from './send.ts';
import { getTransfer, listTransfers } from './view.ts';

const { transfers: routes } = procedures;

export const transferHandlers = {
  listTransfers: routes.listTransfers.handler(({ input, context }) =>
    listTransfers(context.db, context.actor, input, context.clock.now()),
  ),
  getTransfer: routes.getTransfer.handler(({ input, context }) =>
    getTransfer(context.db, context.actor, input.id, context.clock.now()),
  ),
  offerTransfer: routes.offerTransfer.handler(({ input, context }) =>
    runCommand(context, 'transfers.offerTransfer', input, (act) => offerTransfer(act, input)),
  ),
  sendTransfer: routes.sendTransfer.handler(({ input, context }) =>
    runCommand(context, 'transfers.sendTransfer', input, (act) => sendTransfer(act, input)),
  ),
  confirmTransfer: routes.confirmTransfer.handler(({ input, context }) =>
    runCommand(context, 'transfers.confirmTransfer', input, (act) => confirmTransfer(act, input)),
  ),
  releaseTransfer: routes.releaseTransfer.handler(({ input, context }) =>
    runCommand(context, 'transfers.releaseTransfer', input, (act) => releaseTransfer(act, input)),
  ),
  correctTransfer: routes.correctTransfer.handler(({ input, context }) =>
    runCommand(context, 'transfers.correctTransfer', input, (act) => correctTransfer(act, input)),
  ),
};
