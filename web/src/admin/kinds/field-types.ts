import type { FormField } from '@baogong/contract';

const types: Record<FormField['type'], true> = {
  text: true,
  'long-text': true,
  integer: true,
  'date-time': true,
  choice: true,
  choices: true,
  'yes-no': true,
  phone: true,
};

/** All types that a field of a form may have. */
export const fieldTypeNames = Object.keys(types) as FormField['type'][];
