/** Refusals of the register of cylinders and devices and of who makes what for them. Part of `problems`. */
export const assetProblems = {
  'asset-unknown': {
    zh: '登记里没有“{code}”。请核对编号，或先登记',
    en: 'Nothing with the number or code "{code}" is registered; check it, or register it first',
  },
  'asset-step-not-possible': {
    zh: '{number}现在是“{state}”，不能“{action}”；可以：{allowed}',
    en: '{number} is {state} now, so it cannot be done: {action}. Possible: {allowed}',
  },
  'asset-past-inspection': {
    zh: '{number}的检验期是{day}，已过期：不能{action}。请送检，检验合格后再用',
    en: '{number} was due for inspection on {day}: it cannot be filled or sent to users ({action}). Have it inspected first',
  },
  'asset-already-here': { zh: '{number}已经在{place}了', en: '{number} is at {place} already' },
  'asset-lost': {
    zh: '{number}登记为丢失；找到了请先点“找到”',
    en: '{number} is registered as lost; if it was found, say so first',
  },
  'asset-step-needs': { zh: '“{action}”还要写明{what}', en: 'For this step ({action}) also give {what}' },
  'nothing-to-correct': { zh: '和登记的一样，没有要更正的', en: 'Nothing to correct: the register says so' },
  'asset-corrected-already': { zh: '这一步已更正过；请更正那次更正', en: 'Corrected already: correct that correction' },
  'asset-scan-in-future': {
    zh: '扫码时间在未来，请核对手机时钟',
    en: 'The scan lies in the future; check the clock of the phone',
  },
  'not-a-serial-item': {
    zh: '“{item}”不逐件编号。可逐件登记的是气瓶、呼吸机、高流量、制氧机等',
    en: '"{item}" is not numbered piece by piece; cylinders, ventilators, high-flow devices and concentrators are',
  },
  'parameter-unknown': {
    zh: '“{item}”没有参数“{parameter}: {option}”，请从列表中选择',
    en: '"{item}" has no parameter "{parameter}: {option}"; choose from the list',
  },
} as const satisfies Record<string, { zh: string; en: string }>;
