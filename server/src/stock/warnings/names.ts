import type { Bilingual, WarningAction, WarningStatusCode } from '@baogong/contract';

export const warningStatusName: Record<WarningStatusCode, Bilingual> = {
  raised: { zh: '已预警', en: 'raised' },
  taken: { zh: '处理中', en: 'taken' },
  cleared: { zh: '已解除', en: 'cleared' },
};

export const warningActionName: Record<WarningAction, Bilingual> = {
  raise: { zh: '预警', en: 'raise' },
  worsen: { zh: '加重', en: 'worsen' },
  ease: { zh: '减轻', en: 'ease' },
  take: { zh: '我来处理', en: 'take' },
  ask: { zh: '生成需求', en: 'open the need' },
  link: { zh: '关联需求', en: 'link the need' },
  escalate: { zh: '升级', en: 'escalate' },
  answer: { zh: '答复', en: 'answer' },
  clear: { zh: '解除', en: 'clear' },
};
