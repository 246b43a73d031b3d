import { type Actor, scopeOf } from '../actor.ts';
import type { RecordedEvent } from '../log/read.ts';
import type { Audience } from './hub.ts';

/** Facts of these modules are for everybody who is signed in (they hold no need and no person). */
const OPEN_MODULES = new Set(['catalogue', 'kinds', 'directory', 'rounds', 'exercises', 'warning-rules']);

/** Facts of these are for those who may see the organisation or area that they are about. */
const OWNED_MODULES = new Set([
  'needs',
  'deliveries',
  'supply',
  'assets',
  'stock',
  'warnings',
  'staples',
  'transfers',
  'trips',
]);
/** Modules whose facts bear the supplier that they are about as their organisation. */
const OF_SUPPLIERS = new Set(['supply', 'stock', 'warnings']);

/** What the actor may hear of: what it may read, and messages to itself. */
export function audienceOf(actor: Actor): Audience {
  const scope = scopeOf(actor, 'needs.read');
  const own = new Set(scope.own);
  const supplies = new Set(scope.supplies);
  const isTheirs = (id: string | null) => id !== null && own.has(id);
  const isInArea = (code: string | null) => code !== null && scope.areas.some((area) => code.startsWith(area));
  const seesNeed = (event: RecordedEvent) =>
    isTheirs(event.organisationId) ||
    isInArea(event.areaCode) ||
    suppliersOf(event).some((supplier) => supplies.has(supplier)) ||
    partiesOf(event).some(
      ({ organisationId, areaCode }) => isTheirs(organisationId) || supplies.has(organisationId) || isInArea(areaCode),
    );
  return {
    key: JSON.stringify([[...own].sort(), [...scope.areas].sort(), [...supplies].sort()]),
    personId: actor.personId,
    sees(event) {
      if (event.module === 'inbox') return event.details['personId'] === actor.personId;
      if (OPEN_MODULES.has(event.module)) return true;
      if (OWNED_MODULES.has(event.module)) return seesNeed(event);
      return false;
    },
  };
}

function suppliersOf(event: RecordedEvent): string[] {
  const suppliers = event.details['supplierIds'];
  const own = OF_SUPPLIERS.has(event.module) && event.organisationId ? [event.organisationId] : [];
  return Array.isArray(suppliers) ? [...(suppliers as string[]), ...own] : own;
}

/** A fact between two organisations names both: `details.parties`. */
export function partiesOf({ details }: Pick<RecordedEvent, 'details'>): { organisationId: string; areaCode: string }[] {
  const parties = details['parties'];
  return Array.isArray(parties) ? (parties as { organisationId: string; areaCode: string }[]) : [];
}
