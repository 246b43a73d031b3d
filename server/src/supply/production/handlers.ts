import { runCommand } from '../../platform/http/command.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { getReportForm } from './form.ts';
import { createLine, listLines, reviseLine, setLineRunning } from './lines.ts';
import { listReports, reportShift } from './report.ts';

export const productionHandlers = {
  listLines: procedures.production.listLines.handler(({ input, context }) =>
    listLines(context.db, context.actor, input, context.clock.now()),
  ),
  createLine: procedures.production.createLine.handler(({ input, context }) =>
    runCommand(context, 'production.createLine', input, (act) => createLine(act, input)),
  ),
  reviseLine: procedures.production.reviseLine.handler(({ input, context }) =>
    runCommand(context, 'production.reviseLine', input, (act) => reviseLine(act, input)),
  ),
  setLineRunning: procedures.production.setLineRunning.handler(({ input, context }) =>
    runCommand(context, 'production.setLineRunning', input, (act) => setLineRunning(act, input)),
  ),
  getReportForm: procedures.production.getReportForm.handler(({ input, context }) =>
    getReportForm(context.db, context.actor, input, context.clock.now()),
  ),
  reportShift: procedures.production.reportShift.handler(({ input, context }) =>
    runCommand(context, 'production.reportShift', input, (act) => reportShift(act, input)),
  ),
  listReports: procedures.production.listReports.handler(({ input, context }) =>
    listReports(context.db, context.actor, input),
  ),
};
