import type { StapleQuote } from '@baogong/contract';
import { type CatalogueItem, unitFinder } from '../../../catalogue/index.ts';
import type { SheetRow } from '../../../platform/files/sheet.ts';
import { cellIn, columnFinder, type Columns as ColumnsOf, headingOf, textIn } from '../../../platform/files/columns.ts';
import type { RowFault } from '../../sheets/open-sheet.ts';
import { readTime } from '../../sheets/times.ts';

/** Headings as people write them. */
const headings = {
  item: '物资 品名 商品 名称 物品 item product goods staple name',
  area: '区域 地区 区县 区 area district areacode 区域代码',
  price: '价格 单价 零售价 售价 price unitprice',
  unit: '单位 计价单位 计量单位 unit per',
  sold: '销量 销售量 成交量 卖出 sold sales volume',
  onHand: '库存 存量 现存 stock onhand left',
  source: '来源 市场 门店 超市 报价单位 采价点 source market shop store',
  at: '时间 采价时间 日期 报价时间 at time date',
} as const;
type Field = keyof typeof headings;
export type Columns = ColumnsOf<Field>;
export type Finder = {
  item(name: string): CatalogueItem | undefined;
  area(name: string): string | 'many' | undefined;
  /** Whose quote it is where the sheet does not say. */
  source: string;
};

/** The first row that names item, area and price. */
export const findColumns = columnFinder<Field>(headings, (named) =>
  (['item', 'area', 'price'] as const).every((field) => named.has(field)),
);

/** What such a table must have, in words. */
export const neededColumns = { zh: '品名、区域和价格', en: 'item, area and price' };

const MOST = 1_000_000_000;

/** A row as a quote, or the first cell that can't be read. */
export function readRow(row: SheetRow, columns: Columns, finder: Finder): StapleQuote | RowFault {
  const say = (field: Field) => textIn(row, columns, field);
  const fault = (field: Field, zh: string, en: string): RowFault => {
    return { row: row.number, column: headingOf(columns, field), message: { zh, en } };
  };
  const item = finder.item(say('item'));
  if (!item) return fault('item', `目录里没有“${say('item')}”`, `the catalogue has no "${say('item')}"`);
  const area = finder.area(say('area'));
  if (area === undefined) return fault('area', `没有叫“${say('area')}”的区域`, `there is no area "${say('area')}"`);
  if (area === 'many') {
    const text = say('area');
    return fault('area', `有几个区域叫“${text}”，请写代码`, `several areas are called "${text}"; write the code`);
  }
  const price = readPrice(say('price'));
  if (!price)
    return fault(
      'price',
      `“${say('price')}”不是价格，请写元，例如 5.20`,
      `"${say('price')}" is no price; write yuan, such as 5.20`,
    );
  const word = price.per || say('unit') || perIn(columns.inHeading.price) || (columns.inHeading.unit ?? '');
  const unit = unitOf(item, word);
  if (!unit) return fault('unit', unitMissing(word).zh, unitMissing(word).en);
  const sold = readNumber(say('sold'));
  if (sold === null) return fault('sold', `“${say('sold')}”不是数字`, `"${say('sold')}" is no number`);
  const onHand = readNumber(say('onHand'));
  if (onHand === null) return fault('onHand', `“${say('onHand')}”不是数字`, `"${say('onHand')}" is no number`);
  const at = readTime(cellIn(row, columns, 'at'), { dayAlone: true });
  if (at === null)
    return fault('at', '时间读不懂，请写成 2022-12-20 08:30', 'the time cannot be read; write 2022-12-20 08:30');
  const source = (say('source') || finder.source).slice(0, 120);
  const said = { ...(sold === undefined ? {} : { sold }), ...(onHand === undefined ? {} : { onHand }) };
  return { item: item.code, area, unit, priceFen: price.fen, source, ...said, ...(at === undefined ? {} : { at }) };
}

/** 5.2, ¥5.20, 5.2元, 5.2元/公斤 */
function readPrice(text: string): { fen: number; per: string } | undefined {
  const match = /^[¥￥]?\s*(\d{1,8}(?:\.\d{1,2})?)\s*(?:元|yuan|cny)?\s*(?:\/\s*(\S{1,20}))?$/iu.exec(
    text.replaceAll(',', ''),
  );
  const fen = match ? Math.round(Number(match[1]) * 100) : 0;
  return match && fen > 0 ? { fen, per: match[2] ?? '' } : undefined;
}

/** The unit in a heading such as 价格（元/公斤）. */
function perIn(heading: string | undefined): string {
  return heading?.split('/')[1]?.trim() ?? '';
}

/** A price without its unit says nothing: it is asked about, never guessed. */
function unitOf(item: CatalogueItem, word: string): string | undefined {
  return word === '' ? undefined : unitFinder([...item.measures.units.values()])(word, item)?.code;
}

function unitMissing(word: string) {
  if (word === '')
    return { zh: '没有写明是多少的价格，例如 公斤', en: 'what the price is for is missing, such as kilogram' };
  return { zh: `不认识单位“${word}”`, en: `the unit "${word}" is not known` };
}

/** Undefined: nothing there; null: no number. */
function readNumber(text: string): number | undefined | null {
  if (text === '') return undefined;
  const value = /^\d+(\.\d+)?$/.test(text.replaceAll(',', '')) ? Number(text.replaceAll(',', '')) : Number.NaN;
  return value <= MOST ? value : null;
}
