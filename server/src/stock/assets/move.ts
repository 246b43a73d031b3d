import {
  type Asset,
  type AssetAction,
  assetActions,
  assetLifeOf,
  assetTargets,
  type assets as routes,
  type AssetState,
} from '@baogong/contract';
import type { z } from 'zod';
import { getOrganisation } from '../../directory/index.ts';
import { requireRight } from '../../platform/actor.ts';
import { cityDay, iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { conflict, invalid } from '../../platform/refusal.ts';
import { edges, ensureSites, transitPlaces } from '../ledger/places.ts';
import { assetCode, numbersIn } from './numbers.ts';
import { type AssetRow, findAssetRow, findByCode } from './queries.ts';
import { actionWords, assetView, offeredActions, stateWords } from './view.ts';
import { insertMove, insertSighting, lockAsset, type RepairWanted } from './write-queries.ts';

type Input = z.output<NonNullable<(typeof routes)['moveAsset']['~orpc']['inputSchema']>>;
type Organisation = Awaited<ReturnType<typeof getOrganisation>>;
type Scan = Input & { at: Organisation; to: Organisation | null; happenedAt: string };

/** A phone's clock may run ahead by so much. */
const CLOCK_MINUTES = 5;
/** Kinds of organisation that use what they get; the others fill, keep and carry. */
const USERS = new Set<string>([
  'hospital',
  'community-centre',
  'disease-control',
  'care-home',
  'school',
  'community',
  'government',
]);

/**
 * One scan: one thing, one step. The book may have had it elsewhere: what was scanned is where it was scanned, and the
 * move is marked unexpected. A scan that is older than the thing's last move is kept as a sighting and moves nothing.
 */
export async function moveAsset(act: Act, input: Input): Promise<{ asset: Asset; unexpected: boolean; late: boolean }> {
  const rule = assetActions[input.action];
  const at = await getOrganisation(act.tx, input.organisationId);
  requireRight(act.actor, rule.right, { organisationId: at.id, areaCode: at.areaCode });
  const found = await findByCode(act.tx, assetCode(input.code), numbersIn(input.code));
  if (!found) throw invalid('asset-unknown', { field: 'code', params: { code: input.code.slice(0, 60) } });
  const asset = await lockAsset(act.tx, found.id);
  const to = input.toOrganisationId ? await getOrganisation(act.tx, input.toOrganisationId) : null;
  const scan: Scan = { ...input, at, to, happenedAt: scannedAt(act, input.happenedAt) };
  await ensureSites(act.tx, [at.id, ...(to ? [to.id] : [])]);
  const late = scan.happenedAt < asset.movedAt;
  if (late) await keepSighting(act, asset, scan);
  const unexpected = late ? false : await move(act, asset, scan);
  const after = (await findAssetRow(act.tx, asset.id))!;
  return { asset: assetView(after, cityDay(act.now)), unexpected, late };
}

function scannedAt(act: Act, given: string | null | undefined): string {
  const now = iso(act.now);
  if (!given) return now;
  const at = iso(Temporal.Instant.from(given));
  if (at > iso(act.now.add({ minutes: CLOCK_MINUTES }))) throw invalid('asset-scan-in-future', { field: 'happenedAt' });
  return at > now ? now : at;
}

async function move(act: Act, asset: AssetRow, scan: Scan): Promise<boolean> {
  const toState = targetOf(asset, scan.action);
  checkWhole(act, asset, scan);
  checkInspection(act, asset, scan);
  const toPlaceId = await placeAfter(act, scan);
  if (toPlaceId === asset.placeId && scan.action === 'arrive' && asset.lentBy?.id !== scan.at.id)
    throw conflict('asset-already-here', { field: 'code', params: { number: asset.number, place: scan.at.name } });
  const unexpected = isUnexpected(asset, scan);
  const inspectBy = scan.action === 'pass' ? scan.inspectBy! : asset.inspectBy;
  const dueOn = scan.action === 'lend' ? scan.dueOn! : backHome(asset, scan) ? null : asset.dueOn;
  await insertMove(
    act.tx,
    {
      assetId: asset.id,
      version: asset.moveVersion + 1,
      life: assetLifeOf(asset.kind),
      action: scan.action,
      fromState: asset.state,
      toState,
      fromPlaceId: asset.placeId,
      toPlaceId,
      boundForId: scan.action === 'send' ? scan.to!.id : null,
      dueOn,
      unexpected,
      note: scan.note || null,
      corrects: null,
      changes: inspectBy === asset.inspectBy ? [] : [{ field: 'inspectBy', from: asset.inspectBy, to: inspectBy }],
      actor: act.actor.id,
      actorName: act.actor.name,
      happenedAt: scan.happenedAt,
    },
    {
      lentById: scan.action === 'lend' ? scan.at.id : backHome(asset, scan) ? null : (asset.lentBy?.id ?? null),
      inspectBy,
      movedAt: scan.happenedAt,
      repairWanted: repairWanted(scan),
    },
  );
  await record(act, asset, scan, { to: toState, unexpected });
  return unexpected;
}

function targetOf(asset: AssetRow, action: AssetAction): AssetState {
  const isScan = action !== 'register' && action !== 'correct';
  const [target] = !isScan ? [] : assetTargets(assetLifeOf(asset.kind), action, asset.state);
  if (target && !(action === 'return' && asset.lentBy === null)) return target;
  if (asset.state === 'lost') throw conflict('asset-lost', { field: 'code', params: { number: asset.number } });
  const allowed = offeredActions(asset);
  const words = allowed.map((each) => actionWords[each]);
  throw conflict('asset-step-not-possible', {
    field: 'action',
    allowed,
    params: {
      number: asset.number,
      state: stateWords[asset.state],
      action: actionWords[action],
      allowed: {
        zh: words.map(({ zh }) => zh).join('、') || '无',
        en: words.map(({ en }) => en).join(', ') || 'nothing',
      },
    },
  });
}

/** What the step needs besides the thing: whom to, until when, the next inspection. */
function checkWhole(act: Act, _asset: AssetRow, { action, to, at, dueOn, inspectBy }: Scan): void {
  const today = cityDay(act.now);
  if ((action === 'send' || action === 'lend') && (!to || to.id === at.id))
    throw needed(action, 'toOrganisationId', { zh: '给哪个机构', en: 'to whom' });
  if (action === 'lend' && (!dueOn || dueOn < today))
    throw needed(action, 'dueOn', { zh: '归还日期（今天或以后）', en: 'when it is to be back (today or later)' });
  if (action === 'pass' && (!inspectBy || inspectBy <= today))
    throw needed(action, 'inspectBy', { zh: '下次检验日期（今天以后）', en: 'the next inspection (after today)' });
}

function needed(action: AssetAction, field: string, what: { zh: string; en: string }) {
  return invalid('asset-step-needs', { field, params: { action: actionWords[action], what } });
}

/** Past its inspection a thing is not filled, nor sent or lent to whoever uses it; back to where it is inspected it may go. */
function checkInspection(act: Act, asset: AssetRow, { action, to }: Scan): void {
  const toUser = (action === 'send' || action === 'lend') && to !== null && USERS.has(to.kind);
  if (!(action === 'fill' || toUser) || !asset.inspectBy || asset.inspectBy >= cityDay(act.now)) return;
  throw conflict('asset-past-inspection', {
    field: 'code',
    allowed: offeredActions(asset).filter((each) => each !== 'fill'),
    params: { number: asset.number, day: asset.inspectBy, action: actionWords[action] },
  });
}

async function placeAfter(act: Act, { action, at, to }: Scan): Promise<string> {
  const { place } = assetActions[action];
  if (place === 'lost') return edges.lost;
  if (place === 'scrapped') return edges.destroyed;
  if (place === 'borrower') return to!.id;
  if (place === 'here') return at.id;
  return (await transitPlaces(act.tx, [at.id])).get(at.id)!;
}

/** The book had it elsewhere than here or on its way here. Losing and finding surprise nobody. */
function isUnexpected(asset: AssetRow, { action, at }: Scan): boolean {
  if (action === 'lose' || action === 'find' || action === 'scrap') return false;
  const { kind, organisation, boundFor } = asset.place;
  return kind === 'on-the-way' ? boundFor?.id !== at.id : organisation?.id !== at.id;
}

/** A lent thing that is with whoever lent it is back. */
function backHome(asset: AssetRow, { action, at }: Scan): boolean {
  return (action === 'return' || action === 'arrive') && asset.lentBy?.id === at.id;
}

/** An institution's fault asks for help; a supplier repairs its own. */
function repairWanted({ action, at, patientDepends, note, happenedAt }: Scan): RepairWanted | null {
  if (action !== 'report-fault' || !USERS.has(at.kind)) return null;
  return { organisationId: at.id, patientDepends: patientDepends ?? false, note: note || null, at: happenedAt };
}

async function keepSighting(act: Act, asset: AssetRow, scan: Scan): Promise<void> {
  await insertSighting(act.tx, {
    assetId: asset.id,
    commandId: act.commandId,
    action: scan.action,
    placeId: scan.at.id,
    note: scan.note || null,
    actor: act.actor.id,
    actorName: act.actor.name,
    happenedAt: scan.happenedAt,
  });
  await record(act, asset, scan, { to: asset.state, late: true });
  await act.tx
    .updateTable('asset')
    .set({ version: asset.version + 1 })
    .where('id', '=', asset.id)
    .execute();
}

/** Told to whoever gets it, if an institution, else to whoever acts; suppliers that have part in it hear of it too. */
function record(act: Act, asset: AssetRow, scan: Scan, details: Record<string, unknown>): Promise<void> {
  const concerned = [scan.to, scan.at].find((each) => each && USERS.has(each.kind)) ?? scan.at;
  const suppliers = [asset.owner.id, asset.place.organisation?.id, scan.at.id, scan.to?.id];
  return recordFacts(act.tx, act.actor, act.commandId, [
    {
      module: 'assets',
      action: scan.action,
      subjectId: asset.id,
      version: asset.version,
      organisationId: concerned.id,
      areaCode: concerned.areaCode,
      happenedAt: scan.happenedAt,
      details: {
        number: asset.number,
        item: asset.item,
        kind: asset.kind,
        from: asset.state,
        at: scan.at.id,
        ...details,
        ...(scan.note ? { note: scan.note } : {}),
        supplierIds: [...new Set(suppliers.filter((id) => id !== undefined))],
      },
    },
  ]);
}
