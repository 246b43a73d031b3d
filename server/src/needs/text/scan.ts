import { readAmount } from './amounts.ts';
import { longestWord, type Lexicon } from './lexicon.ts';
import { readMeasure } from './measure-words.ts';
import { listIndexes, noiseEnd } from './noise.ts';
import type { Token, TokenOf } from './types.ts';

/** Cuts folded text into tokens; blanks end a text token and are dropped. Linear in the text's length. */
export function scan(folded: string, lexicon: Lexicon): Token[] {
  const tokens: Token[] = [];
  const indexes = listIndexes(folded);
  for (let at = 0; at < folded.length;) {
    const token = tokenAt(folded, at, lexicon, indexes);
    if (!token) at = growText(folded, at, tokens);
    else {
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

type Reader = (folded: string, at: number, lexicon: Lexicon) => Token | null;

// Order matters: a name may hold digits (84消毒液), a telephone number looks like an amount.
const READERS: readonly Reader[] = [readMark, readSmallWord, readWord, readNoise, readAmountToken, readUnit];

function tokenAt(folded: string, at: number, lexicon: Lexicon, indexes: Map<number, number>): Token | null {
  const indexEnd = indexes.get(at);
  if (indexEnd !== undefined) return { kind: 'noise', start: at, end: indexEnd };
  for (const read of READERS) {
    const token = read(folded, at, lexicon);
    if (token) return token;
  }
  return null;
}

function growText(folded: string, at: number, tokens: Token[]): number {
  if (/\s/.test(folded[at] ?? '')) return at + 1;
  const last = tokens.at(-1);
  const latin = /[a-z0-9]+/y;
  latin.lastIndex = at;
  const end = at + (latin.exec(folded)?.[0].length ?? 1);
  if (last?.kind === 'text' && last.end === at) last.end = end;
  else tokens.push({ kind: 'text', start: at, end });
  return end;
}

const MARKS: Record<
  string,
  Token['kind'] & ('list' | 'slash' | 'comma' | 'hard' | 'newline' | 'colon' | 'tab' | 'open' | 'close' | 'times')
> = {
  '、': 'list',
  '&': 'list',
  '+': 'list',
  '·': 'list',
  和: 'list',
  及: 'list',
  与: 'list',
  '/': 'slash',
  '|': 'slash',
  ',': 'comma',
  '，': 'comma',
  '。': 'hard',
  ';': 'hard',
  '!': 'hard',
  '?': 'hard',
  '\n': 'newline',
  ':': 'colon',
  '=': 'colon',
  '\t': 'tab',
  '(': 'open',
  '[': 'open',
  ')': 'close',
  ']': 'close',
  '*': 'times',
};

function readMark(folded: string, at: number): Token | null {
  const per = readPer(folded, at);
  if (per) return per;
  const character = folded[at] ?? '';
  const kind = MARKS[character];
  if (kind && !/^[+*][a-z]/.test(folded.slice(at, at + 2))) return { kind, start: at, end: at + 1 };
  const timesSign =
    character === 'x' &&
    BEFORE_X.test(folded.slice(Math.max(0, at - 5), at)) &&
    /^x\s?\d/.test(folded.slice(at, at + 3));
  return timesSign ? { kind: 'times', start: at, end: at + 1 } : null;
}

// "口罩x500", "15Lx20瓶": an x after a Latin word is a letter, after a size it multiplies.
const BEFORE_X = /(?:^|[^a-z]|\d\s?(?:l|ml|kg|g|mg))$/;

const RATE =
  /各(?:单位|医院|院|部门|社区|街道|区|县|市|科室|科|点|楼|家|班|病区)|(?:每|\/|平均每)\s?(?:天|日|周|月|小时|人|名|位|户|家|床|院|科室|个科室|科|个病区|病区|病房|个病房|层楼?|班|车|楼|单元|点位|个点|个点位|班次|day|week|person)|(?:人均|日均|户均|一人|每人每天|a day|per day|daily|per person)/y;
const PER = /(?:每(?:一)?|一(?=[箱盒包袋瓶件桶][有装=]?\d)|(?:a|per) (?=box|pack|bag|carton|case))/y;

/** "每箱", "/盒": how much one pack holds. "每天", "/人": a rate. "每种", "各": each of several. */
function readPer(folded: string, at: number): Token | null {
  const rateEnd = matchEnd(RATE, folded, at);
  if (rateEnd !== null)
    return { kind: 'rate', per: folded.slice(at, rateEnd).replace(/^[每/]\s?/, ''), start: at, end: rateEnd };
  const perEnd = folded[at] === '/' ? at + 1 : matchEnd(PER, folded, at);
  if (perEnd === null) return null;
  const measure = readMeasure(folded, perEnd);
  if (!measure || (measure.kind !== 'pack' && measure.kind !== 'count')) return null;
  return { kind: 'per', unit: measure.unit, slash: folded[at] === '/', start: at, end: measure.end };
}

type PlainKind =
  | 'filler'
  | 'amend'
  | 'each'
  | 'respectively'
  | 'total'
  | 'packed'
  | 'list'
  | 'noise'
  | 'text'
  | 'colon';

const SMALL_WORDS: readonly [RegExp, PlainKind][] = [
  [/各(?:位|界|地|级|方面|方|类|型|式|项)/y, 'text'],
  [
    /(?:各自|各种各|每样|每种|每个品种|每项|均需|都需|均要|都要|各需要|各需|各要|各缺|各来|各|均(?=\d)|都(?=\d)|each(?![a-z]))/y,
    'each',
  ],
  [/(?:分别需要|分别需|分别要|分别为|分别是|分别缺|分别|依次为|respectively)/y, 'respectively'],
  [
    /(?:共计|总计|合计|总共|一共|总数|总量|小计|累计|共需要?|共缺|共(?=\s?[\d一二两三四五六七八九十约])|in total|total)/y,
    'total',
  ],
  [/改为|改成|调整为|更正为|更改为|增加到|增至|减为|减至/y, 'amend'],
  [/(?:浓度|纯度|含量)\s?[::]?(?:为|是)?/y, 'noise'],
  [/装(?=[,，)\]的口\d*\s、]|$)|入装|每包装/y, 'packed'],
  [/(?:以及|还有|另外|另加|外加|再加|加上|连同|并且|或者|或|(?:and|plus)(?![a-z]))/y, 'list'],
  [
    /(?:序号|品名|名称|物资名称|物品名称|物资|品种|规格型号|单位|备注|需求数量|所需数量|数量|总需求|件数)(?=[\s:\t(,，\d约是为]|$)/y,
    'noise',
  ],
  [/(?:of|the|a|an|more|please|pls|asap|urgently|urgent|x(?= \d))(?![a-z0-9])/y, 'filler'],
  [/(?:①|②|③|④|⑤|⑥|⑦|⑧|⑨|⑩|●|•|◆|■|★|▪|※|☆|√|✅|❗|#|-|—|\*|>)/y, 'noise'],
];

function readSmallWord(folded: string, at: number): Token | null {
  if (/[a-z]/.test(folded[at] ?? '') && /[a-z]/.test(folded[at - 1] ?? '')) return null;
  for (const [pattern, kind] of SMALL_WORDS) {
    const end = matchEnd(pattern, folded, at);
    if (end !== null) return { kind, start: at, end };
  }
  return null;
}

function readWord(folded: string, at: number, lexicon: Lexicon): Token | null {
  if (folded.startsWith('缺口罩', at)) return { kind: 'cue', stance: 'need', side: 'both', start: at, end: at + 1 };
  const hit = longestWord(lexicon, folded, at);
  if (!hit) return readLack(folded, at, lexicon);
  const place = { start: at, end: hit.end };
  if (hit.entry.kind === 'modifier')
    return /^[大小](?:量|约|概|批)/.test(folded.slice(at, at + 2)) ? null : { kind: 'modifier', ...place };
  if (hit.entry.kind === 'item') return { kind: 'item', code: hit.entry.code, familiar: true, ...place };
  const { stance, side } = hit.entry;
  if (stance === 'neutral') return { kind: 'text', ...place };
  if (
    stance === 'held' &&
    ARRIVES.test(folded.slice(at, hit.end)) &&
    WILL_ARRIVE.test(folded.slice(Math.max(0, at - 12), at))
  )
    return { kind: 'text', ...place };
  // "不足500只" tells the stock, "口罩不足" that it is short.
  if (/^不[足够]\s?\d/.test(folded.slice(at, at + 4))) return { kind: 'cue', stance: 'short', side: 'both', ...place };
  return { kind: 'cue', stance, side, ...place };
}

// "请在48小时内送达" is a wish, "已送达" a fact.
const ARRIVES = /^(?:送达|送到|到位|到货|到|运抵|领取|发放)/;
const WILL_ARRIVE = /(?:请|务必|须|需|要|前|内|尽快|望|明天|今晚|明早|怎么|何时|什么时候)[^,，。;!?\n已]{0,8}$/;

/** "没口罩了": 没 right before goods. */
function readLack(folded: string, at: number, lexicon: Lexicon): Token | null {
  if (folded[at] !== '没' || longestWord(lexicon, folded, at + 1)?.entry.kind !== 'item') return null;
  return { kind: 'cue', stance: 'need', side: 'before', start: at, end: at + 1 };
}

function readNoise(folded: string, at: number): Token | null {
  const end = noiseEnd(folded, at);
  return end === null ? null : { kind: 'noise', start: at, end };
}

/** Amounts of time, money and rooms are noise; amounts of people stay, for "需要护士5名". */
function readAmountToken(folded: string, at: number): Token | null {
  const read = readAmount(folded, at);
  if (!read) return null;
  const place = { start: at, end: read.end };
  if (read.amount.unitKind === 'other') return { kind: 'noise', ...place };
  return { kind: 'amount', amount: read.amount, ...place };
}

const CELL_BEFORE = /[\t(:\s,，]$/;
const CELL_AFTER = /^(?:[\t):\s,，\d/]|$)/;

/** A measure word that stands alone in a cell or parentheses: "口罩(只) 500". */
function readUnit(folded: string, at: number): TokenOf<'unit'> | null {
  if (!CELL_BEFORE.test(folded[at - 1] ?? '')) return null;
  const measure = readMeasure(folded, at);
  if (!measure || measure.kind === 'other' || measure.kind === 'people') return null;
  if (!CELL_AFTER.test(folded[measure.end] ?? '')) return null;
  return { kind: 'unit', unit: measure.unit, unitKind: measure.kind, start: at, end: measure.end };
}

function matchEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && found[0].length > 0 ? at + found[0].length : null;
}
