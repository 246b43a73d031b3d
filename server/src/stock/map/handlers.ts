import { procedures } from '../../platform/http/procedures.ts';
import { showStockMap } from './show.ts';

export const stockMapHandlers = {
  showStockMap: procedures.stockMap.showStockMap.handler(({ input, context }) =>
    showStockMap(context.db, context.actor, input, { now: context.clock.now(), tiles: context.mapTiles }),
  ),
};
