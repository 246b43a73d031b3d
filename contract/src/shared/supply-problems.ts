/** Refusals of lines, reports, rounds and reserve; part of `problems`. */
export const supplyProblems = {
  'line-already': { zh: '生产线已经{state}', en: 'The line is {state} already' },
  'line-changed-later': {
    zh: '生产线在 {at} 刚改过状态；时间不能早于它',
    en: 'The line was changed at {at}; give a time after that',
  },
  'in-the-future': { zh: '{field} 不能晚于现在', en: '{field} cannot be later than now' },
  'report-too-early': {
    zh: '还没到那一轮；现在报的是“{round}”',
    en: 'That round is not at hand yet; report for "{round}" now',
  },
  'report-too-late': {
    zh: '超过{days}天的轮次不能再报或更正',
    en: 'Rounds more than {days} days back can no longer be reported',
  },
  'report-empty': {
    zh: '“{line}”计划、实际、库存都没填；不知道就先不报，至少填一项',
    en: '"{line}" says nothing: fill in plan, output or stock, or leave the line out',
  },
  'more-than-capacity': {
    zh: '“{line}”{hours}小时按产能最多约 {possible}{unit}，填的是 {said}；请核对单位，或先改产能',
    en: '"{line}" can make about {possible} {unit} in {hours} h, not {said}; check the unit or correct its capacity first',
  },
  'rounds-in-order': { zh: '轮次要按时间先后排列，不能同时', en: 'Rounds must stand in the order of their times' },
  'reserve-locked': {
    zh: '{source}是储备物资，批准动用的只剩{available}{unit}，少于{wanted}；请{who}批准动用',
    en: '{source} is reserve: only {available} {unit} of it is released, fewer than {wanted}; ask for a release: {who}',
  },
  'not-reserve': { zh: '这不是储备物资，直接派发即可', en: 'This is no reserve; dispatch it as it is' },
  'more-than-reserve': {
    zh: '{source}还没有批准动用的储备只有{available}{unit}，少于{wanted}{unit}；请减少数量',
    en: '{source} has only {available} {unit} of reserve that is not released yet, fewer than {wanted}; ask for less',
  },
  'more-than-asked': {
    zh: '申请动用的是{asked}{unit}，批准的不能更多',
    en: 'Only {asked} {unit} was asked for; no more can be approved',
  },
  'refusal-reason': { zh: '不批准要写明原因', en: 'Say why it is refused' },
  'release-not-yours': {
    zh: '只有申请人可以撤回；不同意动用请选“不批准”',
    en: 'Only who asked withdraws it; who disagrees refuses it',
  },
  'release-not-approved': {
    zh: '这份申请没有处在“已批准”，没有可收回的',
    en: 'This request is not approved, so there is nothing to take back',
  },
  'release-used': {
    zh: '批准的{granted}{unit}里，没有派出去的只剩{left}{unit}；请先退回派发，或留着这份批准',
    en: 'Of the {granted} {unit} approved only {left} is not dispatched; return those needs first, or leave the approval as it is',
  },
  'release-decided': { zh: '这份动用申请已经处理过', en: 'This request for release has been decided already' },
} as const;
