import type { Use } from './bind-state.ts';
import { confidenceOf } from './confidence.ts';
import { isDevice } from './groups.ts';
import type { ProposedLine } from './types.ts';

/** Turns the uses that ask for something into proposed lines, in the order of the text. */
export function linesOf(uses: readonly Use[], text: string): ProposedLine[] {
  const asked = uses.filter(isAsked).map((use) => lineOf(use, text));
  const lines = withoutRepeats(asked);
  const named = lines.filter((line) => !(isEmpty(line) && CATEGORY.test(line.item)));
  return named.length > 0 ? named : lines;
}

// "防护物资告急，急需防护服": the category says nothing beside the goods themselves.
const CATEGORY = /(?:物资|用品|药品|食品)$/;

function isAsked(use: Use): boolean {
  if (use.stance === 'held' || use.amount?.amount.quantity === 0) return false;
  if (use.amount?.amount.unitKind === 'people') return false;
  if (use.stance === 'need' || use.stance === 'short') return true;
  return use.amount !== null || (use.bare && use.item.familiar);
}

function lineOf(use: Use, text: string): ProposedLine {
  // A stock figure ("只剩200只") shows that the item is short; it is not the amount asked for.
  const said = use.stance === 'short' ? null : use.amount;
  const amount = said?.amount ?? null;
  const { start, end, code, spec } = use.item;
  const sizeLike = amount?.unitKind === 'physical' && isDevice(text, use.item);
  const line: ProposedLine = {
    item: text.slice(start, end),
    itemCode: code,
    quantity: amount?.rate === undefined ? (amount?.quantity ?? null) : null,
    unit: amount?.unit ?? null,
    confidence: confidenceOf({ ...use, familiar: use.item.familiar, code, amount, sizeLike }),
    span: [Math.min(start, said?.start ?? start), Math.max(end, said?.end ?? end)],
  };
  if (amount?.perPack) line.perPack = amount.perPack;
  if (amount?.range) line.range = amount.range;
  if (amount?.rate !== undefined && amount.quantity !== null)
    line.rate = { quantity: amount.quantity, unit: amount.unit, per: amount.rate };
  if (amount?.bound) line.bound = amount.bound;
  const aside = spec ?? amount?.spec;
  if (aside) line.spec = aside;
  return line;
}

/** "N95告急！N95 2万只": the line without an amount says nothing that the other does not. */
function withoutRepeats(lines: ProposedLine[]): ProposedLine[] {
  const kept = new Map<string, ProposedLine>();
  for (const line of lines) {
    const name = line.itemCode ?? line.item;
    const before = kept.get(name);
    const empty = isEmpty(line);
    if (before && (empty || isEmpty(before))) {
      if (!empty) kept.set(name, line);
    } else kept.set(before ? `${name}#${kept.size}` : name, line);
  }
  return [...kept.values()].sort((one, other) => one.span[0] - other.span[0] || one.span[1] - other.span[1]);
}

function isEmpty(line: ProposedLine): boolean {
  return line.quantity === null && line.unit === null && !line.range && !line.rate && !line.perPack;
}
