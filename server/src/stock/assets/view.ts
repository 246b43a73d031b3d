import {
  type Asset,
  type AssetAction,
  assetActionsIn,
  assetLifeOf,
  type AssetState,
  type Bilingual,
} from '@baogong/contract';
import type { AssetRow } from './queries.ts';

export const stateWords: Record<AssetState, Bilingual> = {
  full: { zh: '满瓶', en: 'full' },
  empty: { zh: '空瓶', en: 'empty' },
  'in-inspection': { zh: '检验中', en: 'in inspection' },
  working: { zh: '正常', en: 'working' },
  faulty: { zh: '故障', en: 'out of order' },
  lost: { zh: '丢失', en: 'lost' },
  scrapped: { zh: '报废', en: 'scrapped' },
};

export const actionWords: Record<AssetAction, Bilingual> = {
  register: { zh: '登记', en: 'register' },
  fill: { zh: '充装', en: 'fill' },
  'use-up': { zh: '用空', en: 'used up' },
  send: { zh: '发出', en: 'send' },
  arrive: { zh: '到达', en: 'arrive' },
  lend: { zh: '借出', en: 'lend' },
  return: { zh: '归还', en: 'return' },
  inspect: { zh: '送检', en: 'start inspection' },
  pass: { zh: '检验合格', en: 'passed inspection' },
  'report-fault': { zh: '报修', en: 'report a fault' },
  repair: { zh: '修好', en: 'repaired' },
  lose: { zh: '报失', en: 'report as lost' },
  find: { zh: '找到', en: 'found' },
  scrap: { zh: '报废', en: 'scrap' },
  correct: { zh: '更正', en: 'correct' },
};

/** The asset as it goes out. `today` is the city's calendar day. */
export function assetView(row: AssetRow, today: string): Asset {
  const { placeId: _place, placeAreaCode: _area, ownerAreaCode: _owner, moveVersion: _move, ...asset } = row;
  const overdue = row.inspectBy !== null && row.inspectBy < today && row.state !== 'scrapped' && row.state !== 'lost';
  return { ...asset, overdue, actions: offeredActions(row) };
}

/** What may happen to it next; giving back only what is lent. */
export function offeredActions({ kind, state, lentBy }: Pick<AssetRow, 'kind' | 'state' | 'lentBy'>): AssetAction[] {
  return assetActionsIn(assetLifeOf(kind), state).filter((action) => action !== 'return' || lentBy !== null);
}
