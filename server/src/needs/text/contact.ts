/** A personal detail in the text, so that a screen can mask it. Span as in ProposedLine. */
export type Contact = { kind: 'name' | 'phone' | 'account'; text: string; span: [number, number] };

/** Where the goods are to go: an institution, building or address phrase. */
export type PlacePhrase = { text: string; span: [number, number] };

/** Names with titles, telephone numbers and messenger ids in folded text, in the order of the text. */
export function readContacts(folded: string, text: string): Contact[] {
  const contacts: Contact[] = [];
  for (const [kind, pattern] of CONTACT_PATTERNS) {
    for (const found of folded.matchAll(pattern)) {
      const said = found[1] ?? found[0];
      const start = found.index + found[0].lastIndexOf(said);
      const span: [number, number] = [start, start + said.length];
      if (!contacts.some((other) => overlaps(other.span, span)))
        contacts.push({ kind, text: text.slice(...span), span });
    }
  }
  return contacts.sort((one, other) => one.span[0] - other.span[0]);
}

/** The first institution or address phrase, or null. */
export function readPlace(folded: string, text: string): PlacePhrase | null {
  const found = PLACE.exec(folded);
  if (!found) return null;
  const lead = LEADING_WORDS.exec(found[0])?.[0].length ?? 0;
  const span: [number, number] = [found.index + lead, found.index + found[0].length];
  return span[1] - span[0] < 3 ? null : { text: text.slice(...span), span };
}

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文欧';
const TITLES =
  '副主任|主任|护士长|护长|护士|医生|大夫|医师|院长|副院长|科长|处长|局长|站长|书记|经理|老师|先生|女士|队长|师傅|同志|主管|部长|组长|班长|所长|药师|教授|总|工|姐|哥';

const CONTACT_PATTERNS: readonly [Contact['kind'], RegExp][] = [
  ['phone', /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g],
  ['phone', /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?:[-转]\d{1,6})?(?!\d)/g],
  ['phone', /(?<!\d)[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)/g],
  ['phone', /(?:电话|手机|手机号|热线|座机|tel|phone|分机)(?:号码?)?\s?[::]?\s?(\d[\d -]{4,18}\d)(?!\d)/g],
  ['account', /(?:微信号?|wechat|qq|vx)\s?[::]?\s?([a-z0-9_-]{5,30})/g],
  [
    'name',
    new RegExp(
      `(?:联系人|收货人|收件人|负责人|经办人|接收人|找)\\s?[::]?\\s?([${SURNAMES}][\\u4e00-\\u9fff]{0,2}?(?:${TITLES})?)(?=[\\s,，。;、\\d(:]|电话|手机|$)`,
      'g',
    ),
  ],
  ['name', new RegExp(`[${SURNAMES}][\\u4e00-\\u9fff]{0,2}?(?:${TITLES})(?![\\u4e00-\\u9fff]*(?:医院|办公室))`, 'g')],
];

const PLACE_ENDINGS =
  '医院|卫生院|卫生服务中心|卫生服务站|卫生室|疾控中心|疾病预防控制中心|急救中心|方舱|院区|分院|附院|门诊部|诊所|养老院|敬老院|福利院|护理院|隔离点|集中隔离点|安置点|街道办|街道|社区|居委会|派出所|指挥部|学校|中学|小学|大学|物资库|仓库|火车站|机场|小区';
const PLACE = new RegExp(
  `[\\u4e00-\\u9fffa-z0-9]{2,24}?(?:${PLACE_ENDINGS})(?:[\\u4e00-\\u9fff]{1,6}(?:科|病区|院区|icu|楼))?`,
);
const LEADING_WORDS =
  /^(?:.{0,16}(?:送到|送至|送往|运到|运往|发往|寄到|地址|地点|支援|帮帮|我是|我们是|这里是|前|内|点))?(?:急需|紧急|求助|我|我们|请|到|在|给|这里是|是|为)*/;

function overlaps(one: [number, number], other: [number, number]): boolean {
  return one[0] < other[1] && other[0] < one[1];
}
