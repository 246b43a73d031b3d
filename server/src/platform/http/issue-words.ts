import { z } from 'zod';

type Words = { zh: string; en: string };
/** What zod says of one fault, as far as words need it. */
type Issue = {
  code?: string;
  message: string;
  expected?: string;
  origin?: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  format?: string;
  values?: unknown[];
  keys?: string[];
};

/** Words for the contract's own checks, which zod knows only by their code. */
const ownChecks: Record<string, Words> = {
  'kebab-case': {
    zh: '请用小写字母、数字和连字符，如 oxygen-cylinder',
    en: 'use lower-case letters, digits and hyphens, such as oxygen-cylinder',
  },
  'area-code': { zh: '请填 2、4、6 或 9 位行政区划代码', en: 'give an area code of 2, 4, 6 or 9 digits' },
  'clock-time': { zh: '请填时刻，如 07:30', en: 'give a time of day such as 07:30' },
  'parameter-options': {
    zh: '请按“参数:选项”填写，逗号分开，如 outlet:din-13260',
    en: 'give parameter:option, separated by commas, such as outlet:din-13260',
  },
  'year-out-of-range': { zh: '年份应在 2000–2199 之间', en: 'the year must be between 2000 and 2199' },
  'finer-than-nanoseconds': { zh: '秒的小数最多 9 位', en: 'give at most 9 decimals of a second' },
  account: {
    zh: '账号用 2–40 位小写字母、数字、点、横线',
    en: 'an account is 2–40 lower-case letters, digits, dots, hyphens',
  },
};

const typeWords: Record<string, Words> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组字段', en: 'an object' },
  record: { zh: '一组字段', en: 'an object' },
  file: { zh: '文件', en: 'a file' },
};

const formatWords: Record<string, Words> = {
  uuid: { zh: '应为 UUID', en: 'must be a UUID' },
  datetime: {
    zh: '应为带时区的时间，如 2026-01-08T12:00:00+08:00',
    en: 'must be a time with offset, such as 2026-01-08T12:00:00+08:00',
  },
};

const fallback = { zh: z.locales.zhCN().localeError, en: z.locales.en().localeError };

/** One fault in plain words: what the field should be. */
export function issueWords(issue: Issue, locale: 'zh' | 'en'): string {
  const words = ownChecks[issue.message] ?? wordsByCode(issue);
  if (words) return words[locale];
  const text = fallback[locale](issue as never);
  return (typeof text === 'string' ? text : text?.message) ?? issue.message;
}

function wordsByCode(issue: Issue): Words | undefined {
  if (issue.code === 'invalid_type') return typeFault(issue);
  if (issue.code === 'too_small') return boundFault(issue, Number(issue.minimum), 'least');
  if (issue.code === 'too_big') return boundFault(issue, Number(issue.maximum), 'most');
  if (issue.code === 'invalid_format') return formatWords[issue.format ?? ''];
  if (issue.code === 'invalid_value' && issue.values) {
    const list = issue.values.slice(0, 20).join(', ');
    return { zh: `只能是：${list}`, en: `must be one of: ${list}` };
  }
  return undefined;
}

function typeFault(issue: Issue): Words | undefined {
  if (/received undefined/.test(issue.message)) return { zh: '必填', en: 'is required' };
  const type = typeWords[issue.expected ?? ''];
  return type && { zh: `应为${type.zh}`, en: `must be ${type.en}` };
}

function boundFault(issue: Issue, bound: number, side: 'least' | 'most'): Words {
  const zh = side === 'least' ? '至少' : '最多';
  const en = `at ${side}`;
  if (issue.origin === 'string' && side === 'least' && bound === 1) return { zh: '不能为空', en: 'must not be empty' };
  if (issue.origin === 'string') return { zh: `${zh} ${bound} 个字`, en: `${en} ${bound} characters` };
  if (issue.origin === 'array') return { zh: `${zh} ${bound} 项`, en: `${en} ${bound} entries` };
  if (issue.origin === 'file') return { zh: `${zh} ${bound / 1e6} MB`, en: `${en} ${bound / 1e6} MB` };
  return { zh: `${side === 'least' ? '不能小于' : '不能大于'} ${bound}`, en: `must be ${en} ${bound}` };
}
