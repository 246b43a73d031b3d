import { type AssetAction, assetLifeOf, type AssetState, newId } from '@baogong/contract';
import { sql } from 'kysely';
import { openCatalogue } from '../../catalogue/index.ts';
import { iso } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';

/** One step that is known of a thing. `placeId` is where it was afterwards. */
export type KnownStep = {
  action: AssetAction;
  to: AssetState;
  placeId: string;
  boundForId?: string;
  dueOn?: string;
  at: string;
  by: string;
};

/** A thing with all steps that are known of it, the registration first. */
export type KnownAsset = {
  number: string;
  item: string;
  ownerId: string;
  maker: string | null;
  inspectBy: string | null;
  lentById?: string;
  steps: readonly KnownStep[];
};

const ROWS_AT_ONCE = 5000;

/**
 * Takes over things with the steps that another register knows of them, in a few statements however many they are. The
 * database holds these histories to the same life and the same chain as scans.
 */
export async function takeOverAssets(act: Act, assets: readonly KnownAsset[]): Promise<void> {
  const items = await openCatalogue(act.tx).items();
  const known = assets.map((asset) => ({ ...asset, id: newId(), kind: items.get(asset.item)!.serialKind! }));
  await insertInParts(known.map(assetRow), (rows) => insertAssets(act.tx, rows));
  const moves = known.flatMap(({ id, kind, steps }) => moveRows(id, assetLifeOf(kind), steps, act.actor.id));
  await insertInParts(moves, (rows) => insertMoves(act.tx, rows));
  await recordFacts(act.tx, act.actor, act.commandId, [
    {
      module: 'assets',
      action: 'take-over',
      subjectId: newId(act.now.epochMilliseconds),
      version: 1,
      happenedAt: iso(act.now),
      details: { count: known.length, steps: moves.length },
    },
  ]);
}

async function insertInParts<Row>(
  rows: readonly Row[],
  insert: (part: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) await insert(rows.slice(from, from + ROWS_AT_ONCE));
}

function assetRow({
  id,
  kind,
  steps,
  number,
  item,
  ownerId,
  maker,
  inspectBy,
  lentById,
}: KnownAsset & { id: string; kind: string }) {
  const last = steps.at(-1)!;
  return {
    id,
    number,
    item_code: item,
    kind,
    owner_id: ownerId,
    maker,
    inspect_by: inspectBy,
    state: last.to,
    place_id: last.placeId,
    bound_for_id: last.boundForId ?? null,
    lent_by_id: lentById ?? null,
    due_on: last.dueOn ?? null,
    moved_at: last.at,
    move_version: steps.length,
  };
}

/** Each step starts where the one before it ended. */
function moveRows(assetId: string, life: string, steps: readonly KnownStep[], actor: string) {
  return steps.map((step, index) => ({
    asset_id: assetId,
    version: index + 1,
    life,
    action: step.action,
    from_state: steps[index - 1]?.to ?? 'none',
    to_state: step.to,
    from_place_id: steps[index - 1]?.placeId ?? null,
    to_place_id: step.placeId,
    bound_for_id: step.boundForId ?? null,
    due_on: step.dueOn ?? null,
    actor,
    actor_name: step.by,
    happened_at: step.at,
  }));
}

async function insertAssets(tx: Tx, rows: readonly ReturnType<typeof assetRow>[]): Promise<void> {
  await sql`
    insert into asset (id, number, item_code, kind, owner_id, maker, inspect_by, state, place_id, bound_for_id, lent_by_id, due_on,
                       moved_at, move_version)
    select id, number, item_code, kind, owner_id, maker, inspect_by, state, place_id, bound_for_id, lent_by_id, due_on, moved_at,
           move_version
    from jsonb_populate_recordset(null::asset, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}

/** Recorded in the order in which they happened: the trace goes by it. */
async function insertMoves(tx: Tx, rows: readonly ReturnType<typeof moveRows>[number][]): Promise<void> {
  await sql`
    insert into asset_move (asset_id, version, life, action, from_state, to_state, from_place_id, to_place_id, bound_for_id, due_on,
                            actor, actor_name, happened_at, recorded_at)
    select asset_id, version, life, action, from_state, to_state, from_place_id, to_place_id, bound_for_id, due_on, actor, actor_name,
           happened_at, happened_at
    from jsonb_populate_recordset(null::asset_move, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}
