import { type Contract, contract } from '@baogong/contract';
import { implement, type Router } from '@orpc/server';
import { catalogueHandlers } from './catalogue/index.ts';
import { directoryHandlers } from './directory/index.ts';
import { exerciseHandlers } from './exercises/index.ts';
import { identityHandlers } from './identity/index.ts';
import { inboxHandlers } from './inbox/index.ts';
import { deliveryHandlers, intakeHandlers, kindHandlers, needHandlers } from './needs/index.ts';
import type { RequestContext } from './platform/http/context.ts';
import { changeHandlers } from './platform/log/handlers.ts';
import { situationHandlers } from './situation/index.ts';
import { readingHandlers, stapleHandlers, stockHandlers, stockMapHandlers, warningHandlers } from './stock/index.ts';
import { assetHandlers, communityHandlers, kitHandlers, tripHandlers } from './stock/index.ts';
import {
  productionHandlers,
  releaseHandlers,
  roundHandlers,
  supplyHandlers,
  transferHandlers,
} from './supply/index.ts';

/** Every operation of the contract with its handler; a missing one does not compile. */
export const router: Router<Contract, RequestContext> = implement(contract).$context<RequestContext>().router({
  identity: identityHandlers,
  directory: directoryHandlers,
  catalogue: catalogueHandlers,
  kinds: kindHandlers,
  needs: needHandlers,
  deliveries: deliveryHandlers,
  intake: intakeHandlers,
  supply: supplyHandlers,
  production: productionHandlers,
  releases: releaseHandlers,
  rounds: roundHandlers,
  transfers: transferHandlers,
  readings: readingHandlers,
  staples: stapleHandlers,
  warnings: warningHandlers,
  assets: assetHandlers,
  kits: kitHandlers,
  community: communityHandlers,
  stock: stockHandlers,
  stockMap: stockMapHandlers,
  trips: tripHandlers,
  inbox: inboxHandlers,
  changes: changeHandlers,
  situation: situationHandlers,
  exercises: exerciseHandlers,
});
