import { columnFinder, type Columns as ColumnsOf } from '../../../platform/files/columns.ts';

/** Headings as people write them. */
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
export type Columns = ColumnsOf<Field>;

/** The first row that names institution, item and anything that can be read. */
export const findColumns = columnFinder<Field>(headings, (named) => {
  const values = [...named].filter((field) => !['organisation', 'item', 'unit', 'at'].includes(field));
  return named.has('organisation') && named.has('item') && values.length > 0;
});

/** What such a table must have, in words. */
export const neededColumns = { zh: '机构、物资和读数', en: 'institution, item and level' };
