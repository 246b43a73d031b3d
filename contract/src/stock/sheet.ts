import { z } from 'zod';
import { CommandId } from '../shared/schema.ts';

/** A spreadsheet as a file, or rows as pasted: one of the two. */
export const SheetInput = z.object({
  commandId: CommandId,
  file: z.file().max(5_000_000).optional(),
  text: z.string().max(500_000).optional(),
});

/** What became of a sheet: rows in it, taken, known already, and the cells that are wrong. */
export const SheetReport = z.object({
  rows: z.int(),
  taken: z.int(),
  repeated: z.int(),
  errors: z
    .array(z.object({ row: z.int(), column: z.string(), message: z.string() }))
    .describe('The first 200, by row'),
});
