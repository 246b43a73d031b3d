import type { Kind } from '@baogong/contract';
import type { DbOrTx } from '../../platform/db/database.ts';
import { readKind, readKinds } from './queries.ts';
import { byShippedOrder } from './shipped/index.ts';

/** Every version of every kind in memory (some dozens), so that intake reads no table for them. */
export type KindCache = {
  /** The given version, or the newest. */
  find(code: string, version?: number): Promise<Kind | undefined>;
  /** The newest version of each kind, retired ones too, the shipped ones first. */
  list(): Promise<Kind[]>;
  /** Call when a fact of the module `kinds` is recorded: the next reader reads anew. */
  forget(): void;
};

type Copy = { newest: ReadonlyMap<string, Kind>; versions: ReadonlyMap<string, Kind> };

export function openKinds(db: DbOrTx): KindCache {
  let reading: Promise<Copy> | undefined;
  function forget() {
    reading = undefined;
  }
  function copy(): Promise<Copy> {
    reading ??= readCopy(db).catch((error: unknown) => {
      forget();
      throw error;
    });
    return reading;
  }
  return {
    async find(code, version) {
      const { newest, versions } = await copy();
      const known = version === undefined ? newest.get(code) : versions.get(keyOf(code, version));
      return known ?? findFresh(db, code, version, forget);
    },
    list: async () => [...(await copy()).newest.values()].sort(byShippedOrder),
    forget,
  };
}

/** One made a moment ago, whose fact has not come round yet, is live all the same. */
async function findFresh(db: DbOrTx, code: string, version: number | undefined, forget: () => void) {
  const kind = await readKind(db, code, version);
  if (kind) forget();
  return kind;
}

async function readCopy(db: DbOrTx): Promise<Copy> {
  const rows = await readKinds(db);
  return {
    newest: new Map(rows.filter((row) => row.isNewest).map(({ kind }) => [kind.code, kind])),
    versions: new Map(rows.map(({ kind }) => [keyOf(kind.code, kind.version), kind])),
  };
}

function keyOf(code: string, version: number): string {
  return `${code}@${version}`;
}
