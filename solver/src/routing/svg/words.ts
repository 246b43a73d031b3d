/** Words of the drawing, Chinese first. */
export const drawingWords = {
  zh: {
    title: (routes: number, cost: number, left: number) =>
      `${routes} 条路线 · 成本 ${cost}${left > 0 ? ` · 未安排 ${left} 个任务` : ''}`,
    vehicle: (id: number) => `车 ${id}`,
    stops: (count: number) => `${count} 站`,
    load: '装载',
    base: '起讫点',
    reload: '装货点',
    left: '未安排',
    more: (count: number) => `还有 ${count} 条`,
    service: '服务',
    waiting: '等待',
    rest: '休息',
    embedded: '位置由行程推算',
    idle: '没有路线',
  },
  en: {
    title: (routes: number, cost: number, left: number) =>
      `${routes} route${routes === 1 ? '' : 's'} · cost ${cost}${left > 0 ? ` · ${left} task${left === 1 ? '' : 's'} left out` : ''}`,
    vehicle: (id: number) => `Vehicle ${id}`,
    stops: (count: number) => `${count} stop${count === 1 ? '' : 's'}`,
    load: 'load',
    base: 'start, end',
    reload: 'reload',
    left: 'left out',
    more: (count: number) => `${count} more`,
    service: 'service',
    waiting: 'waiting',
    rest: 'break',
    embedded: 'places as travel suggests',
    idle: 'no routes',
  },
} as const;

export type DrawingWords = (typeof drawingWords)['zh' | 'en'];
