/**
 * Folds full width, case and common traditional characters so that the tables need one spelling.
 * One code unit in, one code unit out: positions in the folded text are positions in the original.
 */
export function foldText(text: string): string {
  let folded = '';
  for (let at = 0; at < text.length; at += 1) folded += foldUnit(text.charCodeAt(at));
  return folded;
}

// The full-width comma stays apart from the ASCII one: "1,000" is a number, "500，300" may be two.
const FULL_WIDTH_COMMA = 0xff0c;

const SINGLES = new Map(
  Object.entries({
    '\u3000': ' ',
    '\u00a0': ' ',
    '\r': '\n',
    '\u2028': '\n',
    '×': '*',
    '✕': '*',
    '✖': '*',
    '╳': '*',
    乘: '*',
    '–': '-',
    '—': '-',
    '―': '-',
    '−': '-',
    '〜': '~',
    '【': '[',
    '】': ']',
    '〔': '(',
    '〕': ')',
    '﹣': '-',
    個: '个',
    隻: '只',
    萬: '万',
    億: '亿',
    兩: '两',
    雙: '双',
    對: '对',
    張: '张',
    條: '条',
    臺: '台',
    輛: '辆',
    頂: '顶',
    噸: '吨',
    醫: '医',
    護: '护',
    氣: '气',
    機: '机',
    鏡: '镜',
    劑: '剂',
    藥: '药',
    車: '车',
    體: '体',
    溫: '温',
    計: '计',
    儀: '仪',
    離: '离',
    診: '诊',
    術: '术',
    線: '线',
    膠: '胶',
    種: '种',
    約: '约',
    還: '还',
    們: '们',
    緊: '紧',
    無: '无',
    沒: '没',
    夠: '够',
    來: '来',
    幾: '几',
    數: '数',
    總: '总',
    電: '电',
    話: '话',
    聯: '联',
    繫: '系',
    樓: '楼',
    號: '号',
    點: '点',
    時: '时',
    後: '后',
    場: '场',
    貨: '货',
    單: '单',
    滅: '灭',
    過: '过',
    檢: '检',
    測: '测',
    試: '试',
    紙: '纸',
  }),
);

function foldUnit(unit: number): string {
  if (unit >= 0xff01 && unit <= 0xff5e && unit !== FULL_WIDTH_COMMA) return asciiLower(unit - 0xfee0);
  if (unit < 0x80 && unit !== 13) return asciiLower(unit);
  const character = String.fromCharCode(unit);
  return SINGLES.get(character) ?? character;
}

function asciiLower(unit: number): string {
  return String.fromCharCode(unit >= 65 && unit <= 90 ? unit + 32 : unit);
}
