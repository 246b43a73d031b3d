import { smallNumber } from './small-number.ts';

/** How pressing the message is. `hoursLeft`: how long the stock lasts, where the text says so. */
export type Urgency = { words: string[]; hoursLeft: number | null };

const WORDS =
  /十万火急|万分紧急|非常紧急|紧急|急需|急缺|告急|断供|断货|见底|用尽|用完|用光|耗尽|紧缺|奇缺|救命|危急|火速|立即|马上|跪求|撑不住|asap|urgent(?:ly)?|emergency|running out|out of stock|critical/g;

const LEFT =
  /(?:够用?|撑到?|支撑|维持|坚持|能用|可用|使用|用|剩(?:下|余)?|lasts?|for)\s?(?:不到|不足|约|大约|大概|最多|至多|不了|不超过)?\s?(\d{1,3}(?:\.\d)?|[一二三四五六七八九两半十]{1,3})\s?个?(小时|钟头|天|日|分钟|hours?|days?)(?!内|前|后)/;

const HOURS: Record<string, number> = {
  小时: 1,
  钟头: 1,
  天: 24,
  日: 24,
  分钟: 1 / 60,
  hour: 1,
  hours: 1,
  day: 24,
  days: 24,
};

/** Reads urgency words and the hours left ("只够用2小时") from folded text. */
export function readUrgency(folded: string): Urgency {
  const words = [...new Set(Array.from(folded.matchAll(WORDS), (found) => found[0]))];
  return { words, hoursLeft: readHoursLeft(folded) };
}

function readHoursLeft(folded: string): number | null {
  const [, count = '', unit = ''] = LEFT.exec(folded) ?? [];
  const hours = smallNumber(count) * (HOURS[unit] ?? Number.NaN);
  return Number.isNaN(hours) ? null : Math.round(hours * 100) / 100;
}
