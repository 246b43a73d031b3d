import type { Bilingual, FormField, Kind } from '@baogong/contract';
import { phonePattern, textLimits } from './form.ts';

type Schema = Record<string, unknown>;

/**
 * JSON Schema (2020-12) of the kind's form, for programs that fill it in. Titles and descriptions hold both languages
 * (`中文 / English`); `x-label` and `x-help` hold them apart.
 */
export function formSchema(kind: Kind): Schema {
  const required = kind.fields.filter((field) => field.required).map((field) => field.name);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...titled(kind.name, kind.description),
    type: 'object',
    properties: Object.fromEntries(kind.fields.map((field) => [field.name, fieldSchema(field)])),
    required,
    additionalProperties: false,
  };
}

function fieldSchema(field: FormField): Schema {
  return {
    ...titled(field.label, field.help),
    ...(field.sensitive && { 'x-sensitive': true }),
    ...typeSchemas[field.type](field),
  };
}

const typeSchemas: Record<FormField['type'], (field: FormField) => Schema> = {
  text: (field) => textSchema(field, textLimits.text),
  'long-text': (field) => textSchema(field, textLimits['long-text']),
  integer: ({ minimum, maximum }) => ({
    type: 'integer',
    minimum: minimum ?? Number.MIN_SAFE_INTEGER,
    maximum: maximum ?? Number.MAX_SAFE_INTEGER,
  }),
  'date-time': () => ({ type: 'string', format: 'date-time' }),
  choice: (field) => optionSchema(field),
  choices: (field) => ({
    type: 'array',
    items: optionSchema(field),
    uniqueItems: true,
    ...(field.required && { minItems: 1 }),
  }),
  'yes-no': () => ({ type: 'boolean' }),
  phone: () => ({ type: 'string', pattern: phonePattern.source }),
};

function textSchema(field: FormField, maxLength: number): Schema {
  return { type: 'string', maxLength, ...(field.required && { minLength: 1 }) };
}

function optionSchema({ options }: FormField): Schema {
  return { oneOf: options.map((option) => ({ const: option.value, ...titled(option.label) })) };
}

function titled(label: Bilingual, help?: Bilingual | null): Schema {
  return {
    title: inBoth(label),
    'x-label': label,
    ...(help && { description: inBoth(help), 'x-help': help }),
  };
}

function inBoth({ zh, en }: Bilingual): string {
  return zh === en ? zh : `${zh} / ${en}`;
}
