import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Kind, KindDefinition } from '@baogong/contract';
import fc from 'fast-check';
import { Refusal } from '../../platform/refusal.ts';
import { validateForm } from './form.ts';
import { shippedKinds } from './shipped/index.ts';

const sizes = [
  { value: 'small', label: { zh: '小', en: 'Small' } },
  { value: 'large', label: { zh: '大', en: 'Large' } },
];
const { fields } = KindDefinition.pick({ fields: true }).parse({
  fields: [
    { name: 'gate', type: 'text', required: true },
    { name: 'notes', type: 'long-text' },
    { name: 'beds', type: 'integer', minimum: 1, maximum: 100 },
    { name: 'since', type: 'date-time' },
    { name: 'size', type: 'choice', options: sizes },
    { name: 'sizes', type: 'choices', options: sizes },
    { name: 'alone', type: 'yes-no' },
    { name: 'phone', type: 'phone' },
    { name: 'constructor', type: 'text' },
  ].map((each) => ({ ...each, label: { zh: `“${each.name}”`, en: each.name } })),
});
const kind: Pick<Kind, 'fields'> = { fields };
const check = (form: Record<string, unknown>) => validateForm(kind, { gate: '东门', ...form }, 'zh');
function refusalOf(form: Record<string, unknown>): Refusal {
  try {
    check(form);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`taken: ${JSON.stringify(form)}`);
}

test('what is right is kept and tidied: texts trimmed, instants in UTC, choices in order, phones without blanks', () => {
  const form = {
    gate: '  东\n门 ',
    notes: ' 一\r\n二 ',
    beds: 100,
    since: '2020-02-01T08:00:00+08:00',
    size: 'large',
    sizes: ['large', 'small', 'large'],
    alone: false,
    phone: '１３８ 0000 0000',
  };
  assert.deepEqual(check(form), {
    gate: '东 门',
    notes: '一\n二',
    beds: 100,
    since: '2020-02-01T00:00:00.000Z',
    size: 'large',
    sizes: ['small', 'large'],
    alone: false,
    phone: '13800000000',
  });
});

test('what is left empty is left out; a field of an inherited name is empty unless given', () => {
  assert.deepEqual(check({ notes: ' ', beds: null, sizes: [], phone: '' }), { gate: '东门' });
});

const wrong: Record<string, [field: string, form: Record<string, unknown>]> = {
  'a required text that is missing': ['gate', { gate: undefined }],
  'a required text of blanks': ['gate', { gate: ' \t ' }],
  'a number for a text': ['gate', { gate: 7 }],
  'a text of 201 characters': ['gate', { gate: '门'.repeat(201) }],
  'a long text of 2001 characters': ['notes', { notes: '门'.repeat(2001) }],
  'a text of digits for a number': ['beds', { beds: '7' }],
  'half a bed': ['beds', { beds: 0.5 }],
  'a number below the minimum': ['beds', { beds: 0 }],
  'a number above the maximum': ['beds', { beds: 101 }],
  'a number beyond exactness': ['beds', { beds: 2 ** 60 }],
  'a date without offset': ['since', { since: '2020-02-01T08:00:00' }],
  'the thirtieth of February': ['since', { since: '2020-02-30T08:00:00Z' }],
  'a date of 1900': ['since', { since: '1900-01-01T00:00:00Z' }],
  'an option that is not offered': ['size', { size: 'huge' }],
  'an option in a list': ['size', { size: ['small'] }],
  'one option for several': ['sizes', { sizes: 'small' }],
  'several options, one not offered': ['sizes', { sizes: ['small', 'huge'] }],
  'a word for yes': ['alone', { alone: 'yes' }],
  'a mobile number that is too short': ['phone', { phone: '1380000000' }],
  'a phone number of letters': ['phone', { phone: 'call me' }],
  'a field that the kind has not': ['colour', { colour: 'red' }],
};
for (const [what, [name, form]] of Object.entries(wrong)) {
  test(`a form with ${what} is refused, naming the field`, () => {
    const refusal = refusalOf(form);
    assert.equal(refusal.reason, 'form-invalid');
    assert.equal(refusal.details.field, `form.${name}`);
    for (const locale of ['zh', 'en'] as const) assert.doesNotMatch(refusal.text(locale), /\{\w+\}|undefined/);
  });
}

test('all mistakes are told at once, in the language of the reader', () => {
  const { details } = refusalOf({ beds: 0, alone: 1, colour: 'red' });
  assert.deepEqual(details.issues, [
    { field: 'form.beds', message: '不能小于 1' },
    { field: 'form.alone', message: '应为“是”或“否”（true 或 false）' },
    { field: 'form.colour', message: '这类需求没有这一项，请删去' },
  ]);
});

test('a form of ten thousand unknown fields with endless names gets a short answer', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => [`${index}${'x'.repeat(1000)}`, 1]);
  assert.ok(JSON.stringify(refusalOf(Object.fromEntries(names)).details).length < 10_000);
});

const phones = ['13800000000', '010-60000000', '0717-6000000', '60000000', '027-60000000-801', '120', '12345'];
for (const phone of [...phones, '400-800-0000', '95598', '+8613800000000', '+852-20000000']) {
  test(`${phone} is a phone number`, () => assert.equal(check({ phone })['phone'], phone));
}

const names = [...fields.map((field) => field.name), '__proto__', 'toString', 'colour'];
const near = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('small', '13800000000', '2020-02-01T08:00:00Z', '\u0000', '\ud800', -0),
  fc.boolean(),
  fc.integer({ min: -5, max: 105 }),
  fc.array(fc.constantFrom('small', 'large', 'huge')),
  fc.jsonValue(),
);
const anyForm = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), near)).map(asJsonObject);

test('whatever JSON comes, it is taken or refused with a field; what is taken fits the database and is taken again', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      const cleaned = takenOrRefused(form);
      if (!cleaned) return;
      assert.doesNotMatch(JSON.stringify(cleaned), /\\u0000|\\ud[89a-f]/);
      assert.deepEqual(validateForm(kind, cleaned, 'en'), cleaned);
    }),
    { numRuns: 2000 },
  );
});

test('any shipped kind takes or refuses any form', () => {
  const byKind = fc
    .constantFrom(...shippedKinds)
    .chain(({ definition }) =>
      fc.tuple(
        fc.constant(definition),
        fc.dictionary(fc.constantFrom('x', ...definition.fields.map((field) => field.name)), near),
      ),
    );
  fc.assert(
    fc.property(byKind, ([definition, form]) => {
      takenOrRefused(form, definition);
    }),
  );
});

function takenOrRefused(form: Record<string, unknown>, of: Pick<Kind, 'fields'> = kind) {
  try {
    return validateForm(of, form, 'en');
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    assert.match(error.details.field ?? '', /^form\./);
    return undefined;
  }
}

/** As a parser makes it: `__proto__` is a field like any other. */
function asJsonObject(entries: [string, unknown][]): Record<string, unknown> {
  return JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`);
}
