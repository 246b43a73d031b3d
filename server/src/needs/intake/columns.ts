import { columnFinder, type Columns as ColumnsOf } from '../../platform/files/columns.ts';
import type { Sheet } from '../../platform/files/sheet.ts';

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

/** Headings as people write them. */
const headings: Record<Field, string> = {
  institution:
    '机构 机构名称 医院 医院名称 需求单位 需求机构 单位名称 使用单位 申请单位 申报单位 填报单位 受援单位 收货单位 接收单位 需求方 需求医院 institution institutionname hospital hospitalname organisation organization facility requester',
  province: '省 省份 省市 所在省 province',
  city: '市 城市 地市 所在市 地级市 city',
  district: '区 区县 县区 区/县 县 县市 辖区 所在区 所属区 行政区 地区 district county area',
  address: '地址 收货地址 详细地址 单位地址 送货地址 address',
  item: '物资 物资名称 品名 物品 物品名称 品种 名称 货品 货物 商品 物料 需求物资 需求物品 物资品名 产品 产品名称 项目 item itemname items product goods material supply name',
  specification:
    '规格 规格型号 型号 标准 执行标准 参数 技术参数 要求 规格要求 型号规格 specification spec model standard',
  quantity: '数量 需求数量 需求量 需要数量 申请数量 需求数 数目 件数 缺口 缺口数量 quantity qty amount number needed',
  quantityUnknown: 'qty_is_unspecified quantityunknown 数量未知',
  unit: '单位 计量单位 数量单位 计数单位 unit units uom',
  priority: '优先级 紧急程度 优先 缓急 紧急 等级 priority urgency',
  neededBy:
    '需要时间 需求时间 需要日期 需求日期 到货时间 期望到货时间 最晚到货 最晚时间 截止时间 neededby needed requiredby due duedate deadline',
  kind: '种类 需求种类 需求类型 类型 kind type',
  contact: '联系人 联系人姓名 收货人 接收人 负责人 经办人 contact contactperson contactname',
  phone: '电话 联系电话 手机 手机号 联系方式 phone telephone tel mobile',
  note: '备注 说明 备注说明 note notes remark remarks comment comments',
  line: '系统编号 明细编号 lineid',
  reason: '错误原因 reason',
};

/** Where a sheet's heading is and what its columns mean. */
export type Columns = ColumnsOf<Field>;

/** The sheet's heading; undefined when none of the first rows names an item and a quantity or an institution. */
export const findColumns = columnFinder<Field, [isUnit: (word: string) => boolean]>(
  headings,
  (named) => named.has('item') && (named.has('quantity') || named.has('institution')),
  { again: moveUnit, settle: settleUnit },
);

/** The unit that stands in the heading: 数量（只）. */
export function unitInHeading({ inHeading: { quantity } }: Columns): string | null {
  return quantity === undefined || quantity.length > 8 ? null : quantity.replace(/^单位:?/, '');
}

/** Two columns 单位 and none else for the institution: the first is who asks, the second what is counted in. */
function moveUnit(at: Columns['at'], field: Field, column: number): void {
  if (field !== 'unit' || at.institution !== undefined) return;
  at.institution = at.unit!;
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
