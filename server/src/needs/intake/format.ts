import type { ImportFormat } from './queries.ts';

export const MEDIA_TYPES: Record<ImportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** By its first bytes, whatever the file is called: a zip is taken for xlsx, anything else is read as text. */
export function formatOf(content: Buffer): ImportFormat {
  return content.subarray(0, 2).toString('latin1') === 'PK' ? 'xlsx' : 'csv';
}
