import type { Token, TokenOf } from './types.ts';

/**
 * Proposes goods that no word list knows: a short noun phrase next to an amount with a unit
 * ("折叠桌20张", "急需20张折叠桌"). Everything that looks like a sentence, person or place is refused.
 */
export function promoteNouns(tokens: Token[], folded: string): Token[] {
  const joined = joinTails(joinPhrases(tokens), folded);
  return joined.map((token, at) =>
    token.kind === 'text' ? (promoted(joined, at, token, folded) ?? settled(token, folded)) : token,
  );
}

/** Modifiers that lead no known item are part of the phrase: 一次性 + 雨披. */
function joinPhrases(tokens: Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    const phrase = token.kind === 'text' || token.kind === 'modifier';
    if (phrase && last?.kind === 'text' && last.end === token.start) last.end = token.end;
    else joined.push(phrase ? { kind: 'text', start: token.start, end: token.end } : token);
  }
  return joined;
}

/** Text of function words only ("再给", "的话") stands in nobody's way. */
function settled(token: TokenOf<'text'>, folded: string): Token {
  const { start, end } = trimmed(folded, token.start, token.end);
  return start === end ? { kind: 'filler', start: token.start, end: token.end } : token;
}

/** 胰岛素 + 笔芯, 呼吸机 + 配套管路: a known name that goes on is another thing, so its code is dropped. */
function joinTails(tokens: Token[], folded: string): Token[] {
  const out: Token[] = [];
  tokens.forEach((token, at) => {
    const before = out.at(-1);
    if (
      token.kind === 'text' &&
      before?.kind === 'item' &&
      before.end === token.start &&
      isTail(tokens, at, token, folded)
    ) {
      out[out.length - 1] = { ...before, code: null, familiar: false, end: token.end };
    } else out.push(token);
  });
  return out;
}

const LONGEST_TAIL = 5;

function isTail(tokens: Token[], at: number, token: TokenOf<'text'>, folded: string): boolean {
  const phrase = folded.slice(token.start, token.end);
  if (phrase.length > LONGEST_TAIL || !/^[\u4e00-\u9fff]+$/.test(phrase) || REFUSED.test(phrase) || SIZE.test(phrase))
    return false;
  const { start, end } = trimmed(folded, token.start, token.end);
  const next = tokens[at + 1];
  return start === token.start && end === token.end && next?.kind === 'amount' && next.start === token.end;
}

function promoted(
  tokens: Token[],
  at: number,
  token: TokenOf<'text'>,
  folded: string,
): TokenOf<'item' | 'modifier'> | null {
  if (!amountFollows(tokens, at) && !amountLeads(tokens, at)) return null;
  const { start, end } = trimmed(folded, token.start, token.end);
  const phrase = folded.slice(start, end);
  if (SIZE.test(phrase)) return { kind: 'modifier', start, end };
  if (phrase.length < 2 || phrase.length > 12 || REFUSED.test(phrase) || !/[\u4e00-\u9fffa-z]{2}/.test(phrase))
    return null;
  return { kind: 'item', code: null, familiar: false, start, end };
}

const OPENERS = new Set<Token['kind']>([
  'comma',
  'list',
  'hard',
  'newline',
  'colon',
  'cue',
  'amount',
  'noise',
  'tab',
  'slash',
  'close',
  'open',
]);

/** "床单200条", "床单:200": the phrase opens its clause and an amount comes right behind. */
function amountFollows(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before && !OPENERS.has(before.kind)) return false;
  const next = tokens[at + 1];
  if (next?.kind === 'amount') return isCountable(next) && next.start - (tokens[at]?.end ?? 0) <= 2;
  const cell = next?.kind === 'colon' || next?.kind === 'tab' || next?.kind === 'times';
  const after = tokens[at + 2];
  return cell && after?.kind === 'amount' && after.amount.unitKind !== 'people';
}

/** "20张折叠桌" and then the clause ends: only after a word that asks, or as a clause of its own. */
function amountLeads(tokens: Token[], at: number): boolean {
  const amount = tokens[at - 1];
  if (amount?.kind !== 'amount' || amount.amount.unit === null) return false;
  const next = tokens[at + 1];
  if (next && !['comma', 'list', 'hard', 'newline', 'close', 'slash', 'noise'].includes(next.kind)) return false;
  const before = tokens[at - 2];
  if (before?.kind === 'cue') return before.stance === 'need';
  return (
    amount.amount.unitKind !== 'people' &&
    (!before || ['comma', 'list', 'hard', 'newline', 'colon'].includes(before.kind))
  );
}

function isCountable(token: TokenOf<'amount'>): boolean {
  return token.amount.unit !== null;
}

const LEADING =
  /^(?:我院|本院|我们|我科|我|本科|目前|现在|现|今天|明天|今日|急|请|麻烦|给|送|来|还|再|也|就|另|加|的|了|等|是|为|有|个|大概|以下|如下|其中|主要|包括|含|每|这边|我这里|保障|批|拨|匀|发|换|借|医院|科室|.{0,12}(?:医院|卫生院|中心|街道|社区|病区|科|主任|医生|老师|护士长|院长|方舱))/;
const TRAILING =
  /(?:的|等|约|大概|大约|要|是|为|共|数量|差不多|左右|各|需|还|又|再|也|另|就|都|一共|总共|等等|这些|尽快|马上|谢谢|拜托|吧|啊|呀|哦|呢|的话|到位|就行|即可|就够|先)$/;

function trimmed(folded: string, from: number, to: number): { start: number; end: number } {
  let [start, end] = [from, to];
  for (let turn = 0; turn < 8; turn += 1) {
    const phrase = folded.slice(start, end);
    const lead = /^[^\u4e00-\u9fffa-z0-9]+/.exec(phrase)?.[0].length ?? LEADING.exec(phrase)?.[0].length ?? 0;
    const tail = /[^\u4e00-\u9fffa-z0-9]+$/.exec(phrase)?.[0].length ?? TRAILING.exec(phrase)?.[0].length ?? 0;
    if (lead === 0 && tail === 0) break;
    start = Math.min(start + lead, end);
    end = Math.max(start, end - (lead + tail <= phrase.length ? tail : 0));
  }
  return { start, end };
}

// "防护服M号50套、L号100套": a size stands for the item before it.
const SIZE = /^(?:[smlx]{1,4}|\d{2,3}|大|中|小|加大|特大|均)[码号]$|^x{0,3}[sml]$/;

const REFUSED =
  /仅|剩|家里|尺码|从|由|完成|接种|采样点|点位|同步|配套?给|诊室|^[a-z0-9]{1,4}$|问题|事情|事件|件事|情况|方面|原因|建议|意见|通知|消息|群|地方|部门|单位|科室|朋友|孩子|宝宝|小区|居民|家庭|患者|病人|病例|病房|病区|床位|门诊|发热|医护|人手|人员|员工|职工|志愿|医生|护士(?!鞋)|学生|老人|同学|老师|电话|医院|社区|街道|地址|联系|谢谢|感谢|怎么|什么|多少|哪|谁|吗|呢|吧|啊|了|着|在|已|会|能|把|被|让|去|是|不|没|先|来|至|按|准备|打算|计划|流量|型号|规格|质量|价|我|你|他|她|们|请|求|收到|同时|以上|以下|发放|使用|新增|确诊|密接|阳性|疑似|死亡|治愈|出院|住院|隔离点|宿舍|面积|占地|建筑|成立|开放|车次|每|各|共|距离|今天|明天|昨天|今年|去年|上午|下午|晚上|附件|图片|链接|版本|经费|捐款|资金|工资|小时|天内|第|加油|辛苦|好人|一样|一起|一定|一直|一下|hello|hi|thanks|hospital|people|staff|patient|nurse|doctor|ward|we|our|i |the /;
