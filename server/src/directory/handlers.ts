import { runCommand } from '../platform/http/command.ts';
import { procedures } from '../platform/http/procedures.ts';
import { createOrganisation, getOrganisation, listAreas, listOrganisations, reviseOrganisation } from './directory.ts';

export const directoryHandlers = {
  listAreas: procedures.directory.listAreas.handler(({ input, context }) => listAreas(context.db, input)),
  listOrganisations: procedures.directory.listOrganisations.handler(({ input, context }) =>
    listOrganisations(context.db, input),
  ),
  getOrganisation: procedures.directory.getOrganisation.handler(({ input, context }) =>
    getOrganisation(context.db, input.id),
  ),
  createOrganisation: procedures.directory.createOrganisation.handler(({ input, context }) =>
    runCommand(context, 'directory.createOrganisation', input, (act) => createOrganisation(act, input)),
  ),
  reviseOrganisation: procedures.directory.reviseOrganisation.handler(({ input, context }) =>
    runCommand(context, 'directory.reviseOrganisation', input, (act) => reviseOrganisation(act, input)),
  ),
};
