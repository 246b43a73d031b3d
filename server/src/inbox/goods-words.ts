import type { Bilingual } from '@baogong/contract';

/** Facts of goods that become messages. `{number}`, `{sender}`, `{receiver}`, `{goods}` come from a transfer's fact. */
export const goodsWords = {
  'transfers.offer': {
    title: { zh: '调拨预留：{sender} {number}', en: 'Goods held for you: {sender} {number}' },
    text: {
      zh: '{goods}，预留到 {until}；不需要请放开',
      en: '{goods}, held until {until}; let them go if you do not want them',
    },
  },
  'transfers.send': {
    title: { zh: '请确认到货：{sender} {number}', en: 'Please confirm: {sender} {number}' },
    text: { zh: '{goods} 已发出；到了请确认。{vehicle}', en: '{goods} on the way; confirm what arrives. {vehicle}' },
  },
  'transfers.confirm': {
    title: { zh: '到货有差异：{receiver} {number}', en: 'Not all is well: {receiver} {number}' },
    text: {
      zh: '收到 {goods}，其余短少或退回。原因：{reason}',
      en: 'Received: {goods}; the rest is missing or comes back. Reason: {reason}',
    },
  },
  'transfers.release': {
    title: { zh: '调拨已放开：{number}', en: 'Transfer let go: {number}' },
    text: {
      zh: '{sender} 给 {receiver} 的 {goods} 不再预留。{reason}',
      en: '{goods} of {sender} for {receiver} no longer held. {reason}',
    },
  },
  'transfers.expire': {
    title: { zh: '调拨到期放开：{number}', en: 'Transfer ran out: {number}' },
    text: {
      zh: '{sender} 给 {receiver} 的 {goods} 到期没有发出，已放开',
      en: '{goods} of {sender} for {receiver} did not leave in time and are free again',
    },
  },
  'transfers.correct': {
    title: { zh: '调拨有更正：{number}', en: 'Transfer corrected: {number}' },
    text: { zh: '{by} 更正了 {goods}。原因：{reason}', en: '{by} corrected {goods}. Reason: {reason}' },
  },
  'trips.expect': {
    title: { zh: '预计到货时间有变：{sender} {number}', en: 'Now expected {expected}: {sender} {number}' },
    text: {
      zh: '{goods}，现在预计 {expected} 到，原来 {was}。{reason}',
      en: '{goods} now expected {expected}, was {was}. {reason}',
    },
  },
  'trips.ask': {
    title: { zh: '该到了：{receiver} {number}', en: 'Should be there: {receiver} {number}' },
    text: {
      zh: '{goods}，应 {expected} 到，还没有报到货。到了请对方确认，没到请改预计时间',
      en: '{goods}, expected {expected}, not reported as arrived. If it is late, say the new time',
    },
  },
  'stock.ask-count': {
    title: { zh: '两次盘点不一致：{organisation}', en: 'Two counts differ: {organisation}' },
    text: { zh: '{item}：{counts}。请定以哪个为准', en: '{item}: {counts}. Please say which one holds' },
  },
} as const satisfies Record<string, { title: Bilingual; text: Bilingual }>;

export type GoodsFact = keyof typeof goodsWords;
