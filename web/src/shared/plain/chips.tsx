import type { NeedStatusCode } from '@baogong/contract/life';
import type { Priority } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import type { IconName } from './icon.tsx';
import { Chip, type Tone } from './plain.tsx';

const statusLooks: Record<NeedStatusCode, { tone: Tone; icon: IconName }> = {
  collected: { tone: 'info', icon: 'inbox' },
  dispatched: { tone: 'warning', icon: 'truck' },
  fulfilled: { tone: 'good', icon: 'check' },
  closed: { tone: 'quiet', icon: 'double-check' },
  withdrawn: { tone: 'quiet', icon: 'slash' },
  merged: { tone: 'quiet', icon: 'merge' },
};

const priorityLooks: Record<Priority, { tone: Tone; icon: IconName }> = {
  'life-critical': { tone: 'danger', icon: 'siren' },
  urgent: { tone: 'warning', icon: 'up' },
  normal: { tone: 'quiet', icon: 'minus' },
};

export function StatusChip({ status }: { status: NeedStatusCode }) {
  const { t } = useTranslation('shared');
  return <Chip {...statusLooks[status]}>{t(`status.${status}`)}</Chip>;
}

export function PriorityChip({ priority }: { priority: Priority }) {
  const { t } = useTranslation('shared');
  return <Chip {...priorityLooks[priority]}>{t(`priority.${priority}`)}</Chip>;
}
