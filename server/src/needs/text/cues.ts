import type { Stance } from './types.ts';

export type CueEntry = { stance: Stance; side: 'before' | 'after' | 'both' };

const words = (list: string): string[] => list.split(' ');

// What is said of the goods near these words. side: where the goods stand: after the cue word
// ('before' = the cue comes before them), before it, or either. English phrases use _ for a blank.
const TABLE: readonly [Stance, CueEntry['side'], string[]][] = [
  [
    'need',
    'before',
    words(
      '需要 急需 急缺 需求 需 缺 缺少 求 求助 求购 求援 申请 请求 请求支援 请支援 支援 请调拨 调拨 请配送 配送 请送 请协调 协调 请提供 望支援 盼支援 申领 请领 补充 补货 补给 补 补送 配备 速补 速送 补发 再送 再补 急送 请求补充 急用 要求支援 加送 急盼 急待 要 想要 还要 再要 缺口 尚缺 还缺 仍缺 还差 差 尚需 仍需 仍需要 仍缺少 尚缺少 还需 还需要 另需 另需要 再来 还请 征集 募集 采购 订购 拟购 购买 买 紧急求助 紧急需要 急求 急要 跪求 在线等 需支援 需补充 需增加 增加 增派 增补 追加 加急 请安排 安排 只需 只需要 至少需要 上报 申报 需求量 需求清单 所需物资 物资需求 需求如下 谁有 哪里有 哪有 谁家有 有没有 有无 能否 能不能 可否 帮忙找 帮找 寻 寻求 寻找 求捐 接受捐赠 急寻 急征 急购 need needs needed require requires required request requesting please_send pls_send send looking_for want short_of shortage_of lack lacking urgent_need',
    ),
  ],
  [
    'need',
    'after',
    words(
      '告急 紧缺 短缺 奇缺 不足 不够 不够用 不太够 断供 断货 断档 没货 没有了 没了 用完了 用完 用光 用尽 用光了 见底 见底了 耗尽 耗尽了 已用完 已断 快用完了 快没了 快断了 快用完 快没 即将用完 即将耗尽 即将断供 不多了 所剩无几 紧张 吃紧 供不应求 买不到 急用 空了 为零 为0 都没有 一个都没有 一只都没有 一件都没有 有缺口 缺口很大 缺口大 撑不住 紧急缺 running_low running_out ran_out out_of_stock',
    ),
  ],
  [
    'need',
    'both',
    words(
      '急! 急, 急， 急。 非常紧缺 严重紧缺 十分紧缺 严重不足 严重短缺 极度短缺 极度紧缺 极缺 最缺 最急需 急缺 缺货 紧急 急需 急缺 没有 running_out_of out_of low_on',
    ),
  ],
  [
    'short',
    'both',
    words(
      '仅剩 只剩 只剩下 仅剩下 仅有 只有 就剩 就剩下 仅存 只够 仅够 勉强够 剩不到 不到 还剩不到 仅余 只能撑 只能维持 仅能维持 仅可维持 只能用 仅能用 只能支撑 仅能支撑 还能撑 能撑 还能坚持 only only_have',
    ),
  ],
  [
    'held',
    'before',
    words(
      "坏了 损坏 损坏了 已配备 已有 现有 库存 共有 设有 设置 编制 收治 日用 不是 而不是 除 除了 今日入库 存有 备有 储备 目前有 尚有 我院有 我们有 我有 这边有 这里有 手里有 手上有 家里有 院内有 科里有 单位有 仓库有 还剩 剩余 剩下 结余 收到 已收到 已收 收到了 签收 已签收 接收 接收了 已接收 领到 已领 已领取 领取了 已到 已到货 到货 送达 已送达 已送 送到 运抵 已发 已发货 发出 已发出 发放 发放了 已发放 捐赠 捐赠了 捐了 捐 可捐 捐献 捐来 赠送 送来 送来了 提供了 可提供 能提供 可以提供 愿提供 愿捐 可供 能供 可调 可以调 出售 转让 有售 现货 生产 日产 产能 用了 用掉 消耗 消耗了 日耗 日消耗 日均消耗 消耗量 耗用 使用了 已使用 用去 用量 已采购 已购 已购买 采购了 买了 买到 已订 已下单 订了 已安排 已配送 已调拨 已支援 支援了 已派发 已分配 分配了 已申请 感谢 不是很缺 不太缺 不怎么缺 不算缺 不需要 不需 不缺 不要 不用 无需 无须 毋需 暂不需要 暂时不需要 暂不缺 不再需要 不急 不急需 不急着要 不必 别送 勿送 别再送 不要再送 请勿 取消 撤回 撤销 作废 拒收 退回 退还 昨天用了 今天用了 have_enough have received got donated donate donating no_need don't_need do_not_need not_need no_longer_need cancel cancelled thanks_for thank_you_for we_have in_stock no_more",
    ),
  ],
  [
    'held',
    'after',
    words(
      '够用 够了 足够 充足 充裕 够 都够 还够 目前够用 基本够用 暂时够用 已够 已调拨 已支援 已派发 已分配 已发放 已安排 已采购 已购 已捐赠 已下拨 已配备 已转交 不缺 不需要 不需要了 不要了 不用了 无需 已到 已到货 到货 到货了 到了 已到位 到位 到位了 已送到 已送达 已收到 收到 收到了 已收 已签收 已解决 解决了 已满足 满足了 已补齐 已配齐 配齐了 已领 已领取 已发出 已发 已退 已取消 取消 取消了 有了 有货 有现货 有库存 已销账 不急 可捐 可提供 可调 可支援 在路上 已在路上 已捐 可转让 有余 有富余 富余 enough sufficient arrived received delivered in_stock',
    ),
  ],
  [
    'held',
    'both',
    words(
      '不需要 不缺 无需 收到 已收到 到货 已到货 送达 已送达 已到 取消 捐赠 可提供 可捐 库存充足 不用 不要 不急 已调拨 已支援 已派发 已分配 已发放 已安排 已采购 已购 已捐赠 已下拨 已配备 入库 已入库 出库 登记入库 转给 转交 转赠 调给 送给 转送 借给 received no_need',
    ),
  ],
  // Words that hold a cue character and say nothing of the goods.
  [
    'neutral',
    'before',
    words(
      '主要 重要 要求 首要 要是 要么 摘要 差不多 差距 出差 急诊 急诊科 急诊室 急性 应急 着急 能够 求实 缺乏经验 没有问题 没有感染 没有发热 不要紧 不要慌 不要信 不要传 不用担心 不用谢 不要怕 购买力 增加了 申请表 申请人 需求方 需求单 联系电话 采购部 采购科 采购员 库存量 不得不 想要知道 采购办 捐赠办 捐赠方 接收人 收货 收货人 取消隔离 什么时候到货 捐赠证书 补充说明 支援队 安排人',
    ),
  ],
];

/** Every cue word with its stance; of the rows that list a word, the last one holds. */
export const CUES: ReadonlyMap<string, CueEntry> = new Map(
  TABLE.flatMap(([stance, side, list]) =>
    list.map((word): [string, CueEntry] => [word.replaceAll('_', ' '), { stance, side }]),
  ),
);
