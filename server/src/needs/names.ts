import type { Bilingual, NeedAction, NeedStatusCode } from '@baogong/contract';

/** Statuses and actions in words, for refusals, messages and files. Screens have the same words in web/src/needs/words.ts. */
const statusNames: Record<NeedStatusCode, Bilingual> = {
  collected: { zh: '已收集', en: 'collected' },
  dispatched: { zh: '已派发', en: 'dispatched' },
  fulfilled: { zh: '已解决', en: 'fulfilled' },
  closed: { zh: '已销账', en: 'closed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  merged: { zh: '已合并', en: 'merged' },
};

const actionNames: Record<NeedAction | 'undo', Bilingual> = {
  collect: { zh: '收集', en: 'collect' },
  revise: { zh: '更正', en: 'revise' },
  claim: { zh: '认领', en: 'claim' },
  release: { zh: '放回', en: 'release' },
  prioritise: { zh: '调整优先级', en: 'prioritise' },
  comment: { zh: '留言', en: 'comment' },
  attach: { zh: '附件', en: 'attach' },
  dispatch: { zh: '派发', en: 'dispatch' },
  'add-sources': { zh: '补充货源', en: 'add sources' },
  'reservation-expired': { zh: '预留过期', en: 'reservation expired' },
  return: { zh: '退回', en: 'return' },
  ship: { zh: '发货', en: 'ship' },
  arrive: { zh: '送达', en: 'arrive' },
  fulfil: { zh: '解决', en: 'fulfil' },
  receive: { zh: '签收', en: 'receive' },
  dispute: { zh: '未到位', en: 'dispute' },
  waive: { zh: '放弃余量', en: 'waive' },
  close: { zh: '销账', en: 'close' },
  withdraw: { zh: '撤回', en: 'withdraw' },
  merge: { zh: '合并', en: 'merge' },
  absorb: { zh: '并入', en: 'absorb' },
  reopen: { zh: '重开', en: 'reopen' },
  escalate: { zh: '升级', en: 'escalate' },
  undo: { zh: '撤销', en: 'undo' },
};

export function statusName(status: NeedStatusCode): Bilingual {
  return statusNames[status];
}

export function actionName(action: NeedAction | 'undo'): Bilingual {
  return actionNames[action];
}
