import { type Kind, KindDefinition } from '@baogong/contract';
import { goodsKinds } from './goods.ts';
import { officeKinds } from './offices.ts';
import type { ShippedKind } from './parts.ts';
import { patientKinds } from './patients.ts';
import { residentKinds } from './residents.ts';
import { worksKinds } from './works.ts';

/** The kinds that every city starts with, in the order in which screens offer them. */
export const shippedKinds: readonly { code: string; definition: KindDefinition }[] = [
  ...goodsKinds,
  ...worksKinds,
  ...patientKinds,
  ...residentKinds,
  ...officeKinds,
].map(({ code, ...definition }: ShippedKind) => ({ code, definition: KindDefinition.parse(definition) }));

const places = new Map(shippedKinds.map(({ code }, place) => [code, place]));

/** Shipped kinds in their order, then a city's own by code. */
export function byShippedOrder(left: Pick<Kind, 'code'>, right: Pick<Kind, 'code'>): number {
  const placeOf = ({ code }: Pick<Kind, 'code'>) => places.get(code) ?? shippedKinds.length;
  return placeOf(left) - placeOf(right) || (left.code < right.code ? -1 : 1);
}
