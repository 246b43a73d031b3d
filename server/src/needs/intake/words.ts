/** Questions back to whoever pasted a text, in the reader's language. */
export const questions = {
  zh: {
    whichItem: (said: string) => `“${said}”是目录里的哪种物资？`,
    rate: (per: string) => `这是每${per}的用量；一共要多少？`,
    range: (from: number, to: number | null) => `${from}${to === null ? '以上' : `–${to}`}：按哪个数报？`,
    howMuch: (item: string, unit: string) => `${item}要多少${unit}？不清楚可留“数量未知”`,
    whichUnit: (quantity: number, unit: string) => `${quantity}的单位是什么？目录按${unit}计`,
    whichSize: (said: string, sizes: readonly string[]) => `“${said}”是哪一种：${sizes.join('、')}？不清楚可以照这样报`,
  },
  en: {
    whichItem: (said: string) => `Which item of the catalogue is "${said}"?`,
    rate: (per: string) => `That is the use per ${per}; how much is needed in all?`,
    range: (from: number, to: number | null) => `${from}${to === null ? ' or more' : `–${to}`}: which number counts?`,
    howMuch: (item: string, unit: string) => `How many ${unit} of ${item}? Leave it unknown if nobody knows`,
    whichUnit: (quantity: number, unit: string) => `${quantity} of which unit? The catalogue counts in ${unit}`,
    whichSize: (said: string, sizes: readonly string[]) =>
      `Which "${said}": ${sizes.join(', ')}? It may stand as it is when nobody knows`,
  },
} as const;
