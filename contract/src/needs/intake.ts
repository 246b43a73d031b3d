import { z } from 'zod';
import { operation } from '../shared/base.ts';
import { Bilingual, Code, CommandId, Id, Instant, PositiveQuantity } from '../shared/schema.ts';

const tags = ['intake'];

/** A line read out of text; the source stays beside it. Unknown stays unknown: neither quantity nor unit is guessed. */
export const ProposedLine = z.object({
  item: z.string().describe('As named in the text'),
  itemCode: Code.nullable(),
  itemName: Bilingual.nullable(),
  quantity: z.number().positive().nullable(),
  unit: z.string().nullable().describe('As said'),
  baseQuantity: PositiveQuantity.nullable().describe('In the item’s base unit when that follows without a guess'),
  perPack: z.object({ quantity: z.number(), unit: z.string() }).optional(),
  range: z.object({ from: z.number(), to: z.number() }).optional(),
  confidence: z.number().min(0).max(1),
  span: z.tuple([z.int(), z.int()]),
  question: z.string().nullable().describe('What to ask back, when something is open'),
});
export type ProposedLine = z.infer<typeof ProposedLine>;

export const CellError = z.object({ row: z.int(), column: z.string(), message: z.string() });
export type CellError = z.infer<typeof CellError>;

export const ImportReport = z.object({
  id: Id,
  fileName: z.string(),
  dryRun: z.boolean(),
  status: z.enum(['waiting', 'reading', 'checking', 'writing', 'done', 'failed']),
  rows: z.int(),
  done: z.int().describe('Rows handled so far'),
  accepted: z.int(),
  rejected: z.int(),
  repeated: z.int().describe('Taken before, left alone'),
  needs: z.int().describe('Needs made'),
  errors: z.array(CellError).describe('The first 200; all of them are in the file handed back'),
  failure: z.string().nullable(),
  hasRejectedFile: z.boolean(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const intake = {
  parseText: operation('needs.collect')
    .route({ method: 'POST', path: '/intake/text', summary: 'Read needs out of pasted text; writes nothing', tags })
    .input(z.object({ text: z.string().max(5000) }))
    .output(
      z.object({
        lines: z.array(ProposedLine),
        organisations: z.array(z.object({ id: Id, name: z.string() })).describe('Who may be meant, likeliest first'),
        place: z.string().nullable(),
        neededBy: Instant.nullable(),
        contacts: z.array(z.string()),
        urgent: z.boolean(),
      }),
    ),
  importTemplate: operation('needs.import')
    .route({ method: 'GET', path: '/intake/template', summary: 'Spreadsheet with current open needs filled in', tags })
    .input(z.object({ format: z.enum(['xlsx', 'csv']).default('xlsx'), empty: z.stringbool().default(false) }))
    .output(z.file()),
  startImport: operation('needs.import')
    .route({ method: 'POST', path: '/intake/imports', summary: 'Import a spreadsheet; a dry run writes nothing', tags })
    .input(
      z.object({
        commandId: CommandId,
        file: z.file().max(30_000_000),
        dryRun: z.stringbool().default(false),
        createMissing: z
          .stringbool()
          .default(false)
          .describe('Adds institutions that the directory lacks; needs the right to write it'),
      }),
    )
    .output(ImportReport),
  getImport: operation('needs.import')
    .route({ method: 'GET', path: '/intake/imports/{id}', summary: 'Progress and result', tags })
    .input(z.object({ id: Id }))
    .output(ImportReport),
  rejectedRows: operation('needs.import')
    .route({
      method: 'GET',
      path: '/intake/imports/{id}/rejected',
      summary: 'The same file with the bad rows in red and why',
      tags,
    })
    .input(z.object({ id: Id }))
    .output(z.file()),
};
