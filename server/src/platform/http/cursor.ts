import { Id } from '@baogong/contract';
import { invalid } from '../refusal.ts';

/** Where a page begins, as the one before gave it out; whatever else stands there is refused with its field. */

export function unknownCursor(value: string) {
  return invalid('unknown-field-value', { field: 'after', params: { field: 'after', value } });
}

/** The cursor of lists in the order of ids. */
export function idCursor(text: string | undefined): string | undefined {
  if (text === undefined || isId(text)) return text;
  throw unknownCursor(text);
}

export function isId(text: string | undefined): text is string {
  return Id.safeParse(text).success;
}
