import {
  type Asset,
  assetLifeOf,
  assetTargets,
  type assets as routes,
  type AssetState,
  mayDo,
  type WrittenChange,
} from '@baogong/contract';
import type { z } from 'zod';
import { getOrganisation } from '../../directory/index.ts';
import { requireRight } from '../../platform/actor.ts';
import { cityDay, iso } from '../../platform/clock.ts';
import { violatedConstraint } from '../../platform/db/violation.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { conflict, invalid, notFound } from '../../platform/refusal.ts';
import { edges, ensureSites, transitPlaces } from '../ledger/places.ts';
import { assetCode, assetNumber } from './numbers.ts';
import { type AssetRow, findAssetRow } from './queries.ts';
import { actionWords, assetView, stateWords } from './view.ts';
import { type AssetFields, findWrongMove, insertMove, lockAsset, writeAnew } from './write-queries.ts';

type Input = z.output<NonNullable<(typeof routes)['correctAsset']['~orpc']['inputSchema']>>;
type Standing = { state: AssetState; placeId: string; boundForId: string | null };
type Loan = { lentById: string | null; dueOn: string | null };
type Written = AssetFields & { inspectBy: string | null; changes: WrittenChange[] };

/**
 * Says what is right where a scan, a state, an owner or a date was wrong: one more entry, with its reason. What is left out
 * stays. The wrong entry stays too and is shown as corrected.
 */
export async function correctAsset(act: Act, input: Input): Promise<Asset> {
  if (!(await findAssetRow(act.tx, input.id))) throw notFound('这件设备或气瓶', 'This cylinder or device');
  const asset = await lockAsset(act.tx, input.id);
  checkRights(act, asset, input);
  if (asset.version !== input.version) throw conflict('stale-version', { field: 'version' });
  const standing = await standingOf(act, asset, input);
  const written = await writtenOf(act, asset, input);
  const loan = await loanAfter(act, asset, input);
  const moved = standing.state !== asset.state || standing.placeId !== asset.placeId || boundAnew(asset, standing);
  if (!moved && written.changes.length === 0 && loan.lentById === (asset.lentBy?.id ?? null))
    throw invalid('nothing-to-correct', { field: 'reason' });
  await post(act, asset, input, { standing, written, loan, moved });
  await record(act, asset, input, standing.state, written);
  return assetView((await findAssetRow(act.tx, asset.id))!, cityDay(act.now));
}

/** Where it is and in which state: its holder or owner. What is written on it, and whose it is: its owner's side alone. */
function checkRights(act: Act, asset: AssetRow, input: Input): void {
  const owner = { organisationId: asset.owner.id, areaCode: asset.ownerAreaCode };
  const holder = { organisationId: asset.place.organisation?.id ?? null, areaCode: asset.placeAreaCode };
  const written = [input.number, input.code, input.maker, input.inspectBy, input.ownerId];
  if (written.some((each) => each !== undefined)) requireRight(act.actor, 'assets.register', owner);
  if (!mayDo(act.actor.posts, 'assets.move', holder)) requireRight(act.actor, 'assets.move', owner);
}

async function standingOf(act: Act, asset: AssetRow, input: Input): Promise<Standing> {
  const state = input.state ?? asset.state;
  if (!assetTargets(assetLifeOf(asset.kind), 'correct', asset.state).includes(state))
    throw invalid('unknown-field-value', { field: 'state', params: { field: 'state', value: stateWords[state] } });
  if (state === 'lost') return { state, placeId: edges.lost, boundForId: null };
  if (state === 'scrapped') return { state, placeId: edges.destroyed, boundForId: null };
  if (input.organisationId) return { state, ...(await placeOf(act, input.organisationId, input.boundForId)) };
  if (asset.place.kind === 'nowhere') throw placeNeeded();
  return { state, placeId: asset.placeId, boundForId: asset.place.boundFor?.id ?? null };
}

async function placeOf(act: Act, organisationId: string, boundForId: string | null | undefined) {
  const at = await getOrganisation(act.tx, organisationId);
  await ensureSites(act.tx, [at.id]);
  if (!boundForId || boundForId === at.id) return { placeId: at.id, boundForId: null };
  const to = await getOrganisation(act.tx, boundForId);
  return { placeId: (await transitPlaces(act.tx, [at.id])).get(at.id)!, boundForId: to.id };
}

function placeNeeded() {
  const what = { zh: '它在哪里', en: 'where it is' };
  return invalid('asset-step-needs', { field: 'organisationId', params: { action: actionWords.correct, what } });
}

function boundAnew(asset: AssetRow, { boundForId }: Standing): boolean {
  return boundForId !== (asset.place.boundFor?.id ?? null);
}

async function writtenOf(act: Act, asset: AssetRow, input: Input): Promise<Written> {
  const owner = input.ownerId ? await getOrganisation(act.tx, input.ownerId) : asset.owner;
  const inspectBy = input.inspectBy === undefined ? asset.inspectBy : input.inspectBy;
  if (asset.kind === 'cylinder' && inspectBy === null) throw inspectionNeeded();
  const number = input.number === undefined ? asset.number : assetNumber(input.number);
  const code = input.code === undefined ? asset.code : input.code && assetCode(input.code);
  const maker = input.maker === undefined ? asset.maker : input.maker || null;
  const pairs = [
    ['number', asset.number, number],
    ['code', asset.code, code],
    ['maker', asset.maker, maker],
    ['inspectBy', asset.inspectBy, inspectBy],
    ['owner', asset.owner.name, owner.name],
  ] as const;
  const changes = pairs.filter(([, from, to]) => from !== to).map(([field, from, to]) => ({ field, from, to }));
  return { number, code, maker, inspectBy, ownerId: owner.id, changes };
}

/** A loan that was entered wrongly is none; one that wrongly ended goes on. */
async function loanAfter(act: Act, asset: AssetRow, { corrects }: Input): Promise<Loan> {
  const loan = { lentById: asset.lentBy?.id ?? null, dueOn: asset.dueOn };
  if (corrects === undefined) return loan;
  const wrong = await findWrongMove(act.tx, asset.id, corrects);
  if (!wrong)
    throw invalid('unknown-field-value', { field: 'corrects', params: { field: 'corrects', value: corrects } });
  if (wrong.action === 'lend') return { lentById: null, dueOn: null };
  if (wrong.dueBefore && !wrong.dueOn) return { lentById: wrong.takerId, dueOn: wrong.dueBefore };
  return loan;
}

type Right = { standing: Standing; written: Written; loan: Loan; moved: boolean };

async function post(act: Act, asset: AssetRow, input: Input, { standing, written, loan, moved }: Right): Promise<void> {
  const { changes, inspectBy, ...fields } = written;
  const now = iso(act.now);
  try {
    await insertMove(
      act.tx,
      {
        assetId: asset.id,
        version: asset.moveVersion + 1,
        life: assetLifeOf(asset.kind),
        action: 'correct',
        fromState: asset.state,
        toState: standing.state,
        fromPlaceId: asset.placeId,
        toPlaceId: standing.placeId,
        boundForId: standing.boundForId,
        dueOn: loan.dueOn,
        unexpected: false,
        note: input.reason,
        corrects: input.corrects ?? null,
        changes,
        actor: act.actor.id,
        actorName: act.actor.name,
        happenedAt: now,
      },
      // Who corrects a date on paper has not moved it.
      { lentById: loan.lentById, inspectBy, repairWanted: null, movedAt: moved ? now : asset.movedAt },
    );
    await writeAnew(act.tx, asset.id, fields);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

function refusalOf(error: unknown) {
  const constraint = violatedConstraint(error);
  if (constraint === 'asset_move_corrected_once') return conflict('asset-corrected-already', { field: 'corrects' });
  if (constraint === 'asset_number_once')
    return conflict('already-exists', { field: 'number', params: { what: { zh: '这个编号', en: 'This number' } } });
  if (constraint === 'asset_code_once')
    return conflict('already-exists', { field: 'code', params: { what: { zh: '这个条码', en: 'This code' } } });
  return undefined;
}

function record(act: Act, asset: AssetRow, input: Input, state: AssetState, written: Written): Promise<void> {
  const holder = asset.place.organisation;
  const suppliers = [asset.owner.id, written.ownerId, holder?.id, input.organisationId];
  return recordFacts(act.tx, act.actor, act.commandId, [
    {
      module: 'assets',
      action: 'correct',
      subjectId: asset.id,
      version: asset.version,
      organisationId: holder?.id ?? asset.owner.id,
      areaCode: holder ? asset.placeAreaCode : asset.ownerAreaCode,
      happenedAt: iso(act.now),
      details: {
        number: asset.number,
        item: asset.item,
        from: asset.state,
        to: state,
        changed: written.changes.map(({ field }) => field),
        corrects: input.corrects ?? null,
        note: input.reason,
        supplierIds: [...new Set(suppliers.filter((id) => id !== undefined))],
      },
    },
  ]);
}

function inspectionNeeded() {
  const detail = {
    zh: 'inspectBy: 气瓶要有下次检验日期',
    en: 'inspectBy: a cylinder needs the date of its next inspection',
  };
  return invalid('invalid-input', { field: 'inspectBy', params: { detail } });
}
