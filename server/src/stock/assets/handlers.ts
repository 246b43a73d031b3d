import { runCommand } from '../../platform/http/command.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { assetFigures, findAsset, getAsset, listAssets, traceAsset } from './asset.ts';
import { correctAsset } from './correct.ts';
import { concentratorCoverage } from './coverage.ts';
import { moveAsset } from './move.ts';
import { registerAssets } from './register.ts';
import { cylinderTurnover } from './turnover.ts';

export const assetHandlers = {
  listAssets: procedures.assets.listAssets.handler(({ input, context }) =>
    listAssets(context.db, context.actor, context.clock.now(), input),
  ),
  assetFigures: procedures.assets.assetFigures.handler(({ input, context }) =>
    assetFigures(context.db, context.actor, context.clock.now(), input),
  ),
  getAsset: procedures.assets.getAsset.handler(({ input, context }) =>
    getAsset(context.db, context.actor, context.clock.now(), input.id),
  ),
  findAsset: procedures.assets.findAsset.handler(({ input, context }) =>
    findAsset(context.db, context.clock.now(), input.code),
  ),
  traceAsset: procedures.assets.traceAsset.handler(({ input, context }) =>
    traceAsset(context.db, context.actor, input),
  ),
  registerAssets: procedures.assets.registerAssets.handler(({ input, context }) =>
    runCommand(context, 'assets.registerAssets', input, (act) => registerAssets(act, input)),
  ),
  moveAsset: procedures.assets.moveAsset.handler(({ input, context }) =>
    runCommand(context, 'assets.moveAsset', input, (act) => moveAsset(act, input)),
  ),
  correctAsset: procedures.assets.correctAsset.handler(({ input, context }) =>
    runCommand(context, 'assets.correctAsset', input, (act) => correctAsset(act, input)),
  ),
  turnover: procedures.assets.turnover.handler(({ input, context }) =>
    cylinderTurnover(context.db, context.actor, context.clock.now(), input),
  ),
  coverage: procedures.assets.coverage.handler(({ input, context }) =>
    concentratorCoverage(context.db, context.actor, input),
  ),
};
