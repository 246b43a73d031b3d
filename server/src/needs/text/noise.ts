/** Numbers that are not amounts. Each pattern is tried at one place of the folded text. */
const PATTERNS: readonly RegExp[] = [
  // web and mail addresses, messaging ids
  /https?:\/\/[^\s\u4e00-\u9fff]{1,300}/y,
  /[a-z0-9._-]{1,40}@[a-z0-9.-]{1,60}/y,
  /(?:微信|wechat|qq|vx|邮编|传真|工号|单号|编号|账号|卡号|文号|批号|批准文号|注册证号?|货号)(?:号码?)?\s?[::]?\s?[a-z0-9_-]{3,40}/y,
  // telephone numbers: mobile, landline with area code, service lines, after 电话
  /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/y,
  /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?:[-转]\d{1,6})?(?!\d)/y,
  /(?<!\d)[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)/y,
  /(?:电话|联系电话|手机|手机号|热线|tel|phone|分机|短号|座机|内线)(?:号码?)?\s?[::]?\s?\d[\d -]{2,18}\d(?!\d)/y,
  /(?<![\da-z])1(?:10|19|20|22|2345)(?=热线|转接|电话|平台|派单|工单|[,，。;\s]|$)(?!\s?[个只])/y,
  // standards, and registration or model numbers
  /(?:gb|yy|en|astm|iso|ws|db\d{2})\s?(?:\/\s?[tz])?\s?-?\d{2,5}(?:\.\d{1,2})?(?:\s?-\s?\d{2,4})?/y,
  /(?<![a-z0-9])[a-z]{1,6}-?\d{2,6}[a-z]{0,3}(?![a-z0-9])(?!\s?[只个台套箱盒瓶件双副吨])/y,
  /型号\s?[::]?\s?[a-z0-9/-]{2,20}/y,
  /规格\s?[::]?\s?[a-z0-9/.-]{2,20}(?=[,，;\s)]|$)/y,
  /(?<![\d.])3m(?:\s?(?:1860s?|1870\+?|9123|9132|9001|9002|9010|9105|9132|9501\+?|9502\+?|9541|9542|8210|8511|8515|8577|4565|4570|6200|7502|6800)(?:\/(?:1860s?|1870\+?|9123|9132|8210|8511))*)(?!\d)/y,
  // dates and times
  /(?<!\d)(?:19|20)\d{2}\s?[-./年]\s?\d{1,2}(?:\s?[-./月]\s?\d{1,2}日?号?)?(?!\d*\s?[万亿千百])/y,
  /(?<![\d.])\d{1,2}月(?:\d{1,2}[日号]?|底|初|中旬|上旬|下旬)?(?:[-至到~]\d{1,2}[日号])?/y,
  /[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}[日号]|底|初|份)/y,
  /(?<![\d.])\d{1,2}[日号](?=[前早晚上下中之以晨凌傍内,，。\s零]|$)/y,
  /(?<![\d.])\d{1,2}\s?(?:点|时)(?:\s?(?:半|整|钟|一刻|三刻|\d{1,2}分?))?/y,
  /(?:凌晨|早上|上午|中午|下午|傍晚|晚上|今晚|明早|明晚|今早|早|晚)[一二三四五六七八九十两]{1,3}[点时](?:半|整|钟|一刻|[一二三四五]?十[一二三四五六七八九]?分?)?/y,
  /(?<![\d.])\d{1,2}:\d{2}(?::\d{2})?(?:\s?[-~至到]\s?\d{1,2}:\d{2})?\s?(?:am|pm)?(?!\d)/y,
  /(?<![\d.])(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})\s?(?:个)?(?:半)?(?:小时|钟头|分钟|星期|月|工作日)(?:之内|以内|内|前|后|左右)?/y,
  /(?<![\d.])(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})\s?[天周](?:之内|以内|内|前|后|左右)?(?!津)/y,
  /(?:本|下|这|上)?(?:周|星期|礼拜)[一二三四五六日天末](?![级性])/y,
  // money
  /[¥￥$]\s?\d[\d,.]{0,14}(?:万|元)?/y,
  /(?:单价|价格|售价|总价|预算|金额|价)\s?[::]?\s?(?:约|为|是|在)?\s?\d[\d,.]{0,14}(?:万|千|百)?(?:元|块钱|块)?(?:\/[\u4e00-\u9fff])?/y,
  /(?<![\d.])\d[\d,.]{0,14}(?:万|千|百|亿)?(?:多|余)?(?:元|块钱|美元|rmb)(?:人民币)?(?:\s?(?:\/|每|一)\s?[\u4e00-\u9fff])?/y,
  // what a device can do
  /(?:流量|扬程|功率|容量|容积|压力|电压|口径|尺码|长度|尺寸|体温|血氧|氧饱和度?)\s?[::]?\s?(?:约|为|是|掉到|降到|只有)?\s?\d[\d.]*\s?(?:立方米?|方|升|l|ml|吨|公斤|kg|kw|w|瓦|v|mpa|米|m|度|℃|%)?(?:\/(?:小时|分钟|分|h|min|s))?/y,
  // shares, ordinals, places, vehicles, sizes
  /(?<![\d.])\d{1,3}(?:\.\d{1,4})?\s?[%‰]/y,
  /百分之[一二三四五六七八九十百零点\d]{1,6}/y,
  /第\s?[一二三四五六七八九十百零\d]{1,5}\s?[次批期版届]?(?:人民)?/y,
  /(?<![\d.])\d{1,5}\s?(?:号楼|号院|号门|号仓库|号库|弄|栋|幢|单元|室|楼|层楼|层(?![口防]))(?:\d{1,5})?/y,
  /(?<![\d.])\d{1,5}\s?号(?!\s?[口防手床])/y,
  /(?<=路|街|道|巷|里|弄)\d{1,5}号/y,
  /[一二三四五六七八九十]{1,3}(?:号楼|号院|楼|层楼|病区|分院|院区|科室|附院|级|甲|等|线|期|环)/y,
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·. ]?[a-z0-9]{5,6}(?![a-z0-9])/y,
  /\d+(?:\.\d+)?\s?(?:cm|mm|m|厘米|毫米|米)?\s?[*x]\s?\d+(?:\.\d+)?\s?(?:cm|mm|m|厘米|毫米)(?:\s?[*x]\s?\d+(?:\.\d+)?\s?(?:cm|mm|m|厘米|毫米)?)?/y,
  /\d+(?:\.\d+)?\s?(?:mpa|兆帕|公斤压力|℃|°c|度|w|瓦|kw|v|伏|hz|cm|mm|厘米|毫米|l\/min|升\/分钟?|升每分钟?)(?![a-z])(?=\s?[\u4e00-\u9fff\s,，。;)(/]|$)(?!\s?[个只台套箱盒瓶件双副])/y,
];

/** End of the number that is no amount beginning at `at`; null when there is none. */
export function noiseEnd(folded: string, at: number): number | null {
  for (const pattern of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(folded);
    if (found && found[0].length > 0) return at + found[0].length;
  }
  return null;
}

const LINE_INDEX =
  /(?:^|\n)[ \t]*(?:[([](\d{1,2}|[一二三四五六七八九十]{1,2})[)\]]|(\d{1,2})(?:[、)]|[.:](?!\d)|\.(?=\d+(?:%|消毒|m口|l|升|ml))|\s*\t))[.、\s]*/g;
const INLINE_INDEX = /[\s;；。，,)个只套件箱盒瓶双副台](?:[([](\d{1,2})[)\]]|(\d{1,2})[.、)](?!\d))[.、]?/g;

/** Numbers of list entries ("1. ", "2、", "(3)"), as start → end. Inline ones must count on from a first "1". */
export function listIndexes(folded: string): Map<number, number> {
  const indexes = new Map<number, number>();
  const counted = new Map<number, number>();
  for (const found of folded.matchAll(LINE_INDEX)) {
    const number = Number(found[2] ?? found[1] ?? 0);
    const start = found.index + found[0].search(/[^\s]/);
    indexes.set(start, found.index + found[0].length);
    if (number > 0) counted.set(start, number);
  }
  addInlineIndexes(folded, indexes, counted);
  return indexes;
}

function addInlineIndexes(folded: string, indexes: Map<number, number>, counted: Map<number, number>): void {
  const first = [...counted].find(([, number]) => number === 1);
  if (!first) return;
  let expected = 2;
  for (const found of folded.matchAll(INLINE_INDEX)) {
    const start = found.index + 1;
    if (start < first[0] || indexes.has(start) || Number(found[1] ?? found[2]) !== expected) continue;
    indexes.set(start, found.index + found[0].length);
    expected += 1;
  }
}
