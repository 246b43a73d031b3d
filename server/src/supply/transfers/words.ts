import type { Bilingual, CorrectableFigure, TransferAction, TransferStatusCode } from '@baogong/contract';

/** Statuses, actions and figures in words, for refusals. Screens have the same in web/src/supply/transfers/words.ts. */
export const statusNames: Record<TransferStatusCode, Bilingual> = {
  held: { zh: '已预留', en: 'held' },
  'under-way': { zh: '在途', en: 'under way' },
  done: { zh: '已完成', en: 'done' },
  released: { zh: '已放开', en: 'let go' },
  expired: { zh: '已到期放开', en: 'expired' },
};

export const actionNames: Record<TransferAction, Bilingual> = {
  offer: { zh: '预留', en: 'hold' },
  send: { zh: '发出', en: 'send' },
  confirm: { zh: '确认到货', en: 'confirm' },
  release: { zh: '放开', en: 'let go' },
  expire: { zh: '到期', en: 'expire' },
  correct: { zh: '更正', en: 'correct' },
};

export const figureNames: Record<CorrectableFigure, Bilingual> = {
  sent: { zh: '在途', en: 'under way' },
  received: { zh: '收到', en: 'received' },
  lost: { zh: '短少', en: 'missing' },
  returned: { zh: '退回', en: 'turned back' },
};
