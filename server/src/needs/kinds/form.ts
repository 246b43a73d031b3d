import { type Bilingual, type FormField, Instant, type Kind } from '@baogong/contract';
import { iso } from '../../platform/clock.ts';
import { invalid } from '../../platform/refusal.ts';

/** Longest texts of a form, in UTF-16 units. */
export const textLimits = { text: 200, 'long-text': 2000 } as const;

/** Numbers that can be called from the city: mobile, landline, service and short numbers, or + and the country's code. */
export const phonePattern =
  /^(1[3-9]\d{9}|(0\d{2,3}-?)?[2-9]\d{6,7}(-\d{1,6})?|1\d{2,5}|9\d{4,8}|[48]00-?\d{3}-?\d{4}|\+[1-9]\d{0,3}-?\d{4,13})$/;

const UNKNOWN_FIELDS_NAMED = 20;
const LONGEST_NAME_SHOWN = 80;

type Mistake = { name: string; label: Bilingual; detail: Bilingual };
/** What was read, `undefined` for nothing given, or what is wrong with it. */
type Reading = { value: unknown } | { wrong: Bilingual };

/**
 * The form as it is stored: texts trimmed, instants in UTC, what was left empty left out. Refuses with the first mistake's
 * field (`form.<name>`) and all mistakes as issues in the reader's language.
 */
export function validateForm(
  kind: Pick<Kind, 'fields'>,
  form: Record<string, unknown>,
  locale: 'zh' | 'en',
): Record<string, unknown> {
  const readings = kind.fields.map((field) => ({ field, reading: readField(field, ownValue(form, field.name)) }));
  const mistakes: Mistake[] = [
    ...readings.flatMap(({ field, reading }) =>
      'wrong' in reading ? [{ name: field.name, label: field.label, detail: reading.wrong }] : [],
    ),
    ...unknownFields(kind, form),
  ];
  if (mistakes.length > 0) throw refusalOf(mistakes, locale);
  return Object.fromEntries(
    readings.flatMap(({ field, reading }) =>
      'value' in reading && reading.value !== undefined ? [[field.name, reading.value]] : [],
    ),
  );
}

const words = {
  required: { zh: '必填，请填写', en: 'required; fill it in' },
  text: { zh: '应为文字', en: 'must be text' },
  integer: { zh: '应为整数', en: 'must be a whole number' },
  instant: {
    zh: '应为带时区的日期时间，例如 2020-02-01T08:00:00+08:00',
    en: 'must be a date and time with offset, such as 2020-02-01T08:00:00+08:00',
  },
  yesNo: { zh: '应为“是”或“否”（true 或 false）', en: 'must be yes or no (true or false)' },
  phone: { zh: '不像电话号码，例如 13800000000 或 010-60000000', en: 'is no phone number, such as 010-60000000' },
  option: { zh: '请从选项中选择', en: 'choose from the options' },
  list: { zh: '应为选项的列表', en: 'must be a list of options' },
  unknown: { zh: '这类需求没有这一项，请删去', en: 'this kind of need has no such field; remove it' },
} as const satisfies Record<string, Bilingual>;

/** Reads a value that was given; one reader a type. */
const readers: Record<FormField['type'], (value: unknown, field: FormField) => Reading> = {
  text: (value) => readText(value, textLimits.text, (text) => text.replace(/\s+/gu, ' ')),
  'long-text': (value) => readText(value, textLimits['long-text'], (text) => text.replace(/\r\n?/g, '\n')),
  integer: readInteger,
  'date-time': readInstant,
  choice: (value, { options }) =>
    options.some((option) => option.value === value) ? { value } : { wrong: words.option },
  choices: readChoices,
  'yes-no': (value) => (typeof value === 'boolean' ? { value } : { wrong: words.yesNo }),
  phone: readPhone,
};

function readField(field: FormField, given: unknown): Reading {
  const reading = isEmpty(given) ? { value: undefined } : readers[field.type](given, field);
  if (field.required && 'value' in reading && reading.value === undefined) return { wrong: words.required };
  return reading;
}

function isEmpty(given: unknown): boolean {
  return given === undefined || given === null || given === '' || (Array.isArray(given) && given.length === 0);
}

/** PostgreSQL holds neither NUL nor half a character; other control characters help nobody. */
function readText(value: unknown, limit: number, tidy: (text: string) => string): Reading {
  if (typeof value !== 'string') return { wrong: words.text };
  const text = tidy(value.toWellFormed())
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  if (text.length > limit) return { wrong: { zh: `最多 ${limit} 个字`, en: `at most ${limit} characters` } };
  return { value: text === '' ? undefined : text };
}

function readInteger(value: unknown, { minimum, maximum }: FormField): Reading {
  if (!Number.isSafeInteger(value)) return { wrong: words.integer };
  const number = value as number;
  if (number < (minimum ?? -Infinity)) return { wrong: { zh: `不能小于 ${minimum}`, en: `at least ${minimum}` } };
  if (number > (maximum ?? Infinity)) return { wrong: { zh: `不能大于 ${maximum}`, en: `at most ${maximum}` } };
  return { value: number === 0 ? 0 : number };
}

function readInstant(value: unknown): Reading {
  const parsed = Instant.safeParse(value);
  return parsed.success ? { value: iso(Temporal.Instant.from(parsed.data)) } : { wrong: words.instant };
}

/** In the order of the options, each once. */
function readChoices(value: unknown, { options }: FormField): Reading {
  if (!Array.isArray(value)) return { wrong: words.list };
  const known = options.map((option) => option.value);
  if (!value.every((each) => known.includes(each as string))) return { wrong: words.option };
  return { value: known.filter((each) => value.includes(each)) };
}

function readPhone(value: unknown): Reading {
  if (typeof value !== 'string' || value.length > textLimits.text) return { wrong: words.phone };
  const number = value.normalize('NFKC').replace(/[\s()]/g, '');
  return phonePattern.test(number) ? { value: number } : { wrong: words.phone };
}

function unknownFields(kind: Pick<Kind, 'fields'>, form: Record<string, unknown>): Mistake[] {
  const known = new Set(kind.fields.map((field) => field.name));
  return Object.keys(form)
    .filter((name) => !known.has(name))
    .slice(0, UNKNOWN_FIELDS_NAMED)
    .map((name) => {
      const shown = name.slice(0, LONGEST_NAME_SHOWN).toWellFormed();
      return { name: shown, label: { zh: shown, en: shown }, detail: words.unknown };
    });
}

/** Fields may bear names that every object inherits, such as `constructor`. */
function ownValue(form: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(form, name) ? form[name] : undefined;
}

function refusalOf(mistakes: readonly Mistake[], locale: 'zh' | 'en') {
  const first = mistakes[0]!;
  return invalid('form-invalid', {
    field: `form.${first.name}`,
    params: { label: first.label, detail: first.detail },
    issues: mistakes.map(({ name, detail }) => ({ field: `form.${name}`, message: detail[locale] })),
  });
}
