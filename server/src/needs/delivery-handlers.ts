import { runCommand } from '../platform/http/command.ts';
import { procedures } from '../platform/http/procedures.ts';
import { listDeliveries } from './list.ts';
import { listOrders, viewDelivery } from './orders.ts';
import { arriveDelivery, shipDelivery } from './verbs/deliver.ts';
import { receiveDelivery } from './verbs/receive.ts';

const { deliveries: routes } = procedures;

export const deliveryHandlers = {
  listOrders: routes.listOrders.handler(({ input, context }) => listOrders(context.db, context.actor, input)),
  listDeliveries: routes.listDeliveries.handler(({ input, context }) =>
    listDeliveries(context.db, context.actor, input),
  ),
  shipDelivery: routes.shipDelivery.handler(({ input, context }) =>
    runCommand(context, 'deliveries.shipDelivery', input, async (act) =>
      viewDelivery(context.db, await shipDelivery(act, input), act.tx),
    ),
  ),
  arriveDelivery: routes.arriveDelivery.handler(({ input, context }) =>
    runCommand(context, 'deliveries.arriveDelivery', input, async (act) => {
      await arriveDelivery(act, input);
      return viewDelivery(context.db, input.id, act.tx);
    }),
  ),
  receiveDelivery: routes.receiveDelivery.handler(({ input, context }) =>
    runCommand(context, 'deliveries.receiveDelivery', input, async (act) => {
      await receiveDelivery(act, input);
      return viewDelivery(context.db, input.id, act.tx);
    }),
  ),
};
