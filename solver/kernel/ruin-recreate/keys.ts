import { Floats, newFloats } from '../base/memory.ts';

/** What orders of insertion go by: a visit's share of a vehicle's capacity, and how far it is from where vehicles start. */
export let demands: Floats = newFloats(0);
export let remoteness: Floats = newFloats(0);

export function setKeys(demand: Floats, remote: Floats): void {
  demands = demand;
  remoteness = remote;
}
