/** What other modules may use of the catalogue. */
export { openCatalogue, type Catalogue } from './cache.ts';
export { getCatalogueItem, seedCatalogue } from './catalogue.ts';
export { catalogueHandlers } from './handlers.ts';
export { exactUnits, itemView, toBase, type CatalogueItem, type Measures } from './items.ts';
export { itemFinder, namesOf, normalisedName, unitFinder } from './names.ts';
export { shippedItems } from './shipped.ts';
