import { assetProblems } from './asset-problems.ts';
import { transferProblems } from './transfer-problems.ts';
import { supplyProblems } from './supply-problems.ts';

/**
 * Every refusal the platform gives, in both languages: the cause, then the cure. `{name}` is filled from the params.
 * Codes are stable; words may change.
 */
export const problems = {
  ...assetProblems,
  ...transferProblems,
  ...supplyProblems,
  'invalid-input': { zh: '填写有误：{detail}', en: 'Some fields are wrong: {detail}' },
  'unknown-field-value': {
    zh: '{field} 的值“{value}”不认识，请从列表中选择',
    en: '{field} has the unknown value "{value}"; choose one from the list',
  },
  'sign-in-first': { zh: '请先登录', en: 'Sign in first' },
  'wrong-sign-in': { zh: '账号或密码不对', en: 'The account or the password is wrong' },
  'not-allowed': { zh: '您的岗位不能做这一步，请联系{who}', en: 'Your post may not do this; ask: {who}' },
  'not-found': { zh: '没有找到{what}，可能已删除或您无权查看', en: '{what} was not found, or is not yours to see' },
  'stale-version': { zh: '别人刚刚改过，请刷新后再试', en: 'Somebody changed this just now; reload and try again' },
  'other-body-same-command': {
    zh: '同一命令编号的内容不同，请换新的编号',
    en: 'This command id was used with another body; use a new id',
  },
  'action-not-possible': {
    zh: '“{status}”状态下不能“{action}”；可以：{allowed}',
    en: 'Not possible while {status}: {action}. Possible: {allowed}',
  },
  'claimed-by-another': { zh: '{name}正在处理，认领到{until}', en: '{name} is working on it until {until}' },
  'not-enough-supply': {
    zh: '{source}只剩{available}{unit}，少于{wanted}{unit}',
    en: '{source} has only {available} {unit} left, fewer than {wanted}',
  },
  'not-that-much-there': {
    zh: '账上没有这么多，请先盘点或减少数量',
    en: 'The book has less than that there; count the stock first, or move less',
  },
  'held-for-needs': {
    zh: '其中一部分已为需求或调拨预留，不能动用；请先退回需求、放开调拨或减少数量',
    en: 'Part of it is held for needs or transfers; return or let go those first, or move less',
  },
  'lot-expired': {
    zh: '{source}的批号{lots}已过有效期，可发的只有{usable}{unit}，少于{wanted}{unit}',
    en: 'Lots {lots} of {source} are past their expiry: only {usable} {unit} can leave, fewer than {wanted}',
  },
  'more-than-approved': {
    zh: '已安排的数量会超过核准的{approved}',
    en: 'This would exceed the approved quantity of {approved}',
  },
  'more-than-reserved': {
    zh: '预留只有{reserved}，不能发出{wanted}',
    en: 'Only {reserved} is reserved; {wanted} cannot be shipped',
  },
  'more-than-delivered': {
    zh: '送到的只有{delivered}，验收数不能更多',
    en: 'Only {delivered} arrived; no more can be accepted or rejected',
  },
  'reservation-expired': { zh: '预留已过期，请重新派发', en: 'The reservation has expired; dispatch again' },
  'open-deliveries': {
    zh: '还有货在路上，签收或退回后才能销账',
    en: 'Goods are still on the way; receive or return them before closing',
  },
  'receipt-or-reason': { zh: '销账要有签收或理由', en: 'Closing needs a receipt or a stated reason' },
  'not-everything-received': {
    zh: '还差{missing}没有签收；请签收、放弃余量，或说明理由',
    en: '{missing} not yet received; receive it, waive the rest, or state a reason',
  },
  'supervisor-needed': { zh: '这个理由要值班领导确认', en: 'This reason needs a supervisor' },
  'sources-needed': { zh: '请选择货源，或写明由谁办理', en: 'Choose sources, or say who does it' },
  'sources-not-allowed': { zh: '这类需求不配货源', en: 'This kind of need takes no sources' },
  'unknown-line': { zh: '需求里没有这一行', en: 'The need has no such line' },
  'unknown-source': { zh: '没有这个货源，或货品不符', en: 'There is no such source, or it is of another item' },
  'quantity-needed': {
    zh: '数量未知，派发时请先核准数量',
    en: 'The quantity is unknown; approve a quantity when dispatching',
  },
  'unit-not-convertible': {
    zh: '“{unit}”不能换算成{base}；请按{base}填写',
    en: '"{unit}" cannot be converted to {base}; enter it in {base}',
  },
  'too-late-to-undo': {
    zh: '已超过{seconds}秒或已有后续操作，不能撤销',
    en: 'More than {seconds} s have passed or work went on; it cannot be undone',
  },
  'too-late-to-reopen': {
    zh: '销账已超过{days}天，请新报一条',
    en: 'Closed more than {days} days ago; file a new need',
  },
  'merge-into-itself': { zh: '不能与自己合并', en: 'A need cannot be merged into itself' },
  'merge-target-gone': { zh: '目标需求已结束，不能合并进去', en: 'The other need has ended; merge into an open one' },
  'already-exists': { zh: '{what}已经存在', en: '{what} exists already' },
  'uscc-invalid': { zh: '统一社会信用代码不对：{detail}', en: 'The unified social credit code is wrong: {detail}' },
  'needed-by-past': { zh: '需要时间已经过去', en: 'The needed-by time lies in the past' },
  'form-invalid': { zh: '“{label}”{detail}', en: '"{label}": {detail}' },
  'no-lines': { zh: '请至少填一种物资', en: 'Name at least one item' },
  'lines-not-allowed': { zh: '这类需求没有物资明细', en: 'This kind of need takes no item lines' },
  'file-too-large': { zh: '文件超过{limit}', en: 'The file is larger than {limit}' },
  'file-unreadable': {
    zh: '文件读不了：{detail}。请用模板另存为 xlsx 或 csv',
    en: 'The file cannot be read: {detail}. Save it as xlsx or csv from the template',
  },
  'password-weak': {
    zh: '密码至少 10 位，且不能是常见密码',
    en: 'Use at least 10 characters, and not a common password',
  },
  'setup-done': { zh: '首位管理员已建立，请登录', en: 'The first administrator exists already; sign in' },
  'setup-code-wrong': {
    zh: '初始化口令不对，请看启动时终端里打印的口令',
    en: 'The setup code is wrong; it was printed in the terminal at start',
  },
  'last-administrator': { zh: '至少要留一位管理员', en: 'At least one administrator must remain' },
  'too-many-requests': { zh: '请求太多，请{seconds}秒后再试', en: 'Too many requests; try again in {seconds} s' },
  'body-too-large': { zh: '内容太大，最多{limit}', en: 'The body is too large; at most {limit}' },
  'malformed-body': {
    zh: '内容读不出来：请检查格式和 Content-Type（JSON 用 application/json）',
    en: 'The body cannot be read: check its format and Content-Type (JSON is application/json)',
  },
  'no-such-operation': {
    zh: '没有这个接口，请看 /api/docs',
    en: 'There is no such operation; see /api/docs',
  },
  'reading-of-what': {
    zh: '请写明读的是哪里的什么（stockId，或 organisationId 加 item）',
    en: 'Say what was read: stockId, or organisationId and item',
  },
  'reading-says-nothing': {
    zh: '读数是空的：请填液位、在用设备或病人数中的至少一项',
    en: 'The reading says nothing: give a level, devices in use or patients',
  },
  'reading-in-future': {
    zh: '读数时间在未来（超过 {minutes} 分钟），请核对设备时钟',
    en: 'The reading lies more than {minutes} minutes in the future; check the clock of the device',
  },
  'reading-too-old': {
    zh: '读数已过 {days} 天，不再接收；请补报近期读数',
    en: 'The reading is more than {days} days old and is not taken; send a recent one',
  },
  'reading-unit-unknown': {
    zh: '不认识单位“{unit}”，可用：{allowed}',
    en: 'The unit "{unit}" is not known for this item; use one of: {allowed}',
  },
  'reading-out-of-range': {
    zh: '“{value}”超出可能的范围（{least} 到 {most} {unit}），请核对数值和单位',
    en: '"{value}" is out of range ({least} to {most} {unit}); check number and unit',
  },
  'capacity-needed': {
    zh: '还不知道满的时候有多少，百分比和压力换算不了：请先填容量{pressure}，或按数量填报',
    en: 'How much a full one holds is not known, so per cent and pressure mean nothing: set the capacity{pressure} first, or give a quantity',
  },
  'reading-differs': {
    zh: '同一时间同一来源已有另一个读数；请换一个时间重报',
    en: 'Another reading of the same time and source is known already; send it with another time',
  },
  'warning-without-need': {
    zh: '这类预警不生成需求，请直接处理或答复',
    en: 'This kind of warning opens no need; take it or answer it',
  },
  'warning-has-need': { zh: '这条预警已有需求在办', en: 'A need is open for this warning already' },
  'warning-thresholds': {
    zh: '黄灯的范围不能比红灯小，请核对',
    en: 'Yellow must reach at least as far as red; check the two figures',
  },
  'question-answered': { zh: '这个问题已经有人回答了', en: 'This question was answered already' },
  'rows-needed': {
    zh: '没有认出表头：要有{columns}',
    en: 'No heading was found: columns for {columns} are needed',
  },
  'quantity-too-large': {
    zh: '{quantity}{unit}太多了，不像真的（最多 {most} {base}）；请核对数量和单位',
    en: '{quantity} {unit} is more than can be true (at most {most} {base}); check number and unit',
  },
  'less-than-that-there': {
    zh: '{place}能动用的只有{available}{unit}，少于{wanted}{unit}（账面{onHand}，已预留{reserved}）；请先盘点或减少数量',
    en: '{place} has only {available} {unit} free, less than {wanted} (book {onHand}, held {reserved}); count the stock first, or move less',
  },
  'less-of-that-lot-there': {
    zh: '批号{lot}在{place}只有{available}{unit}，少于{wanted}{unit}',
    en: '{place} has only {available} {unit} of lot {lot}, less than {wanted}',
  },
  'lot-past-expiry': {
    zh: '批号{lot}的有效期到{day}，已过期，不能入库或发出；确需如此请写明理由（expiredReason）',
    en: 'Lot {lot} expired on {day}: it cannot be received or sent. State a reason (expiredReason) if it must be',
  },
  'lots-past-expiry': {
    zh: '{place}能发的未过期数量只有{usable}{unit}，少于{wanted}{unit}；过期批号{lots}要写明理由（expiredReason）才能发',
    en: '{place} has only {usable} {unit} that is not past its expiry, less than {wanted}; to send the expired lots {lots} state a reason (expiredReason)',
  },
  'lot-differs': {
    zh: '批号{lot}已登记的{what}是“{known}”，与“{given}”不符；请核对标签',
    en: 'Lot {lot} is registered with another {what}: "{known}", not "{given}"; check the label',
  },
  'lot-ambiguous': {
    zh: '有几家的批号都是{lot}，请写明生产单位（producer）',
    en: 'Several producers have a lot {lot}; name the producer',
  },
  'own-places-only': {
    zh: '移库只能在本单位自己的库位之间；给别的单位请用调拨或需求派发',
    en: 'This goes between places of the same organisation; for others hold a transfer, or dispatch to a need',
  },
  'time-in-future': {
    zh: '时间在未来（超过 {minutes} 分钟），请核对设备时钟',
    en: 'The time lies more than {minutes} minutes in the future; check the clock of the device',
  },
  'time-too-old': {
    zh: '时间已过 {days} 天，不再接收；请按现在的情况重新填报',
    en: 'The time is more than {days} days ago and is not taken; enter what is true now',
  },
  'counted-twice': {
    zh: '同一次盘点里“{item}”填了两次；整体盘点和按批号盘点只选一种',
    en: '"{item}" stands twice in this stocktake; count it whole or by lot, once each',
  },
  'more-than-left-of-it': {
    zh: '这笔只剩{left}{unit}可冲正，不能冲正{wanted}{unit}',
    en: 'Only {left} {unit} of this movement can still be taken back, not {wanted}',
  },
  'not-to-be-corrected': {
    zh: '这笔不能在这里冲正：{why}',
    en: 'This movement cannot be corrected here: {why}',
  },
  'keep-or-quantity': {
    zh: '请选择保留哪个盘点数，或填写正确的数量，二选一',
    en: 'Either keep one of the counts or give the right quantity',
  },
  'nothing-to-take-back': {
    zh: '退回在途的只有{available}{unit}，不能取回{wanted}{unit}',
    en: 'Only {available} {unit} was turned back and is still under way; {wanted} cannot be taken back',
  },
  'kind-retired': { zh: '这类需求已停用', en: 'This kind of need is retired' },
  'replay-running': { zh: '回放正在进行', en: 'A replay is running already' },
  internal: {
    zh: '系统出错（编号 {id}），请稍后再试；没有写入任何内容',
    en: 'Something failed (id {id}); nothing was written, try again later',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export type ProblemReason = keyof typeof problems;
export const problemReasons = Object.keys(problems) as [ProblemReason, ...ProblemReason[]];

/** The problem in words; a param that is missing stays visible as `{name}` so that tests catch it. */
export function problemText(reason: ProblemReason, locale: 'zh' | 'en', params: Record<string, string | number> = {}) {
  return problems[reason][locale].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
