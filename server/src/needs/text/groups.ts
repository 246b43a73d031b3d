import type { Amount, Token, TokenOf } from './types.ts';

/** Settles what brackets, slashes, model numbers and modifiers around an item mean. */
export function joinItems(tokens: Token[], folded: string): Token[] {
  return joinSpecs(joinAlternatives(joinModifiers(unwrapBrackets(tokens, folded), folded), folded), folded);
}

type Item = TokenOf<'item'>;

const LONGEST_ASIDE = 14;

function unwrapBrackets(tokens: Token[], folded: string): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    const close = token.kind === 'open' ? closeOf(tokens, at) : -1;
    if (close === -1) {
      const last = out.at(-1);
      if (token.kind === 'close' && last?.kind === 'amount' && last.end === token.start) last.end = token.end;
      if (token.kind !== 'open' && token.kind !== 'close') out.push(token);
      continue;
    }
    out.push(
      ...settleAside(out, tokens.slice(at + 1, close), tokens.slice(close + 1, close + 3), folded, [
        token.start,
        tokens[close]?.end ?? token.end,
      ]),
    );
    at = close;
  }
  return out;
}

function closeOf(tokens: Token[], open: number): number {
  for (let at = open + 1; at <= open + LONGEST_ASIDE; at += 1) {
    const kind = tokens[at]?.kind;
    if (kind === 'close') return at;
    if (kind === undefined || kind === 'newline' || kind === 'open') return -1;
  }
  return -1;
}

/** What to keep of a bracket's inside; may change the token before it. */
function settleAside(out: Token[], inner: Token[], next: Token[], folded: string, place: [number, number]): Token[] {
  const before = out.at(-1);
  if (before?.kind === 'amount') {
    if (inner.every((token) => token.kind !== 'item'))
      out[out.length - 1] = { ...before, amount: { ...before.amount, spec: insideOf(folded, place) } };
    return [];
  }
  if (before?.kind !== 'item') return inner;
  const amounts = inner.filter((token) => token.kind === 'amount');
  if (amounts.length === 0) {
    out[out.length - 1] = annotated(before, inner, folded, place);
    return [];
  }
  const amountFollows =
    next[0]?.kind === 'amount' ||
    (next[1]?.kind === 'amount' && ['colon', 'times', 'tab', 'each', 'cue'].includes(next[0]?.kind ?? ''));
  if (!amountFollows && !(isDevice(folded, before) && amounts[0]?.amount.unitKind === 'physical')) return inner;
  out[out.length - 1] = { ...before, spec: insideOf(folded, place) };
  return [];
}

function annotated(item: Item, inner: Token[], folded: string, place: [number, number]): Item {
  const [only, ...others] = inner.filter((token) => token.kind !== 'modifier');
  if (only?.kind === 'item' && others.length === 0) {
    const code = item.code ?? only.code;
    return { ...item, code: only.code !== null && only.code !== code ? null : code, end: place[1] };
  }
  return { ...item, spec: insideOf(folded, place) };
}

function insideOf(folded: string, place: [number, number]): string {
  return folded.slice(place[0] + 1, place[1] - 1).trim();
}

/** 一次性 + 口罩, N95 + 口罩: words right before an item that belong to its name. */
function joinModifiers(tokens: Token[], folded: string): Token[] {
  const out: Token[] = [];
  for (const token of tokens) {
    if (token.kind === 'item') {
      let start = token.start;
      while (isLead(out.at(-1), start) || isNamePart(out.at(-1), token, folded)) start = out.pop()?.start ?? start;
      const model = modelBefore(out.at(-1), start, folded);
      out.push({ ...token, start, ...(model && { spec: model }) });
    } else out.push(token);
  }
  return out;
}

/** "3M 1860 N95口罩", "GB 19083-2010 N95口罩": the maker's or the standard's number is a specification. */
function modelBefore(token: Token | undefined, start: number, folded: string): string | null {
  if (token?.kind !== 'noise' || start - token.end > 1) return null;
  const words = folded.slice(token.start, token.end);
  return /^(?:3m|[a-z]{1,6})[\s/-]?[a-z]{0,2}\s?-?\d*/.exec(words)?.[0] ? words : null;
}

/** KF94 + 口罩, 医用氧气 + 40L钢瓶: two names written as one. */
function isNamePart(before: Token | undefined, item: Item, folded: string): boolean {
  if (before?.kind !== 'item' || before.end !== item.start) return false;
  const [first, second] = [folded.slice(before.start, before.end), folded.slice(item.start, item.end)];
  return (/^[a-z0-9]+$/.test(first) && second.endsWith('罩')) || /^\d+(?:l|升)/.test(second);
}

function isLead(token: Token | undefined, start: number): boolean {
  return token?.kind === 'modifier' && start - token.end <= 1;
}

/** 防护帽/医用帽/圆帽, N95/KN95口罩: names of one thing; 口罩/手套: two things. */
function joinAlternatives(tokens: Token[], folded: string): Token[] {
  const out: Token[] = [];
  for (const token of tokens) {
    const [first, slash] = out.slice(-2);
    if (
      token.kind === 'item' &&
      slash?.kind === 'slash' &&
      first?.kind === 'item' &&
      areOne(first, slash, token, folded)
    ) {
      out.splice(-2, 2, { ...token, code: first.code === token.code ? token.code : null, start: first.start });
    } else out.push(token);
  }
  return out;
}

function areOne(first: Item, slash: Token, second: Item, folded: string): boolean {
  const names = [folded.slice(first.start, first.end), folded.slice(second.start, second.end)] as const;
  if (folded[slash.start] === '|' || (first.code !== null && first.code === second.code)) return true;
  return /^[a-z0-9]+$/.test(names[0]) || names[0].at(-1) === names[1].at(-1);
}

/** 10L氧气瓶, 500ml酒精20瓶, 3M 1860口罩500只: a size or model before an item whose amount comes later. */
function joinSpecs(tokens: Token[], folded: string): Token[] {
  const out: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    const next = tokens[at + 1];
    if (token.kind === 'amount' && next?.kind === 'item' && isSpec(tokens, at, token, next, folded)) {
      out.push({ ...next, start: token.start, spec: folded.slice(token.start, token.end) });
      at += 1;
    } else out.push(token);
  }
  return out;
}

function isSpec(tokens: Token[], at: number, amount: TokenOf<'amount'>, item: Item, folded: string): boolean {
  if (item.start - amount.end > 1 || !isSizeLike(amount.amount)) return false;
  const before = tokens[at - 1];
  if (before?.kind === 'item') return false;
  const physical = amount.amount.unitKind === 'physical';
  if (amountComesLater(tokens, at + 2)) return true;
  return physical && isDevice(folded, item) && !WEIGHTS.has(amount.amount.unit ?? '');
}

const WEIGHTS = new Set(['吨', '公吨', 'ton', 'tonne', 't']);

function isSizeLike(amount: Amount): boolean {
  if (amount.quantity === null || amount.perPack || WEIGHTS.has(amount.unit ?? '')) return false;
  return amount.unitKind === 'physical' || amount.unit === null;
}

/** The item has an amount of its own behind it, which is not the next item's. */
function amountComesLater(tokens: Token[], at: number): boolean {
  const [first, second] = tokens.slice(at, at + 2);
  const mark = first && ['colon', 'times', 'tab', 'each', 'cue'].includes(first.kind);
  const amount = first?.kind === 'amount' ? first : mark && second?.kind === 'amount' ? second : null;
  if (!amount) return false;
  const after = tokens[tokens.indexOf(amount) + 1];
  return after?.kind !== 'item' || amount.amount.unitKind === 'physical';
}

const DEVICE = /(?:瓶|罐|袋|机|桶|箱|器|仪|车|枕|包|cylinders?|tanks?|bottles?|concentrators?)$/;

export function isDevice(folded: string, item: Item): boolean {
  return DEVICE.test(folded.slice(item.start, item.end));
}
