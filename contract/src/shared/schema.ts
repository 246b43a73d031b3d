import { z } from 'zod';

/** UUIDv7 made by whoever creates the thing; ids sort by time of creation. */
export const Id = z.uuid().describe('UUID (version 7 preferred)');
export type Id = z.infer<typeof Id>;

/** ISO 8601 with offset or Z. Years outside 2000–2199 are typing errors, not emergencies. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine((text) => /^2[01]\d\d-/.test(text), { error: 'year-out-of-range' })
  .refine((text) => !/\.\d{10}/.test(text), { error: 'finer-than-nanoseconds' })
  .describe('ISO 8601 instant with offset');
export type Instant = z.infer<typeof Instant>;

/** Every write carries one, made by the client: same id and same body, same answer; another body, 409. Kept ≥ 72 h. */
export const CommandId = z.uuid().describe('Client-made id of this command; repeat it to repeat safely');

export const Locale = z.enum(['zh', 'en']);
export type Locale = z.infer<typeof Locale>;

export const Bilingual = z.object({ zh: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(200) });
export type Bilingual = z.infer<typeof Bilingual>;

/** Integer in the item's base unit. */
export const Quantity = z.int().min(0).max(1_000_000_000_000);
export const PositiveQuantity = z.int().min(1).max(1_000_000_000_000);
/** `null` means: the asker does not know how much. Never 0 or 1 in its place. */
export const QuantityOrUnknown = PositiveQuantity.nullable();

export const Name = z.string().trim().min(1).max(200);
export const Note = z.string().trim().max(2000);
export const Reason = z.string().trim().min(2).max(2000);
/** GB/T 2260 code: 2, 4 or 6 digits, or 9 with the street; '' is the whole country. */
export const AreaCode = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9})$/, { error: 'area-code' });
/** Kebab-case English code of catalogue items, units and kinds. */
export const Code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'kebab-case' })
  .max(80);

export const PageSize = z.coerce.number().int().min(1).max(200);
export const Cursor = z.string().max(200);
export const SearchText = z.string().trim().max(100);

export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), next: Cursor.nullable().describe('Give as `after` for the next page') });
}
