import { wordsOf } from '../shared/words-of.ts';

/** Words of the figures strip. */
export const words = wordsOf(
  {
    title: '全局数字',
    total: '合计',
    other: '撤回与合并',
    open: '未结',
    overdue: '超时',
    critical: '危及生命未结',
    'sum.explained': '已收集 + 已派发 + 已解决 + 已销账 + 撤回与合并 = 合计',
    curve: '近 {{hours}} 小时未结需求：现在 {{open}}，最高 {{peak}}',
    'curve.open': '未结',
    'curve.collected': '每小时收集',
    'as-of': '截至 {{at}}',
  },
  {
    title: 'Figures',
    total: 'Total',
    other: 'Withdrawn, merged',
    open: 'Open',
    overdue: 'Overdue',
    critical: 'Life-critical open',
    'sum.explained': 'Collected + dispatched + fulfilled + closed + withdrawn or merged = total',
    curve: 'Open needs over {{hours}} hours: {{open}} now, {{peak}} at most',
    'curve.open': 'Open',
    'curve.collected': 'Collected per hour',
    'as-of': 'as of {{at}}',
  },
);
