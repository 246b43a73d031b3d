import type { RunDryRow } from '@baogong/contract';
import { runCommand } from '../../platform/http/command.ts';
import type { Act } from '../../platform/http/context.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { answerQuestion } from './answer-question.ts';
import { stockCurve } from './curve.ts';
import { importReadings } from './import/import-readings.ts';
import { countRunDry, listRunDry, siteStocks, viewStocks } from './run-dry.ts';
import { takeRequest } from './take-request.ts';
import { reviseStock, watchStock } from './watch-stock.ts';

const { readings: routes } = procedures;

export const readingHandlers = {
  takeReadings: routes.takeReadings.handler(({ input, context }) => takeRequest(context, input)),
  importReadings: routes.importReadings.handler(({ input, context }) => importReadings(context, input)),
  listRunDry: routes.listRunDry.handler(({ input, context }) =>
    listRunDry(context.db, context.actor, input, context.clock.now()),
  ),
  countRunDry: routes.countRunDry.handler(({ input, context }) =>
    countRunDry(context.db, context.actor, input, context.clock.now()),
  ),
  siteStocks: routes.siteStocks.handler(({ input, context }) =>
    siteStocks(context.db, context.actor, input.organisationId, context.clock.now()),
  ),
  stockCurve: routes.stockCurve.handler(({ input, context }) =>
    stockCurve(context.db, context.actor, input, context.clock.now()),
  ),
  watchStock: routes.watchStock.handler(({ input, context }) =>
    runCommand(context, 'readings.watchStock', input, async (act) =>
      show(act, await watchStock(act, context.db, input)),
    ),
  ),
  reviseStock: routes.reviseStock.handler(({ input, context }) =>
    runCommand(context, 'readings.reviseStock', input, async (act) => show(act, await reviseStock(act, input))),
  ),
  answerQuestion: routes.answerQuestion.handler(({ input, context }) =>
    runCommand(context, 'readings.answerQuestion', input, async (act) => show(act, await answerQuestion(act, input))),
  ),
};

async function show(act: Act, id: string): Promise<RunDryRow> {
  const [row] = await viewStocks(act.tx, [id], act.now);
  return row!;
}
