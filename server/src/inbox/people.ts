import type { Role } from '@baogong/contract';
import { postHolders } from '../identity/index.ts';
import type { Tx } from '../platform/db/database.ts';

/** Who holds one of the roles there; each question is asked of the database once. */
export type People = (asked: { roles: Role[]; areaCode?: string; organisationId?: string }) => Promise<string[]>;

export function peopleIn(tx: Tx): People {
  const known = new Map<string, Promise<string[]>>();
  return (asked) => {
    const key = JSON.stringify(asked);
    const holders = known.get(key) ?? postHolders(tx, asked);
    known.set(key, holders);
    return holders;
  };
}
