import type { CatalogueItem } from '../../catalogue/index.ts';
import { buildLexicon, parseNeedText } from '../text/index.ts';
import { isCountedOneWay, measure } from './measure.ts';
import type { Cell } from '../../platform/files/sheet.ts';
import { type CellFault, fault } from './faults.ts';

/** Quantity in base units, null when unknown; `said` are the words when they say more than the number. */
export type QuantityRead = { quantity: number | null; said: string | null } | CellFault;

export type QuantityCells = {
  quantity: Cell;
  /** The unit column's word, or the one in the heading. */
  unit: string | null;
  /** The file has a place for units, so that an empty one was left out by mistake. */
  asksUnit: boolean;
  /** Another column says that nobody knows how much. */
  unknown: boolean;
};

const UNKNOWN =
  /^(?:-|—|\/|\?|？|无|未知|不详|不明|不清楚|待定|待统计|待核实|若干|急需|紧急|急|大量|少量|适量|足量|不限|不限量|数量不限|越多越好|多多益善|有多少要多少|尽量多|尽可能多|缺|紧缺|需要|要|n\/a|na|unknown|unspecified|as many as possible|urgent|some|many)$/iu;

/** Reads what was written as a quantity. Unknown stays unknown; what cannot be read for certain is a fault with its cure. */
export function readQuantity(item: CatalogueItem, cells: QuantityCells): QuantityRead {
  const text = String(cells.quantity ?? '')
    .normalize('NFKC')
    .trim();
  if (cells.unknown || text === '') return { quantity: null, said: null };
  if (UNKNOWN.test(text)) return { quantity: null, said: text.slice(0, 200) };
  if (text.length > 100) return fault('quantity', 'quantityUnreadable', text.slice(0, 40));
  const plain = plainNumber(text);
  if (plain !== undefined) return readPlain(item, plain, text, cells);
  return readWords(item, text, cells);
}

/** 1,000 or 1 000 or 12.5; undefined when it is more than a number. */
function plainNumber(text: string): number | undefined {
  const digits = /^-?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$/.test(text) ? text.replace(/[, ]/g, '') : text;
  return /^[-+]?\d{1,17}(?:\.\d{1,10})?$/.test(digits) ? Number(digits) : undefined;
}

function readPlain(item: CatalogueItem, quantity: number, text: string, cells: QuantityCells): QuantityRead {
  if (quantity < 0) return fault('quantity', 'quantityNegative');
  if (quantity === 0) return fault('quantity', 'quantityZero');
  const unit = cells.unit ?? (isCountedOneWay(item) ? item.baseUnit : null);
  if (unit === null && cells.asksUnit) return fault('unit', 'unitMissing', item.baseUnitName);
  // Nobody told the unit anywhere: the number is kept as said, and not taken for litres or pairs.
  if (unit === null) return { quantity: null, said: text };
  return measured(item, { quantity, unit }, null, cells.unit === null ? 'quantity' : 'unit');
}

/** Stands for the item, whose name is in another column. */
const goods = '口罩';
const lexicon = buildLexicon([{ code: 'goods', names: [goods] }]);

/** 2万只, 50箱(每箱100只): read as in a message. */
function readWords(item: CatalogueItem, text: string, cells: QuantityCells): QuantityRead {
  const [line, ...others] = parseNeedText(`需要${goods}${text}`, lexicon);
  if (!line || others.length > 0 || line.item !== goods)
    return fault('quantity', 'quantityUnreadable', text.slice(0, 40));
  if (/^[-−]/.test(text)) return fault('quantity', 'quantityNegative');
  if (line.range) return fault('quantity', 'quantityRange', text.slice(0, 40));
  if (line.rate) return fault('quantity', 'quantityRate', text.slice(0, 40));
  if (line.quantity === null) {
    const vague = /[\d零一二两三四五六七八九十百千万]/u.test(text) ? undefined : text.slice(0, 200);
    return vague ? { quantity: null, said: vague } : fault('quantity', 'quantityUnreadable', text.slice(0, 40));
  }
  if (line.unit === null) return readPlain(item, line.quantity, text, cells);
  return measured(item, { quantity: line.quantity, unit: line.unit, perPack: line.perPack }, text, 'quantity');
}

function measured(
  item: CatalogueItem,
  amount: Parameters<typeof measure>[1],
  said: string | null,
  field: 'quantity' | 'unit',
): QuantityRead {
  const found = measure(item, amount);
  if ('quantity' in found) return { quantity: found.quantity, said };
  const at = found.refusal.reason === 'unit-not-convertible' ? field : 'quantity';
  return { fault: { field: at, text: (locale) => found.refusal.text(locale) } };
}
