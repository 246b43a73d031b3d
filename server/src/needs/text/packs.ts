import { packRank } from './measure-words.ts';
import type { Amount, PackContent, Token, TokenOf } from './types.ts';

/**
 * Joins what belongs to one amount: 15L×20瓶, 50只/盒×3盒, 2箱(每箱50只), 每盒50只共30盒, 500(只), 500只/天.
 * The pack is the amount's unit, its content goes to `perPack`.
 */
export function joinPacks(tokens: Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    joined.push(token);
    while (RULES.some((rule) => rule(joined))) continue;
  }
  return joinNeighbours(joined);
}

type AmountToken = TokenOf<'amount'>;
type Rule = (tokens: Token[]) => boolean;

// Each rule looks at the tail of the tokens, replaces it with one amount and says so.
const RULES: readonly Rule[] = [
  joinTimes,
  joinSlashPer,
  joinPerAmount,
  joinTotalAfterPack,
  joinPackedWord,
  joinUnitCell,
  joinRateAfter,
  joinRateBefore,
  joinPhysicalAside,
];

/** A×B: the unit that holds the other is the unit of the amount. */
function joinTimes(tokens: Token[]): boolean {
  const [left, times, right] = tokens.slice(-3);
  if (left?.kind !== 'amount' || times?.kind !== 'times' || right?.kind !== 'amount') return false;
  return replaceTail(tokens, 3, multiply(left.amount, right.amount));
}

function multiply(left: Amount, right: Amount): Amount {
  const [leftRank, rightRank] = [packRank(left.unit, left.unitKind), packRank(right.unit, right.unitKind)];
  if (left.unit !== null && left.unit === right.unit) return { ...right, quantity: null };
  const pack = rightRank >= leftRank ? right : left;
  const content = pack === right ? left : right;
  if (content.pendingUnit !== undefined) return { ...pack, perPack: content.perPack };
  if (pack === left && left.perPack) return { ...left, perPack: deepened(left.perPack, right) };
  if (content.perPack && content.quantity !== null && pack === right)
    return { ...pack, perPack: carried(content, pack) };
  return { ...pack, perPack: contentOf(content), innerKind: content.unitKind };
}

/** 10箱×50盒×20只: each 箱 holds 50 盒 of 20 只, so 1000 只. */
function deepened(outer: PackContent, inner: Amount): PackContent {
  return inner.quantity === null || inner.unitKind === 'physical'
    ? outer
    : { quantity: outer.quantity * inner.quantity, unit: inner.unit };
}

/** 50只/盒×3盒 and 10片×2板×30盒: the inner content is carried on only where the arithmetic is plain. */
function carried(content: Amount, pack: Amount): PackContent | undefined {
  const inner = content.perPack;
  if (!inner || content.quantity === null) return contentOf(content);
  if (content.unit === pack.unit) return inner;
  if (content.innerKind === 'physical') return contentOf(content);
  return { quantity: inner.quantity * content.quantity, unit: inner.unit };
}

/** "50只/盒": one 盒 holds 50 只; how many 盒 is not said yet. */
function joinSlashPer(tokens: Token[]): boolean {
  const [content, per] = tokens.slice(-2);
  if (content?.kind !== 'amount' || per?.kind !== 'per' || content.amount.quantity === null) return false;
  if (!per.slash && per.start > content.end + 1) return false;
  const before = pendingPack(tokens, 2, per.unit);
  if (before) return replaceTail(tokens, before.length, { ...before.amount, perPack: contentOf(content.amount) });
  const nested = content.amount.perPack;
  const inner =
    nested && content.amount.unit !== per.unit
      ? carried(content.amount, { quantity: null, unit: per.unit, unitKind: 'pack' })
      : contentOf(content.amount);
  return replaceTail(tokens, 2, packWithoutCount(per.unit, inner));
}

/** "每箱50只" after "2箱": content of that amount; alone: a pack whose count is not said yet. */
function joinPerAmount(tokens: Token[]): boolean {
  const [per, content] = tokens.slice(-2);
  if (per?.kind !== 'per' || per.slash || content?.kind !== 'amount' || content.amount.quantity === null) return false;
  const before = pendingPack(tokens, 2, per.unit);
  if (before) return replaceTail(tokens, before.length, { ...before.amount, perPack: contentOf(content.amount) });
  return replaceTail(tokens, 2, packWithoutCount(per.unit, contentOf(content.amount)));
}

/** The amount in `unit` just before the last `skip` tokens, past a comma or an opening bracket. */
function pendingPack(tokens: Token[], skip: number, unit: string): { amount: Amount; length: number } | null {
  for (let length = skip + 1; length <= skip + 2; length += 1) {
    const token = tokens.at(-length);
    if (token?.kind === 'amount') {
      const fits = token.amount.unit === unit && !token.amount.perPack && token.amount.quantity !== null;
      return fits ? { amount: token.amount, length } : null;
    }
    if (token?.kind !== 'comma' && token?.kind !== 'open' && token?.kind !== 'list') return null;
  }
  return null;
}

/** A pack without a count, then "共30盒", "×3盒", "30盒": the count has come. */
function joinTotalAfterPack(tokens: Token[]): boolean {
  const last = tokens.at(-1);
  if (last?.kind !== 'amount' || last.amount.perPack || last.amount.quantity === null) return false;
  for (let length = 2; length <= 5; length += 1) {
    const token = tokens.at(-length);
    if (token?.kind === 'amount') {
      const { pendingUnit } = token.amount;
      if (pendingUnit === undefined || (pendingUnit ?? last.amount.unit) !== last.amount.unit) return false;
      return replaceTail(tokens, length, { ...last.amount, perPack: token.amount.perPack });
    }
    if (!token || !['comma', 'total', 'times', 'close', 'open', 'list', 'cue'].includes(token.kind)) return false;
  }
  return false;
}

/** "50只装" beside "20盒": content of the pack, whichever comes first. */
function joinPackedWord(tokens: Token[]): boolean {
  const packed = tokens.at(-1);
  const content = tokens.at(-2);
  if (packed?.kind !== 'packed' || content?.kind !== 'amount' || content.amount.quantity === null) return false;
  for (let length = 3; length <= 4; length += 1) {
    const token = tokens.at(-length);
    if (token?.kind === 'amount' && isOuter(token.amount, content.amount)) {
      return replaceTail(tokens, length, { ...token.amount, perPack: contentOf(content.amount) });
    }
    if (token?.kind !== 'open' && token?.kind !== 'comma') break;
  }
  return replaceTail(tokens, 2, packWithoutCount(null, contentOf(content.amount)));
}

function isOuter(pack: Amount, content: Amount): boolean {
  return (
    pack.quantity !== null &&
    !pack.perPack &&
    packRank(pack.unit, pack.unitKind) > packRank(content.unit, content.unitKind)
  );
}

/** "500(只)", "只 500", "单位:只 数量:500": the unit stands in a cell of its own. */
function joinUnitCell(tokens: Token[]): boolean {
  const last = tokens.at(-1);
  if (last?.kind === 'amount' && last.amount.unit === null) return joinUnitBefore(tokens, last);
  if (last?.kind !== 'unit') return false;
  const labelled = tokens.at(-2)?.kind === 'colon';
  for (let length = 2; length <= 5; length += 1) {
    const token = tokens.at(-length);
    if (token?.kind === 'comma' && labelled) continue;
    if (token?.kind === 'amount') {
      return (
        token.amount.unit === null &&
        replaceTail(tokens, length, { ...token.amount, unit: last.unit, unitKind: last.unitKind })
      );
    }
    if (!token || !['open', 'tab', 'noise', 'colon'].includes(token.kind)) return false;
  }
  return false;
}

function joinUnitBefore(tokens: Token[], amount: AmountToken): boolean {
  for (let length = 2; length <= 5; length += 1) {
    const token = tokens.at(-length);
    if (token?.kind === 'unit')
      return replaceTail(tokens, length, { ...amount.amount, unit: token.unit, unitKind: token.unitKind });
    if (!token || !['close', 'colon', 'tab', 'noise'].includes(token.kind)) return false;
  }
  return false;
}

function joinRateAfter(tokens: Token[]): boolean {
  const [amount, rate] = tokens.slice(-2);
  if (amount?.kind !== 'amount' || rate?.kind !== 'rate' || rate.start > amount.end + 1) return false;
  return replaceTail(tokens, 2, { ...amount.amount, rate: rate.per });
}

/** "每天500只", "每人2个", "每天需要500只": what a day or a person takes, not what is asked for. */
function joinRateBefore(tokens: Token[]): boolean {
  const amount = tokens.at(-1);
  if (amount?.kind !== 'amount' || amount.amount.rate !== undefined) return false;
  for (let length = 2; length <= 5; length += 1) {
    const token = tokens.at(-length);
    if (token?.kind === 'rate') {
      tokens[tokens.length - 1] = { ...amount, amount: { ...amount.amount, rate: token.per } };
      return true;
    }
    if (!token || !['cue', 'item', 'text', 'modifier', 'noise'].includes(token.kind)) return false;
  }
  return false;
}

/** "20瓶 15L" and "20瓶(15L)": a volume right after counted packs is what each holds. */
function joinPhysicalAside(tokens: Token[]): boolean {
  const close = tokens.at(-1);
  if (close?.kind !== 'close') return false;
  const [pack, open, content] = tokens.slice(-4, -1);
  if (pack?.kind !== 'amount' || open?.kind !== 'open' || content?.kind !== 'amount') return false;
  if (content.amount.unitKind !== 'physical' || pack.amount.unitKind !== 'pack' || pack.amount.perPack) return false;
  return replaceTail(tokens, 4, { ...pack.amount, perPack: contentOf(content.amount) });
}

function packWithoutCount(unit: string | null, perPack: PackContent | undefined): Amount {
  return { quantity: null, unit: null, unitKind: null, perPack, pendingUnit: unit };
}

function contentOf(amount: Amount): PackContent | undefined {
  return amount.quantity === null ? undefined : { quantity: amount.quantity, unit: amount.unit };
}

function replaceTail(tokens: Token[], length: number, amount: Amount): true {
  const [first] = tokens.slice(-length);
  const end = tokens.at(-1)?.end ?? 0;
  tokens.splice(-length, length, { kind: 'amount', amount, start: first?.start ?? 0, end });
  return true;
}

/** Two amounts side by side behind one item: "5ml 1000支", "24粒 300盒", "20人份一盒". */
function joinNeighbours(tokens: Token[]): Token[] {
  const joined: Token[] = [];
  tokens.forEach((token, at) => {
    if (token.kind === 'amount' && sizeBeforeParticle(joined)) joined.pop();
    const before = joined.at(-1);
    const behindItem = ['item', 'modifier', 'noise', 'close'].includes(joined.at(-2)?.kind ?? '');
    const leads = ['item', 'text', 'modifier'].includes(tokens[at + 1]?.kind ?? '');
    const pair = token.kind === 'amount' && before?.kind === 'amount' && token.start - before.end <= 2;
    const fits = pair && (behindItem ? !leads : leads && isSize(before.amount) !== isSize(token.amount));
    const amount = fits ? neighbours(before.amount, token.amount) : null;
    if (amount && before) joined.splice(-1, 1, { kind: 'amount', amount, start: before.start, end: token.end });
    else joined.push(token);
  });
  return joined;
}

/** "15升的20个": one character (的) between a size and the count. */
function sizeBeforeParticle(joined: Token[]): boolean {
  const [size, particle] = joined.slice(-2);
  return (
    particle?.kind === 'text' &&
    particle.end - particle.start === 1 &&
    size?.kind === 'amount' &&
    isSize(size.amount) &&
    size.end === particle.start
  );
}

function isSize(amount: Amount): boolean {
  return amount.unitKind === 'physical';
}

function neighbours(first: Amount, second: Amount): Amount | null {
  if (first.quantity === null || second.quantity === null || second.perPack || second.unitKind === 'people')
    return null;
  const [firstRank, secondRank] = [packRank(first.unit, first.unitKind), packRank(second.unit, second.unitKind)];
  if (first.perPack && second.unitKind === 'pack' && second.unit !== first.unit)
    return { ...second, perPack: contentOf(first) };
  if (second.unit === null || firstRank === secondRank) return null;
  if (second.quantity === 1 && secondRank > firstRank) return packWithoutCount(second.unit, contentOf(first));
  if (first.unitKind === 'physical' && !first.perPack) return { ...second, spec: `${first.quantity}${first.unit}` };
  if (secondRank > firstRank) return { ...second, perPack: contentOf(first) };
  return second.unitKind === 'physical' ? { ...first, perPack: contentOf(second) } : { ...first, loose: true };
}
