import { runCommand } from '../../platform/http/command.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { expectTrip } from './expect.ts';

export const tripHandlers = {
  expectTrip: procedures.trips.expectTrip.handler(({ input, context }) =>
    runCommand(context, 'trips.expectTrip', input, (act) => expectTrip(act, input)),
  ),
};
