/** What is wrong with a routing problem, and the cure, in the reader's language. Values stand in braces. */
type Words = Record<string, { zh: string; en: string }>;

export const faultWords: Words = {
  'not-an-object': { zh: '应为对象 {…}，实为 {found}', en: 'must be an object {…}, not {found}' },
  'not-a-list': { zh: '应为数组 […]，实为 {found}', en: 'must be a list […], not {found}' },
  'not-a-string': { zh: '应为文字，实为 {found}；请加引号', en: 'must be text, not {found}: put it in quotes' },
  'not-a-number': {
    zh: '应为数字，实为 {found}；去掉引号或填上数值',
    en: 'must be a number, not {found}: drop the quotes or fill it in',
  },
  'not-an-integer': {
    zh: '应为整数，实为 {found}；请换更小的单位（秒、米、最小包装）',
    en: 'must be a whole number, not {found}: use a smaller unit (seconds, metres, smallest pack)',
  },
  'not-true-or-false': { zh: '应为 true 或 false，实为 {found}', en: 'must be true or false, not {found}' },
  'not-one-of': { zh: '“{found}”不在可选值之内：{known}', en: '"{found}" is none of: {known}' },
  'not-coordinates': { zh: '应为坐标 [经度, 纬度]', en: 'must be coordinates [longitude, latitude]' },
  negative: { zh: '不能为负，实为 {found}', en: 'must not be negative: {found}' },
  'not-above-zero': { zh: '必须大于 0', en: 'must be above 0' },
  'too-small': { zh: '{found} 太小，最小 {least}', en: '{found} is too small, the least is {least}' },
  'too-large': {
    zh: '{found} 太大，最大 {most}；没有上限时请删去此项',
    en: '{found} is too large, the most is {most}; leave the key out for no limit',
  },
  'too-many': {
    zh: '共 {found} 个，最多 {most} 个；请分批求解',
    en: '{found} entries, at most {most}: solve in parts',
  },
  'too-many-places': {
    zh: '不同地点共 {found} 个，按坐标计算最多 {most} 个；请给出 matrices 或分区求解',
    en: '{found} different places, at most {most} from coordinates: give matrices or solve by district',
  },
  missing: { zh: '缺少此项，请补上', en: 'is missing: add it' },
  empty: {
    zh: '不能为空；请填写，或整项删去',
    en: 'must not be empty: fill it in, or leave the key out if it is optional',
  },
  'empty-key': { zh: '有一个键名为空；请写上车型', en: 'has an entry without a name: write the vehicle type' },
  'unknown-key': { zh: '没有这个键，是否想写 {meant}？', en: 'is no key; did you mean {meant}?' },
  'no-tasks': {
    zh: '没有任何任务；请至少给出一个 job 或 shipment',
    en: 'there is no task: give at least one job or shipment',
  },
  'duplicate-id': {
    zh: '编号 {id} 重复，已用于 {first}；请改用别的编号',
    en: 'id {id} is taken by {first}: choose another',
  },
  'window-reversed': {
    zh: '时间窗颠倒：{from} 晚于 {to}；请交换',
    en: 'the window is reversed, {from} is after {to}: swap them',
  },
  'windows-overlap': {
    zh: '时间窗重叠：一个到 {to}，另一个从 {from} 起；请合并',
    en: 'windows overlap, one until {to}, another from {from}: merge them',
  },
  'times-too-far-apart': {
    zh: '时间 {found} 与最早的 {earliest} 相距超过 {most} 秒；请用同一个起点计时',
    en: 'time {found} is more than {most} s after the earliest, {earliest}: count all times from one origin',
  },
  'dimensions-differ': {
    zh: '有 {found} 个分量，其他处为 {expected} 个；请统一 capacity、delivery、pickup、amount 的长度',
    en: 'has {found} dimensions where others have {expected}: make capacity, delivery, pickup and amount equally long',
  },
  'index-needed': {
    zh: '给了 matrices，这里要写矩阵下标',
    en: 'there are matrices, so an index into them is needed here',
  },
  'index-out-of-matrix': {
    zh: '下标 {found} 超出矩阵（共 {size} 行，从 0 起）',
    en: 'index {found} is outside the matrices ({size} rows, from 0)',
  },
  'coordinates-needed': {
    zh: '没有 matrices，这里要写坐标 [经度, 纬度]',
    en: 'there are no matrices, so coordinates [longitude, latitude] are needed here',
  },
  'no-start-and-no-end': { zh: '起点和终点至少要有一个', en: 'needs a start or an end, or both' },
  'matrix-not-square': {
    zh: '有 {found} 列，应为 {expected} 列；矩阵必须是方阵',
    en: 'has {found} entries instead of {expected}: matrices are square',
  },
  'matrix-sizes-differ': {
    zh: '有 {found} 行，其他矩阵为 {expected} 行；请统一',
    en: 'has {found} rows where other matrices have {expected}: make them equal',
  },
  'no-matrix-for-profile': {
    zh: 'matrices 里没有“{profile}”；请补上，或改用已有的 profile',
    en: 'matrices have no "{profile}": add it, or use a profile that they have',
  },
  'costs-given-twice': {
    zh: '“{profile}”已有 costs 矩阵，不能再按小时或公里计价；请删去其一',
    en: 'profile "{profile}" has a matrix of costs, so hours and kilometres cannot be priced too: leave one out',
  },
  'distances-needed': {
    zh: '用到里程，但 matrices.{profile} 没有 distances；请补上',
    en: 'distances count here, but matrices.{profile} has none: add distances',
  },
  'unknown-task': {
    zh: '没有任务 {task}；请改编号或删去这一步',
    en: 'there is no {task}: correct the id or delete the step',
  },
  'unknown-break': { zh: '这辆车没有编号为 {id} 的休息', en: 'this vehicle has no break {id}' },
  'unknown-reload': { zh: '这辆车没有编号为 {id} 的装货点', en: 'this vehicle has no reload {id}' },
  'task-named-twice': {
    zh: '任务 {task} 已在 {first} 出现；请删去其一',
    en: '{task} is already in {first}: delete one',
  },
  'break-named-twice': { zh: '休息 {id} 出现了两次；请删去其一', en: 'break {id} is there twice: delete one' },
  'delivery-before-pickup': {
    zh: '锁定的送货之前没有锁定的取货；请先锁定取货',
    en: 'a locked delivery needs its pickup locked before it',
  },
  'shipment-split': {
    zh: '取货锁在另一辆车上（{pickup}）；取送必须同车',
    en: 'its pickup is locked to another vehicle ({pickup}): one vehicle does both',
  },
  'reload-within-shipment': {
    zh: '取货与送货之间锁定了重新装货；取送必须在同一趟',
    en: 'a reload is locked between pickup and delivery: both belong to one trip',
  },
};

/** Rules that a plan breaks. */
export const ruleWords: Words = {
  'unknown-vehicle': { zh: '没有编号为 {vehicle} 的车', en: 'there is no vehicle {vehicle}' },
  'vehicle-used-twice': { zh: '车 {vehicle} 有两条路线', en: 'vehicle {vehicle} has two routes' },
  'unknown-step': { zh: '题目里没有 {step}', en: 'the problem has no {step} for this vehicle' },
  'unknown-task': { zh: '题目里没有 {task}', en: 'the problem has no {task}' },
  'task-served-twice': { zh: '{task} 被做了两次', en: '{task} is served twice' },
  'task-served-after-all': { zh: '{task} 列为未安排，实际已安排', en: '{task} is listed as unassigned, but served' },
  'task-told-twice': { zh: '{task} 在未安排中列了两次', en: '{task} is listed twice as unassigned' },
  'task-missing': { zh: '{task} 既未安排，也未列为未安排', en: '{task} is neither served nor listed as unassigned' },
  'start-missing': { zh: '路线没有从车的起点开始', en: 'the route does not begin at the vehicle’s start' },
  'end-missing': { zh: '路线没有在车的终点结束', en: 'the route does not finish at the vehicle’s end' },
  'misplaced-start': { zh: '起点不在路线开头', en: 'a start in the middle of the route' },
  'misplaced-end': { zh: '终点不在路线末尾', en: 'an end in the middle of the route' },
  unreachable: { zh: '这一程走不通（{seconds} 秒）', en: 'this leg cannot be driven ({seconds} s)' },
  'travel-time': {
    zh: '累计行车 {found} 秒，应为 {expected} 秒',
    en: '{found} s of travel so far, should be {expected}',
  },
  distance: { zh: '累计里程 {found} 米，应为 {expected} 米', en: '{found} m so far, should be {expected}' },
  arrival: { zh: '{found} 到达，应为 {expected}', en: 'arrives at {found}, should be {expected}' },
  'waiting-time': { zh: '等待时间为负：{found}', en: 'waits a negative time: {found}' },
  setup: { zh: '准备 {found} 秒，应为 {expected} 秒', en: '{found} s of setup, should be {expected}' },
  service: { zh: '服务 {found} 秒，应为 {expected} 秒', en: '{found} s of service, should be {expected}' },
  'outside-window': { zh: '{begins} 开始，不在任何时间窗内', en: 'begins at {begins}, outside all time windows' },
  lateness: { zh: '迟到 {found} 秒，应为 {expected} 秒', en: '{found} s late, should be {expected}' },
  'before-shift': {
    zh: '{leaves} 出车，早于上班时间 {from}',
    en: 'leaves at {leaves}, before the shift begins at {from}',
  },
  'after-shift': { zh: '{returns} 收车，晚于下班时间 {to}', en: 'done at {returns}, after the shift ends at {to}' },
  'max-duration': { zh: '出车 {found} 秒，最多 {most} 秒', en: 'out for {found} s, at most {most}' },
  'max-tasks': { zh: '做了 {found} 个任务，最多 {most} 个', en: '{found} tasks, at most {most}' },
  'max-travel-time': { zh: '行车 {found} 秒，最多 {most} 秒', en: '{found} s of travel, at most {most}' },
  'max-distance': { zh: '行驶 {found} 米，最多 {most} 米', en: '{found} m, at most {most}' },
  'max-reloads': { zh: '重新装货 {found} 次，最多 {most} 次', en: '{found} reloads, at most {most}' },
  skills: { zh: '车不具备要求的技能 {missing}', en: 'the vehicle lacks skill {missing}' },
  'vehicle-size': { zh: '车的尺寸 {found} 超过此处上限 {most}', en: 'the vehicle’s size {found} is over {most}' },
  'vehicle-type': { zh: '车型“{found}”不能来这里', en: 'vehicles of type "{found}" may not come here' },
  capacity: { zh: '装载 {load} 超过容量 {most}', en: 'load {load} is over the capacity {most}' },
  load: { zh: '装载写的是 {found}，应为 {expected}', en: 'load is {found}, should be {expected}' },
  'break-load': { zh: '休息时装载 {load}，最多 {most}', en: 'load {load} during the break, at most {most}' },
  'break-missing': { zh: '没有安排休息 {break}', en: 'break {break} is not taken' },
  'break-twice': { zh: '休息 {break} 安排了两次', en: 'break {break} is taken twice' },
  'driving-limit': {
    zh: '连续驾驶 {found} 秒未休息，最多 {most} 秒',
    en: '{found} s of driving without a rest, at most {most}',
  },
  'locked-step': {
    zh: '锁定的顺序此处应为 {expected}，实为 {found}',
    en: 'locked steps have {expected} here, not {found}',
  },
  'service-too-early': { zh: '{begins} 开始，不得早于 {from}', en: 'begins at {begins}, not allowed before {from}' },
  'service-too-late': { zh: '{begins} 开始，不得晚于 {to}', en: 'begins at {begins}, not allowed after {to}' },
  'delivery-before-pickup': {
    zh: '送货之前（同一趟）没有取货',
    en: 'delivered without a pickup before it on this trip',
  },
  'shipment-not-delivered': { zh: '取了货，没有送到', en: 'picked up, but not delivered' },
  'reload-within-shipment': {
    zh: '重新装货时 {pickup} 取的货还在车上',
    en: 'reloads while the goods of {pickup} are on board',
  },
  sum: { zh: '写的是 {found}，应为 {expected}', en: 'says {found}, should be {expected}' },
};

/** Why a task is left out. */
export const reasonWords: Words = {
  skills: { zh: '缺少所需技能', en: 'no vehicle has its skills' },
  capacity: { zh: '超过车的容量', en: 'over the capacity' },
  'vehicle-size': { zh: '车太大，进不去', en: 'vehicles are too large' },
  'vehicle-type': { zh: '车型不符', en: 'wrong type of vehicle' },
  unreachable: { zh: '无路可到', en: 'cannot be reached' },
  'travel-limit': { zh: '超过里程或时长上限', en: 'over the limits of travel' },
  'time-window': { zh: '赶不上时间窗', en: 'out of time windows or shifts' },
  'task-limit': { zh: '超过任务数上限', en: 'over the limit of tasks' },
  'not-worth-its-cost': { zh: '有余力，但代价高于舍弃', en: 'costs more than leaving it out' },
  'fleet-is-busy': { zh: '能去的车都排满了', en: 'all vehicles that could are busy' },
};

/** The sentence of a code in a language; of a code without words, the code and its values. */
export function sentence(
  words: Words,
  { code, parameters = {} }: { code: string; parameters?: Record<string, number | string> },
  language: 'zh' | 'en',
): string {
  const pattern = words[code]?.[language];
  if (pattern === undefined) return `${code} ${JSON.stringify(parameters)}`;
  return pattern.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}
