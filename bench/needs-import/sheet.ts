import ExcelJS from 'exceljs';

const heading = ['医院名称', '物资名称', '规格', '数量', '单位', '备注'];
const items = [
  ['N95口罩', '只'],
  ['医用外科口罩', '只'],
  ['防护服', '件'],
  ['护目镜', '副'],
  ['40L氧气瓶', '瓶'],
] as const;
const LINES_OF_A_NEED = 5;

export type Row = (string | number)[];

/** Rows as a task force collects them: blocks of five lines, hospital by hospital; no row occurs twice in any file. */
export function needRows(hospitalNames: readonly string[], file: string, count: number): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const hospital = hospitalNames[Math.floor(index / LINES_OF_A_NEED) % hospitalNames.length]!;
    const [item, unit] = items[index % items.length]!;
    return [hospital, item, '', 10 + (index % 900), unit, `${file} ${index + 1}`];
  });
}

export async function asXlsx(rows: readonly Row[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('需求').addRows([heading, ...rows]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

export function asCsv(rows: readonly Row[]): Buffer {
  return Buffer.from([heading, ...rows].map((row) => row.join(',')).join('\r\n'));
}
