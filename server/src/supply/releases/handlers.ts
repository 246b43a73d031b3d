import { runCommand } from '../../platform/http/command.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { askRelease, decideRelease, listReleases, takeBackRelease, withdrawRelease } from './releases.ts';

export const releaseHandlers = {
  listReleases: procedures.releases.listReleases.handler(({ input, context }) =>
    listReleases(context.db, context.actor, input),
  ),
  askRelease: procedures.releases.askRelease.handler(({ input, context }) =>
    runCommand(context, 'releases.askRelease', input, (act) => askRelease(act, input)),
  ),
  decideRelease: procedures.releases.decideRelease.handler(({ input, context }) =>
    runCommand(context, 'releases.decideRelease', input, (act) => decideRelease(act, input)),
  ),
  withdrawRelease: procedures.releases.withdrawRelease.handler(({ input, context }) =>
    runCommand(context, 'releases.withdrawRelease', input, (act) => withdrawRelease(act, input)),
  ),
  takeBackRelease: procedures.releases.takeBackRelease.handler(({ input, context }) =>
    runCommand(context, 'releases.takeBackRelease', input, (act) => takeBackRelease(act, input)),
  ),
};
