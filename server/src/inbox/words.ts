import type { Bilingual } from '@baogong/contract';

type MessageWords = { title: Bilingual; text: Bilingual };

/**
 * Facts that become messages, in words. `{number}`, `{organisation}`, `{headline}` come from the need; the rest from the
 * fact's own details.
 */
export const messageWords = {
  'needs.escalate': {
    title: { zh: '超时升级：{organisation} {number}', en: 'Overdue: {organisation} {number}' },
    text: {
      zh: '{headline}（{status}超过时限，升到{level}）',
      en: '{headline} (too long {status}; climbed to the {level})',
    },
  },
  'needs.dispatch': {
    title: { zh: '已派发：{number}', en: 'Dispatched: {number}' },
    text: { zh: '{headline}', en: '{headline}' },
  },
  'needs.return': {
    title: { zh: '被退回：{organisation} {number}', en: 'Returned: {organisation} {number}' },
    text: { zh: '{headline}。原因：{reason}', en: '{headline}. Reason: {reason}' },
  },
  'needs.ship': {
    title: { zh: '已发货：{number}', en: 'On its way: {number}' },
    text: { zh: '{headline}', en: '{headline}' },
  },
  'needs.fulfil': {
    title: { zh: '请签收：{number}', en: 'Please confirm: {number}' },
    text: { zh: '{headline}。到货到位后请销账', en: '{headline}. Close it out once it is in place' },
  },
  'needs.dispute': {
    title: { zh: '未到位：{organisation} {number}', en: 'Not in place: {organisation} {number}' },
    text: { zh: '{headline}。原因：{reason}', en: '{headline}. Reason: {reason}' },
  },
  'needs.comment': {
    title: { zh: '{by}留言：{number}', en: '{by} on {number}' },
    text: { zh: '{text}', en: '{text}' },
  },
  'needs.reservation-expired': {
    title: { zh: '预留过期：{organisation} {number}', en: 'Reservation expired: {organisation} {number}' },
    text: { zh: '{headline}，请重新安排货源', en: '{headline}; choose sources again' },
  },
} as const satisfies Record<string, MessageWords>;

export type MessageFact = keyof typeof messageWords;

/** Levels a need climbs to. */
export const levelWords: Record<number, Bilingual> = {
  1: { zh: '区级', en: 'district' },
  2: { zh: '市级', en: 'city' },
};

export function fillWords(words: Bilingual, locale: 'zh' | 'en', params: Record<string, unknown>): string {
  return words[locale].replace(/\{(\w+)\}/g, (_, name: string) => wordOf(params[name], locale));
}

function wordOf(value: unknown, locale: 'zh' | 'en'): string {
  if (value !== null && typeof value === 'object' && locale in value) return String((value as Bilingual)[locale]);
  return value === undefined || value === null ? '' : String(value);
}
