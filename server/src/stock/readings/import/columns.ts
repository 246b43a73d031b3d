import { type Cell, HEADER_ROWS, isBlank, type Sheet, type SheetRow } from '../../../platform/files/sheet.ts';

/** Headings as people write them; compared without blanks, case, width and brackets. */
const headings = {
  organisation: '机构 机构名称 医院 医院名称 单位名称 institution hospital organisation organization site',
  item: '物资 物资名称 品名 物品 名称 item product goods material',
  level: '读数 液位 余量 存量 库存 数量 现存 现有 压力 level reading quantity stock value pressure percent',
  unit: '计量单位 单位 unit units',
  at: '时间 读数时间 日期时间 抄表时间 at time readat date',
  invasiveVentilator: '有创呼吸机 有创 invasiveventilators invasive',
  nonInvasiveVentilator: '无创呼吸机 无创 noninvasiveventilators noninvasive bipap',
  highFlow: '高流量 高流量氧疗 高流量设备 highflow hfnc',
  maskOrCannula: '面罩鼻导管 面罩 鼻导管 普通吸氧 mask cannula maskorcannula',
  critical: '危重 危重症 危重病人 critical',
  severe: '重症 重症病人 重型 severe',
} as const;
export type Field = keyof typeof headings;
export const fields = Object.keys(headings) as Field[];

export type Columns = { header: SheetRow; at: Partial<Record<Field, number>>; headingUnit: string | null };

const byHeading = new Map(fields.flatMap((field) => headings[field].split(' ').map((word) => [word, field] as const)));

/** The first row that names institution, item and anything that can be read. */
export function findColumns(sheet: Sheet): Columns | undefined {
  for (const row of sheet.rows.slice(0, HEADER_ROWS)) {
    if (isBlank(row)) continue;
    const columns = readHeading(row);
    const { organisation, item, ...values } = columns.at;
    const saysSomething = Object.keys(values).some((field) => !['unit', 'at'].includes(field));
    if (organisation !== undefined && item !== undefined && saysSomething) return columns;
  }
  return undefined;
}

/** The heading of a field's column as it stands in the sheet, for messages. */
export function headingOf({ header, at }: Columns, field: Field): string {
  const column = at[field];
  return column === undefined ? headings[field].split(' ')[0]! : String(header.cells[column] ?? '');
}

function readHeading(header: SheetRow): Columns {
  const at: Columns['at'] = {};
  for (const [column, cell] of header.cells.entries()) {
    const field = byHeading.get(normalised(cell));
    if (field) at[field] ??= column;
  }
  const level = at.level === undefined ? '' : String(header.cells[at.level] ?? '').normalize('NFKC');
  return { header, at, headingUnit: /[([]([^)\]]{1,12})[)\]]/.exec(level)?.[1]?.trim() ?? null };
}

/** 液位（%） and “Read at” without blanks, width, brackets. */
function normalised(cell: Cell): string {
  return String(cell ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([][^)\]]*[)\]]?/gu, '')
    .replace(/[\s*:/_-]/gu, '');
}
