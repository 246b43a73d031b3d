/** What other modules may use of the directory. */
export { areaFinder, areaFullName, areaHolds, areaLevel, areaParents, type NamedArea } from './areas.ts';
export {
  findOrganisationByName,
  openOrganisations,
  type OrganisationCache,
  type OrganisationReference,
} from './cache.ts';
export { organisationsCalled, organisationsLike } from './called.ts';
export { distanceMetres, fromWgs84 } from './coordinates.ts';
export { createOrganisation, getOrganisation, listOrganisations, seedAreas, shippedAreasAround } from './directory.ts';
export { directoryHandlers } from './handlers.ts';
export { readDemoCity, shippedAreas, type DemoCity, type DemoSource } from './shipped.ts';
