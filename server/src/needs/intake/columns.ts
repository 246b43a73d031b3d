import { HEADER_ROWS, isBlank, type Cell, type Sheet, type SheetRow } from '../../platform/files/sheet.ts';

export const fields = [
  'institution',
  'province',
  'city',
  'district',
  'address',
  'item',
  'specification',
  'quantity',
  'quantityUnknown',
  'unit',
  'priority',
  'neededBy',
  'kind',
  'contact',
  'phone',
  'note',
  'line',
  'reason',
] as const;
export type Field = (typeof fields)[number];

/** Headings as people write them, most telling first; compared without blanks, case, width, brackets. */
const headings: Record<Field, readonly string[]> = {
  institution: words(
    '机构 机构名称 医院 医院名称 需求单位 需求机构 单位名称 使用单位 申请单位 申报单位 填报单位 受援单位 收货单位 接收单位 需求方 需求医院 institution institutionname hospital hospitalname organisation organization facility requester',
  ),
  province: words('省 省份 省市 所在省 province'),
  city: words('市 城市 地市 所在市 地级市 city'),
  district: words('区 区县 县区 区/县 县 县市 辖区 所在区 所属区 行政区 地区 district county area'),
  address: words('地址 收货地址 详细地址 单位地址 送货地址 address'),
  item: words(
    '物资 物资名称 品名 物品 物品名称 品种 名称 货品 货物 商品 物料 需求物资 需求物品 物资品名 产品 产品名称 项目 item itemname items product goods material supply name',
  ),
  specification: words(
    '规格 规格型号 型号 标准 执行标准 参数 技术参数 要求 规格要求 型号规格 specification spec model standard',
  ),
  quantity: words(
    '数量 需求数量 需求量 需要数量 申请数量 需求数 数目 件数 缺口 缺口数量 quantity qty amount number needed',
  ),
  quantityUnknown: words('qty_is_unspecified quantityunknown 数量未知'),
  unit: words('单位 计量单位 数量单位 计数单位 unit units uom'),
  priority: words('优先级 紧急程度 优先 缓急 紧急 等级 priority urgency'),
  neededBy: words(
    '需要时间 需求时间 需要日期 需求日期 到货时间 期望到货时间 最晚到货 最晚时间 截止时间 neededby needed requiredby due duedate deadline',
  ),
  kind: words('种类 需求种类 需求类型 类型 kind type'),
  contact: words('联系人 联系人姓名 收货人 接收人 负责人 经办人 contact contactperson contactname'),
  phone: words('电话 联系电话 手机 手机号 联系方式 phone telephone tel mobile'),
  note: words('备注 说明 备注说明 note notes remark remarks comment comments'),
  line: words('系统编号 明细编号 lineid'),
  reason: words('错误原因 reason'),
};

const byHeading = new Map(fields.flatMap((field) => headings[field].map((word) => [word, field] as const)));

/** Where a sheet's heading is and what its columns mean. */
export type Columns = {
  header: SheetRow;
  at: Partial<Record<Field, number>>;
  /** Stands in the heading: 数量（只）. */
  headingUnit: string | null;
};

/** The sheet's heading; undefined when none of the first rows names an item and a quantity or an institution. */
export function findColumns(sheet: Sheet, isUnit: (word: string) => boolean): Columns | undefined {
  const candidates = sheet.rows.slice(0, HEADER_ROWS).filter((row) => !isBlank(row));
  const found = candidates.map((row) => readHeading(row)).map((columns) => settleUnit(columns, sheet, isUnit));
  const usable = found.filter(({ at }) => at.item !== undefined && (at.quantity ?? at.institution) !== undefined);
  return usable.reduce<Columns | undefined>(
    (best, each) => (best && known(best) >= known(each) ? best : each),
    undefined,
  );
}

/** The heading of a field's column as it stands in the sheet, for messages. */
export function headingOf(columns: Columns, field: Field): string {
  const column = columns.at[field];
  return column === undefined ? headings[field][0]! : String(columns.header.cells[column] ?? '');
}

/** A heading without blanks, width, brackets and stars. */
export function normalisedHeading(cell: Cell): string {
  return String(cell ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([{【〔][^)\]}】〕]*[)\]}】〕]?/gu, '')
    .replace(/[\s*:：]/gu, '');
}

function readHeading(header: SheetRow): Columns {
  const at: Columns['at'] = {};
  for (const [column, cell] of header.cells.entries()) {
    const field = fieldOf(cell);
    if (!field) continue;
    if (at[field] === undefined) at[field] = column;
    else if (field === 'unit' && at.institution === undefined) moveUnit(at, column);
  }
  const quantity = at.quantity === undefined ? '' : String(header.cells[at.quantity] ?? '').normalize('NFKC');
  const inBrackets = /[([]([^)\]]{1,8})[)\]]/.exec(quantity)?.[1]?.replace(/^单位[:：]?/, '') ?? null;
  return { header, at, headingUnit: inBrackets };
}

/** 物资名称/品名 and “机构 Institution” count for their parts. */
function fieldOf(cell: Cell): Field | undefined {
  const heading = normalisedHeading(cell);
  if (heading.length === 0 || heading.length > 40) return undefined;
  const whole = byHeading.get(heading);
  if (whole) return whole;
  const chinese = byHeading.get(heading.replace(/[^\u4e00-\u9fff]/gu, ''));
  return (
    chinese ??
    heading
      .split(/[/|,，、]/)
      .map((part) => byHeading.get(part))
      .find((field) => field !== undefined)
  );
}

/** Two columns 单位 and none else for the institution: the first is who asks, the second what is counted in. */
function moveUnit(at: Columns['at'], column: number): void {
  at.institution = at.unit;
  at.unit = column;
}

/** 单位 alone may mean either; its values tell. */
function settleUnit(columns: Columns, sheet: Sheet, isUnit: (word: string) => boolean): Columns {
  const { unit, ...others } = columns.at;
  if (unit === undefined || columns.at.institution !== undefined) return columns;
  const values = sheet.rows
    .filter((row) => row.number > columns.header.number)
    .slice(0, 30)
    .flatMap((row) => (row.cells[unit] === undefined ? [] : [String(row.cells[unit]).trim()]));
  const units = values.filter(isUnit).length;
  return values.length > 0 && units < values.length / 2
    ? { ...columns, at: { ...others, institution: unit } }
    : columns;
}

function known({ at }: Columns): number {
  return Object.keys(at).length;
}

function words(list: string): string[] {
  return list.split(' ');
}
