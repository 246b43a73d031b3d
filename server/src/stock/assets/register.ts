import { type assets as routes, newId, type RegistrationRow } from '@baogong/contract';
import type { z } from 'zod';
import { assetLifeOf } from '@baogong/contract';
import { type CatalogueItem, getCatalogueItem } from '../../catalogue/index.ts';
import { getOrganisation } from '../../directory/index.ts';
import { requireRight } from '../../platform/actor.ts';
import { cityDay, iso } from '../../platform/clock.ts';
import type { Act } from '../../platform/http/context.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { invalid } from '../../platform/refusal.ts';
import { ensureSites } from '../ledger/places.ts';
import { assetCode, assetNumber, readDay } from './numbers.ts';
import { findTaken, insertAssets, lockRegister, type NewAsset } from './write-queries.ts';

type Input = z.output<NonNullable<(typeof routes)['registerAssets']['~orpc']['inputSchema']>>;
type Fault = { row: number; number: string; message: string };
type Words = { zh: string; en: string };

/** Puts up to 5,000 things of one item into the register: the good rows, whatever is wrong with the others. */
export async function registerAssets(act: Act, input: Input): Promise<{ registered: number; faults: Fault[] }> {
  const at = await getOrganisation(act.tx, input.organisationId);
  const owner = await getOrganisation(act.tx, input.ownerId);
  requireRight(act.actor, 'assets.register', { organisationId: at.id, areaCode: at.areaCode });
  const item = await getCatalogueItem(act.tx, input.item);
  checkState(item, input.state);
  await lockRegister(act.tx);
  const { sound, faults } = await sortRows(act, input.rows, item);
  if (sound.length > 0) {
    await ensureSites(act.tx, [at.id]);
    await insertAssets(
      act.tx,
      {
        item: item.code,
        kind: item.serialKind!,
        life: assetLifeOf(item.serialKind!),
        ownerId: owner.id,
        placeId: at.id,
        state: input.state,
        actor: act.actor.id,
        actorName: act.actor.name,
        happenedAt: iso(act.now),
      },
      sound,
    );
    await recordFacts(act.tx, act.actor, act.commandId, [
      {
        module: 'assets',
        action: 'register',
        subjectId: newId(act.now.epochMilliseconds),
        version: 1,
        organisationId: at.id,
        areaCode: at.areaCode,
        happenedAt: iso(act.now),
        details: { item: item.code, count: sound.length, supplierIds: [at.id, owner.id] },
      },
    ]);
  }
  return {
    registered: sound.length,
    faults: faults.map((fault) => ({ ...fault, message: fault.why[act.actor.locale] })),
  };
}

function checkState(item: CatalogueItem, state: Input['state']): void {
  if (item.serialKind === null) throw invalid('not-a-serial-item', { field: 'item', params: { item: item.name } });
  const fits = (item.serialKind === 'cylinder') === (state === 'full' || state === 'empty');
  if (!fits) throw invalid('unknown-field-value', { field: 'state', params: { field: 'state', value: state } });
}

type Sorted = { sound: NewAsset[]; faults: { row: number; number: string; why: Words }[] };

/** Rows that can be taken, and the others with the reason. */
async function sortRows(act: Act, rows: readonly RegistrationRow[], item: CatalogueItem): Promise<Sorted> {
  const cylinder = item.serialKind === 'cylinder';
  const read = rows.map((row, index) => ({ row: index + 1, ...readRow(row, cylinder, cityDay(act.now)) }));
  const taken = await findTaken(
    act.tx,
    read.map(({ asset }) => asset.number),
    read.flatMap(({ asset }) => asset.code ?? []),
  );
  const known = new Set(taken.flatMap(({ number, code }) => [number, code ?? number]));
  const sorted: Sorted = { sound: [], faults: [] };
  for (const { row, asset, why } of read) {
    const repeated = [asset.number, ...(asset.code ? [asset.code] : [])].find((word) => known.has(word));
    const reason = why ?? (repeated === undefined ? undefined : alreadyThere(repeated));
    if (reason) sorted.faults.push({ row, number: asset.number.slice(0, 60), why: reason });
    else {
      known.add(asset.number);
      if (asset.code) known.add(asset.code);
      sorted.sound.push(asset);
    }
  }
  return sorted;
}

function readRow(row: RegistrationRow, cylinder: boolean, today: string): { asset: NewAsset; why?: Words | undefined } {
  const number = assetNumber(row.number);
  const code = row.code ? assetCode(row.code) : null;
  const inspectBy = row.inspectBy?.trim() ? readDay(row.inspectBy) : null;
  const maker = row.maker?.trim().slice(0, 100) || null;
  const asset = { id: newId(), number, code: code && assetNumber(code) === number ? null : code, maker, inspectBy };
  return { asset, why: whyNot(asset, row, cylinder, today) };
}

function whyNot(asset: NewAsset, row: RegistrationRow, cylinder: boolean, today: string): Words | undefined {
  if (asset.number.length === 0) return { zh: '没有编号', en: 'The number is missing' };
  if (asset.number.length > 60) return { zh: '编号超过 60 个字', en: 'The number has more than 60 characters' };
  if (asset.code !== null && asset.code.length > 300)
    return { zh: '条码超过 300 个字', en: 'The code has more than 300 characters' };
  if (row.inspectBy?.trim() && !asset.inspectBy)
    return {
      zh: `检验日期“${row.inspectBy.trim()}”读不出来，请写成 2027-03-01`,
      en: `The inspection date "${row.inspectBy.trim()}" cannot be read; write it as 2027-03-01`,
    };
  if (cylinder && !asset.inspectBy)
    return { zh: '气瓶要写下次检验日期', en: 'A cylinder needs the date of its next inspection' };
  if (asset.inspectBy && asset.inspectBy > `${Number(today.slice(0, 4)) + 30}`)
    return { zh: '检验日期太远，请核对', en: 'The inspection date is too far ahead; check it' };
  return undefined;
}

function alreadyThere(word: string): Words {
  return { zh: `“${word}”已经登记过或在本表中重复`, en: `"${word}" is registered already, or repeated in this list` };
}
