import ExcelJS from 'exceljs';

const heading = ['医院名称', '物资名称', '规格', '数量', '单位', '需要时间', '备注'];
const items = [
  ['N95口罩', '只'],
  ['医用外科口罩', '只'],
  ['防护服', '件'],
  ['护目镜', '副'],
  ['40L氧气瓶', '瓶'],
] as const;
const LINES_OF_A_NEED = 5;

export type Row = (string | number)[];

/**
 * Rows as a task force collects them: blocks of five lines, hospital by hospital, round after round; each round is needed
 * an hour later than the one before, each file's by four days, so that no row repeats another.
 */
export function needRows(hospitalNames: readonly string[], file: number, count: number): Row[] {
  const first = Temporal.Now.zonedDateTimeISO('Asia/Shanghai').add({ days: 1 + file * 4 });
  return Array.from({ length: count }, (_, index) => {
    const block = Math.floor(index / LINES_OF_A_NEED);
    const [item, unit] = items[index % items.length]!;
    const round = Math.floor(block / hospitalNames.length);
    const neededBy = first.add({ hours: round }).toPlainDateTime().toString({ smallestUnit: 'minute' });
    const hospital = hospitalNames[block % hospitalNames.length]!;
    return [hospital, item, '', 10 + (index % 900), unit, neededBy.replace('T', ' '), `第 ${index + 1} 行`];
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
