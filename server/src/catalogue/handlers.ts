import { runCommand } from '../platform/http/command.ts';
import { procedures } from '../platform/http/procedures.ts';
import { createItem, getItem, listEquivalents, listItems, listUnits, reviseItem } from './catalogue.ts';

export const catalogueHandlers = {
  listItems: procedures.catalogue.listItems.handler(({ input, context }) => listItems(context.db, input)),
  getItem: procedures.catalogue.getItem.handler(({ input, context }) => getItem(context.db, input.code)),
  listEquivalents: procedures.catalogue.listEquivalents.handler(({ input, context }) =>
    listEquivalents(context.db, input),
  ),
  createItem: procedures.catalogue.createItem.handler(({ input, context }) =>
    runCommand(context, 'catalogue.createItem', input, (act) => createItem(act, input)),
  ),
  reviseItem: procedures.catalogue.reviseItem.handler(({ input, context }) =>
    runCommand(context, 'catalogue.reviseItem', input, (act) => reviseItem(act, input)),
  ),
  listUnits: procedures.catalogue.listUnits.handler(({ context }) => listUnits(context.db)),
};
