import type { Bilingual } from '@baogong/contract';

/** Facts of warnings that become messages. `{place}`, `{item}`, `{lamp}`, `{what}` come from the warning. */
export const warningWords = {
  'warnings.raise': {
    title: { zh: '{lamp}预警：{place}', en: '{lamp} warning: {place}' },
    text: { zh: '{item}{what}', en: '{item} {what}' },
  },
  'warnings.worsen': {
    title: { zh: '转为红灯：{place}', en: 'Now red: {place}' },
    text: { zh: '{item}{what}', en: '{item} {what}' },
  },
  'warnings.escalate': {
    title: { zh: '预警升级：{place}', en: 'Warning climbed: {place}' },
    text: {
      zh: '{item}{what}，逾时未处理，升到{level}',
      en: '{item} {what}; nobody dealt with it in time: now with the {level}',
    },
  },
  'warnings.link': {
    title: { zh: '预警已转需求：{place}', en: 'Need for a warning: {place}' },
    text: { zh: '{item}{what}，需求 {number}', en: '{item} {what}; need {number}' },
  },
} as const satisfies Record<string, { title: Bilingual; text: Bilingual }>;

export type WarningFact = keyof typeof warningWords;

export const lampWords: Record<string, Bilingual> = {
  red: { zh: '红灯', en: 'Red' },
  yellow: { zh: '黄灯', en: 'Yellow' },
};

export const kindWords: Record<string, Bilingual> = {
  'run-dry': { zh: '可能在补货到达前用尽', en: 'may run dry before help can arrive' },
  'missing-report': { zh: '没有按时上报产能', en: 'has no report of output for this round' },
  staple: { zh: '价格或销量异常', en: 'is out of the ordinary in price or volume' },
};
