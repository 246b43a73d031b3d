import type { Asset, AssetFigures, assets as routes, AssetTraceEntry } from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import { cityDay } from '../../platform/clock.ts';
import type { DbOrTx } from '../../platform/db/database.ts';
import { invalid, notFound } from '../../platform/refusal.ts';
import { assetCode, numbersIn } from './numbers.ts';
import { countAssets, findAssetRow, findAssets, findByCode } from './queries.ts';
import { readTrace } from './trace-queries.ts';
import { assetView } from './view.ts';

type Input<Route extends keyof typeof routes> = z.output<NonNullable<(typeof routes)[Route]['~orpc']['inputSchema']>>;

export async function listAssets(
  db: DbOrTx,
  actor: Actor,
  now: Temporal.Instant,
  { limit, after, ...filter }: Input<'listAssets'>,
) {
  const today = cityDay(now);
  const found = await findAssets(db, scopeOf(actor, 'assets.read'), filter, { today, after, limit: limit + 1 });
  const rows = found.slice(0, limit).map((row) => assetView(row, today));
  return { rows, next: found.length > limit ? rows.at(-1)!.number : null };
}

export async function assetFigures(
  db: DbOrTx,
  actor: Actor,
  now: Temporal.Instant,
  filter: Input<'assetFigures'>,
): Promise<AssetFigures> {
  const counts = await countAssets(db, scopeOf(actor, 'assets.read'), filter, cityDay(now));
  return { ...counts, total: counts.states.reduce((sum, { count }) => sum + count, 0) };
}

export async function getAsset(db: DbOrTx, actor: Actor, now: Temporal.Instant, id: string): Promise<Asset> {
  const row = await findAssetRow(db, id, scopeOf(actor, 'assets.read'));
  if (!row) throw notFound('这件设备或气瓶', 'This cylinder or device');
  return assetView(row, cityDay(now));
}

/** Whoever stands before it with a scanner may see what it is, wherever the book has it. */
export async function findAsset(db: DbOrTx, now: Temporal.Instant, code: string): Promise<Asset> {
  const row = await findByCode(db, assetCode(code), numbersIn(code));
  if (!row) throw invalid('asset-unknown', { field: 'code', params: { code: code.slice(0, 60) } });
  return assetView(row, cityDay(now));
}

/** Every hand that had it, newest first; scans that came too late stand between. */
export async function traceAsset(
  db: DbOrTx,
  actor: Actor,
  { id, before, limit }: Input<'traceAsset'>,
): Promise<{ rows: AssetTraceEntry[]; next: string | null }> {
  if (!(await findAssetRow(db, id, scopeOf(actor, 'assets.read'))))
    throw notFound('这件设备或气瓶', 'This cylinder or device');
  if (before !== undefined && !/^\d{1,18}$/.test(before))
    throw invalid('unknown-field-value', { field: 'before', params: { field: 'before', value: before } });
  const found = await readTrace(db, id, before, limit + 1);
  const rows = found.slice(0, limit);
  return {
    rows: rows.map(({ position: _position, ...entry }) => entry),
    next: found.length > limit ? rows.at(-1)!.position : null,
  };
}
