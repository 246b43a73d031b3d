/** Each language in its own name (written as code points: components carry no Han characters). */
export const languages = {
  zh: { name: '\u4e2d\u6587', tag: 'zh-CN' },
  en: { name: 'English', tag: 'en' },
} as const;
