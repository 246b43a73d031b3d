/** The words that every program shares: routes, lives, units, events, problems. */
import { catalogue } from './catalogue/routes.ts';
import { directory } from './directory/routes.ts';
import { exercises } from './exercises/routes.ts';
import { identity } from './identity/routes.ts';
import { inbox } from './inbox/routes.ts';
import { deliveries } from './needs/deliveries.ts';
import { intake } from './needs/intake.ts';
import { kinds } from './needs/kinds.ts';
import { needs } from './needs/routes.ts';
import { changes } from './shared/changes.ts';
import { situation } from './situation/routes.ts';
import { readings } from './stock/readings.ts';
import { staples } from './stock/staples.ts';
import { stockMap } from './stock/stock-map.ts';
import { warnings } from './stock/warnings.ts';
import { assets } from './stock/assets.ts';
import { trips } from './stock/trips.ts';
import { community } from './stock/community.ts';
import { kits } from './stock/kits.ts';
import { stock } from './stock/ledger.ts';
import { production } from './supply/production.ts';
import { releases } from './supply/releases.ts';
import { rounds } from './supply/rounds.ts';
import { supply } from './supply/routes.ts';
import { transfers } from './supply/transfers.ts';

/** All routes by module. Spelled out, so that other packages see names rather than one endless inferred type. */
export type Contract = {
  identity: typeof identity;
  directory: typeof directory;
  catalogue: typeof catalogue;
  kinds: typeof kinds;
  needs: typeof needs;
  deliveries: typeof deliveries;
  intake: typeof intake;
  supply: typeof supply;
  production: typeof production;
  releases: typeof releases;
  rounds: typeof rounds;
  transfers: typeof transfers;
  readings: typeof readings;
  staples: typeof staples;
  warnings: typeof warnings;
  assets: typeof assets;
  kits: typeof kits;
  community: typeof community;
  stock: typeof stock;
  stockMap: typeof stockMap;
  trips: typeof trips;
  inbox: typeof inbox;
  changes: typeof changes;
  situation: typeof situation;
  exercises: typeof exercises;
};

export const contract: Contract = {
  identity,
  directory,
  catalogue,
  kinds,
  needs,
  deliveries,
  intake,
  supply,
  production,
  releases,
  rounds,
  transfers,
  readings,
  staples,
  warnings,
  assets,
  kits,
  community,
  stock,
  stockMap,
  trips,
  inbox,
  changes,
  situation,
  exercises,
};

export * from './catalogue/routes.ts';
export * from './directory/organisation-kinds.ts';
export * from './directory/routes.ts';
export * from './exercises/routes.ts';
export * from './identity/policy.ts';
export * from './identity/roles.ts';
export * from './identity/routes.ts';
export * from './inbox/routes.ts';
export * from './needs/deliveries.ts';
export * from './needs/intake.ts';
export * from './needs/kinds.ts';
export * from './needs/life.ts';
export * from './needs/needs.ts';
export * from './needs/routes.ts';
export * from './shared/base.ts';
export * from './shared/changes.ts';
export * from './shared/ids.ts';
export * from './shared/problems.ts';
export * from './shared/schema.ts';
export * from './situation/gap.ts';
export * from './situation/routes.ts';
export * from './stock/readings.ts';
export * from './stock/run-dry.ts';
export * from './stock/staples.ts';
export * from './stock/stock-map.ts';
export * from './stock/warning-life.ts';
export * from './stock/trips.ts';
export * from './stock/warnings.ts';
export * from './stock/asset-life.ts';
export * from './stock/assets.ts';
export * from './stock/community.ts';
export * from './stock/kits.ts';
export * from './stock/ledger.ts';
export * from './supply/production.ts';
export * from './supply/releases.ts';
export * from './supply/rounds.ts';
export * from './supply/routes.ts';
export * from './supply/transfers.ts';
