/** Refusals of transfers between organisations: the cause, then the cure. */
export const transferProblems = {
  'transfer-to-itself': {
    zh: '发出和收货是同一个单位；本单位库位之间请用“移库”',
    en: 'Sender and receiver are the same organisation; between its own places post a transfer of stock',
  },
  'transfer-from-where': {
    zh: '只能从单位自己的库房或现场预留，可供量和在途的不行',
    en: 'Goods are held at a site or store of the sender, not in an offer and not under way',
  },
  'hold-until': {
    zh: '预留截止时间要晚于现在，最多{days}天',
    en: 'Hold goods until a time in the future, at most {days} days ahead',
  },
  'transfer-expired': {
    zh: '预留到{until}已到期、自动放开；请重新预留',
    en: 'It was held until {until}, which has passed: the goods are free again; hold them anew',
  },
  'nothing-sent': { zh: '还没有发出，没有可更正的', en: 'Nothing has been sent yet, so there is nothing to correct' },
  'nothing-held': { zh: '已经没有预留的了', en: 'Nothing is held any more' },
  'more-than-held': {
    zh: '{item}预留的只有{held}{unit}，不能发出{wanted}{unit}',
    en: '{item}: only {held} {unit} held, {wanted} cannot be sent',
  },
  'lot-past-expiry-held': {
    zh: '批号{lot}的有效期到{day}，已过期，不能发出；请放开后另选批号，或预留时写明理由',
    en: 'Lot {lot} expired on {day} and cannot leave; let it go and choose another lot, or state a reason when holding it',
  },
  'more-than-under-way': {
    zh: '{item}在途的只有{underWay}{unit}，不能确认{wanted}{unit}；多到的请另行登记入库',
    en: '{item}: only {underWay} {unit} under way, {wanted} cannot be confirmed; post what came beyond that by itself',
  },
  'nothing-confirmed': {
    zh: '请至少填一行：收到、短少或退回多少',
    en: 'Say of at least one line how much arrived, is missing or goes back',
  },
  'difference-reason': {
    zh: '有短少或退回，请写明原因',
    en: 'Something is missing or goes back: state the reason',
  },
  'place-of-receiver': {
    zh: '请选收货单位自己的库房或现场',
    en: 'Choose a site or store of the receiving organisation',
  },
  'trip-over': {
    zh: '这一车没有还在路上的货，不用再改时间',
    en: 'Nothing of this load is under way any more, so there is no time to correct',
  },
  'expected-when': {
    zh: '预计时间要晚于现在，最多{days}天；不清楚就选“说不准”',
    en: 'Expected means in the future, at most {days} days ahead; where nobody can say, choose “not known”',
  },
  'line-twice': { zh: '同一行写了两次，请合并', en: 'The same line stands twice; put them together' },
  'more-than-figure': {
    zh: '{item}的“{figure}”只有{left}{unit}，不能更正{wanted}{unit}',
    en: '{item}: only {left} {unit} is {figure}; {wanted} cannot be taken back',
  },
  'taken-back-already': {
    zh: '退回的货发出方已经取回，不能再更正；请由发出方重新调拨',
    en: 'The sender has taken back what was turned back; it cannot be corrected, only sent anew',
  },
} as const satisfies Record<string, { zh: string; en: string }>;
