import type { Kind, KindDefinition } from '@baogong/contract';
import type { DbOrTx, Tx } from '../../platform/db/database.ts';

type KindRow = {
  code: string;
  version: number;
  definition: unknown;
  shipped: boolean;
  newest: number;
  retired: boolean;
};

/** Every version of every kind. */
export async function readKinds(db: DbOrTx): Promise<{ kind: Kind; isNewest: boolean }[]> {
  const rows = await kindRows(db).execute();
  return rows.map((row) => ({ kind: kindFrom(row), isNewest: row.version === row.newest }));
}

/** The newest version of each kind, by code. */
export async function readNewestKinds(db: DbOrTx): Promise<Kind[]> {
  const rows = await kindRows(db).whereRef('kind.version', '=', 'kind_state.newest').orderBy('kind.code').execute();
  return rows.map(kindFrom);
}

/** The given version of the kind, or its newest. */
export async function readKind(db: DbOrTx, code: string, version?: number): Promise<Kind | undefined> {
  const rows = kindRows(db).where('kind.code', '=', code);
  const row = await (
    version === undefined
      ? rows.whereRef('kind.version', '=', 'kind_state.newest')
      : rows.where('kind.version', '=', version)
  ).executeTakeFirst();
  return row && kindFrom(row);
}

/** The state of the kind, held until the transaction ends, so that its versions and facts follow one another. */
export function lockKind(tx: Tx, code: string) {
  return tx.selectFrom('kind_state').selectAll().where('code', '=', code).forUpdate().executeTakeFirst();
}

/** Writes first versions of kinds whose code is free; returns the codes of those written. */
export async function insertKinds(
  tx: Tx,
  kinds: readonly { code: string; definition: KindDefinition }[],
  shipped: boolean,
): Promise<string[]> {
  if (kinds.length === 0) return [];
  const rows = kinds.map(({ code, definition }) => ({
    code,
    version: 1,
    definition: JSON.stringify(definition),
    shipped,
  }));
  const written = await tx
    .insertInto('kind')
    .values(rows)
    .onConflict((clash) => clash.columns(['code', 'version']).doNothing())
    .returning('code')
    .execute();
  if (written.length === 0) return [];
  await tx
    .insertInto('kind_state')
    .values(written.map(({ code }) => ({ code, newest: 1 })))
    .execute();
  return written.map(({ code }) => code);
}

/** Writes one more version and makes it the newest. */
export async function insertVersion(tx: Tx, code: string, version: number, definition: KindDefinition): Promise<void> {
  await tx
    .insertInto('kind')
    .values({ code, version, definition: JSON.stringify(definition) })
    .execute();
  await tx.updateTable('kind_state').set({ newest: version }).where('code', '=', code).execute();
}

export async function updateRetired(tx: Tx, code: string, retired: boolean): Promise<void> {
  await tx.updateTable('kind_state').set({ retired }).where('code', '=', code).execute();
}

function kindRows(db: DbOrTx) {
  return db
    .selectFrom('kind')
    .innerJoin('kind_state', 'kind_state.code', 'kind.code')
    .select([
      'kind.code',
      'kind.version',
      'kind.definition',
      'kind.shipped',
      'kind_state.newest',
      'kind_state.retired',
    ]);
}

function kindFrom({ code, version, definition, shipped, retired }: KindRow): Kind {
  return { ...(definition as KindDefinition), code, version, shipped, retired };
}
