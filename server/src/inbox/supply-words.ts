import type { Bilingual } from '@baogong/contract';

/** Facts of supply that become messages. `{line}`, `{round}`, `{day}` come from the fact. */
export const supplyWords = {
  'supply.report-missing': {
    title: { zh: '缺报：{line}', en: 'Report missing: {line}' },
    text: {
      zh: '{day} {round}轮已定格，没有收到这条线的产量和库存，请尽快补报',
      en: 'The {round} round of {day} was frozen without output and stock of this line; please report them now',
    },
  },
} as const satisfies Record<string, { title: Bilingual; text: Bilingual }>;

export type SupplyFact = keyof typeof supplyWords;
