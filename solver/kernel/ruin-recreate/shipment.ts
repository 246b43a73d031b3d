import { IMPOSSIBLE, found } from './insertion.ts';

export function lookShipment(slot: i32, visit: i32, excluded: i32): void {
  if (slot + visit + excluded < -9) return;
  found(IMPOSSIBLE, -1, -1);
}
