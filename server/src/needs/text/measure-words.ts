import type { MeasureKind } from './types.ts';

export type Measure = { unit: string; kind: MeasureKind; end: number };

/** Reads the longest measure word at `at`; null when there is none (or when it begins another word). */
export function readMeasure(folded: string, at: number): Measure | null {
  for (let length = LONGEST; length > 0; length -= 1) {
    const word = folded.slice(at, at + length);
    const entry = word.length === length ? TABLE.get(word) : undefined;
    if (entry && !beginsAnotherWord(folded, at, word)) return { ...entry, end: at + length };
  }
  return null;
}

/** How much a unit holds of the others: 箱 > 盒 > 板 > 只 > mL. Decides which of "50只×3盒" is the pack. */
export function packRank(unit: string | null, kind: MeasureKind | null): number {
  if (unit === null) return 1.5;
  if (kind === 'physical') return 1;
  if (LARGE_PACKS.has(unit)) return 5;
  if (MIDDLE_PACKS.has(unit)) return 4;
  return kind === 'pack' ? 3 : 2;
}

const LARGE_PACKS = new Set(['箱', '大箱', '件', '托', '托盘', '车', 'carton', 'case', 'pallet']);
const MIDDLE_PACKS = new Set(['盒', '包', '大包', '袋', '桶', '提', '捆', '打', 'box', 'pack', 'bag']);

const words = (list: string): string[] => list.split(' ');

const COUNT = words(
  '个 只 台 套 件 副 付 双 对 支 枝 根 条 片 粒 张 床 辆 把 块 顶 身 份 人份 剂 针 枚 颗 贴 部 架 具 座 节 艘 匹 幅 盏 头份 排 组 组套 令 朵 双副 枪 付套 ' +
    'pcs piece unit set pair tablet dose vial 例份 测试 间',
);
const PACK = words(
  '箱 大箱 小箱 盒 小盒 大盒 包 大包 小包 袋 小袋 大袋 瓶 大瓶 小瓶 罐 桶 大桶 小桶 小罐 大罐 壶 听 板 卷 提 筐 捆 扎 管 打 托 托盘 车 杯 盆 篮 筒 柜 串 摞 沓 ' +
    'box bottle bag pack carton case can roll barrel pallet drum packet dozen',
);
const PHYSICAL = words(
  '吨 公吨 公斤 千克 斤 克 毫克 两 升 公升 毫升 立方米 立方 方 立升 单位 万单位 iu 米 平方米 平米 标方 kg g mg l ml m3 m³ ㎏ nm3 t ton tonne liter litre gallon 加仑',
);
const PEOPLE = words('名 人 位 例 人次 户 people persons patients 名额');
const OTHER = words(
  '元 块钱 万元 亿元 毛 角 分 分钱 美元 rmb 小时 个小时 钟头 个钟头 天 日 周 个周 个星期 星期 个月 月 年 分钟 秒 点 点钟 时 号 楼 层 层楼 栋 幢 单元 室 号楼 期 岁 度 °c ℃ % ‰ 倍 ' +
    '次 趟 cm mm mpa 厘米 毫米 公分 公里 千米 km 里 w瓦 瓦 伏 v 安 级 类 区 院区 种 项 类型 样 款 个人 个科室 个科 个病区 个病房 个医院 个单位 个社区 个点 个工作日 工作日 世纪 寸 码 ' +
    '号床 床位 张床 张床位 个床位 家 所 届 轮 班 页 条消息 个电话 h hours hour hrs hr days day weeks week months minutes mins min am pm th degrees yuan usd percent 路 弄 巷 批次 hz 目 丝 伏特 米长 m 折 段',
);

const TABLE = new Map<string, { unit: string; kind: MeasureKind }>();
const enter = (list: string[], kind: MeasureKind): void => {
  for (const word of list) TABLE.set(word, { unit: word, kind });
};
enter(COUNT, 'count');
enter(PACK, 'pack');
enter(PHYSICAL, 'physical');
enter(PEOPLE, 'people');
enter(OTHER, 'other');

// One unit, several spellings. Different words for one size (升 and L, 公斤 and kg) stay as said.
const SPELLINGS: Record<string, string> = {
  付: '副',
  枝: '支',
  l: 'L',
  ml: 'mL',
  m3: 'm³',
  nm3: 'Nm³',
  '㎏': 'kg',
  公升: '升',
  pc: 'pcs',
  pieces: 'piece',
  units: 'unit',
  sets: 'set',
  pairs: 'pair',
  tablets: 'tablet',
  doses: 'dose',
  vials: 'vial',
  boxes: 'box',
  bottles: 'bottle',
  bags: 'bag',
  packs: 'pack',
  packets: 'packet',
  cartons: 'carton',
  cases: 'case',
  cans: 'can',
  rolls: 'roll',
  barrels: 'barrel',
  pallets: 'pallet',
  drums: 'drum',
  tons: 'ton',
  tonnes: 'tonne',
  liters: 'liter',
  litres: 'litre',
  gallons: 'gallon',
  kgs: 'kg',
  kilograms: 'kg',
};
const SPELLED_LIKE: Record<string, string> = { pc: 'pcs', kgs: 'kg', kilograms: 'kg' };
for (const [word, unit] of Object.entries(SPELLINGS)) {
  const kind = (TABLE.get(word) ?? TABLE.get(SPELLED_LIKE[word] ?? unit))?.kind ?? 'count';
  TABLE.set(word, { unit, kind });
}

const LONGEST = Math.max(...[...TABLE.keys()].map((word) => word.length));

// A measure character that goes on into another word is no measure: 500双氧水 has no unit 双.
const CONTINUATIONS: Record<string, RegExp> = {
  个: /^(?:性化|体|案|别)/,
  双: /^(?:氧|层|通|人|腔|面|头|水平)/,
  对: /^(?:讲|口|接|于|方|外)/,
  打: /^(?:印|针|卡|电话|包)/,
  支: /^(?:援|持|气管|架|付|部)/,
  管: /^(?:理|路|道|子|材|家)/,
  条: /^(?:件|款|例)/,
  根: /^(?:据|本)/,
  床: /^(?:位|垫|罩|单|上|旁|头|护)/,
  方: /^(?:便|舱|案|法|式|面|可|能)/,
  排: /^(?:队|班|除|查|痰|气)/,
  车: /^(?:间|队|辆|厢|载)/,
  包: /^(?:括|含|裹|装|扎)/,
  组: /^(?:织|长|合|成)/,
  身: /^(?:份|体|高)/,
  头: /^(?:罩|套|盔)/,
  份: /^(?:额)/,
  人: /^(?:工|体|员|民|血|免)/,
  位: /^(?:于|置)/,
  名: /^(?:称)/,
  年: /^(?:底)/,
  日: /^(?:常|用|耗)/,
  时: /^(?:候)/,
  分: /^(?:别|发|类|配|钟|离)/,
  点: /^(?:滴|心|位)/,
  号: /^(?:码)/,
  区: /^(?:域)/,
  级: /^(?:别)/,
  米: /^(?:饭|面|粉|力)/,
  升: /^(?:降|级|温|高)/,
  克: /^(?:隆|林|立)/,
  板: /^(?:蓝|房|材|凳)/,
  卷: /^(?:尺)/,
  节: /^(?:日|约|假|省|水)/,
  片: /^(?:区|剂)/,
  块: /^(?:状)/,
  座: /^(?:椅|位|机)/,
  部: /^(?:门|分|队|位)/,
  家: /^(?:用|庭|属)/,
  路: /^(?:由)/,
  路口: /^/,
  度: /^(?:冷)/,
  测试: /^(?:剂|纸|盒|条)/,
  具: /^(?:有|体)/,
  针: /^(?:头|管|对|剂)/,
  听: /^(?:诊|说)/,
  贴: /^(?:膜)/,
  杯: /^(?:子)/,
  盆: /^(?:子)/,
  提: /^(?:供|前|高|醒)/,
  架: /^(?:子)/,
  间: /^(?:隔)/,
  里: /^(?:面)/,
  安: /^(?:全|宫|瓿|排|乃)/,
  目: /^(?:前|镜)/,
  单位: /^\s?[:(]/,
  款: /^(?:式)/,
  类: /^(?:似)/,
  两: /^(?:个|只|箱|种|百|千|万|台|套)/,
  次: /^(?:氯|性|日)/,
  期: /^(?:间|待)/,
  月: /^(?:底)/,
  周: /^(?:转|边)/,
  天: /^(?:津|使)/,
  毛: /^(?:巾|毯|衣)/,
  角: /^(?:膜)/,
  筒: /^(?:靴)/,
};

function beginsAnotherWord(folded: string, at: number, word: string): boolean {
  const after = folded.slice(at + word.length, at + word.length + 2);
  if (/^[a-z]+$/.test(word))
    return (
      /^[a-z0-9]/.test(after) && !/^[*x]\s?\d/.test(after + folded.slice(at + word.length + 2, at + word.length + 4))
    );
  return CONTINUATIONS[word]?.test(after) ?? false;
}
