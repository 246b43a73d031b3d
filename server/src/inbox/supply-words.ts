import type { Bilingual } from '@baogong/contract';

/**
 * Facts of supply that become messages. `{line}`, `{round}`, `{day}` come from the fact; of a release `{item}`,
 * `{quantity}`, `{source}`, `{by}`, `{reason}`.
 */
export const supplyWords = {
  'supply.report-missing': {
    title: { zh: '缺报：{line}', en: 'Report missing: {line}' },
    text: {
      zh: '{day} {round}轮已定格，没有收到这条线的产量和库存，请尽快补报',
      en: 'The {round} round of {day} was frozen without output and stock of this line; please report them now',
    },
  },
  'supply.ask-release': {
    title: { zh: '请批准动用储备：{item} {quantity}', en: 'Reserve asked for: {quantity} of {item}' },
    text: { zh: '{by}申请动用{source}的储备：{reason}', en: '{by} asks for a release from {source}: {reason}' },
  },
  'supply.approve-release': {
    title: { zh: '已批准动用储备：{item} {quantity}', en: 'Reserve released: {quantity} of {item}' },
    text: { zh: '{by}批准，{source}，可以派发。{note}', en: 'Approved by {by}; {source} may send it. {note}' },
  },
  'supply.refuse-release': {
    title: { zh: '没有批准动用储备：{item} {quantity}', en: 'Release refused: {quantity} of {item}' },
    text: { zh: '{by}：{note}', en: '{by}: {note}' },
  },
  'supply.take-back-release': {
    title: { zh: '收回动用储备的批准：{item} {quantity}', en: 'Release taken back: {quantity} of {item}' },
    text: { zh: '{by}，{source}：{note}', en: '{by}; {source}: {note}' },
  },
} as const satisfies Record<string, { title: Bilingual; text: Bilingual }>;

export type SupplyFact = keyof typeof supplyWords;
