import type { Lamp } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import type { IconName } from './icon.tsx';
import { Chip, type Tone } from './plain.tsx';

const looks: Record<Lamp, { tone: Tone; icon: IconName }> = {
  red: { tone: 'danger', icon: 'siren' },
  yellow: { tone: 'warning', icon: 'alert' },
  green: { tone: 'good', icon: 'check' },
  grey: { tone: 'quiet', icon: 'help' },
};

/** A traffic light as colour, sign and word: one vocabulary for stocks, warnings and staples. */
export function LampChip({ lamp }: { lamp: Lamp }) {
  const { t } = useTranslation('shared');
  return <Chip {...looks[lamp]}>{t(`lamp.${lamp}`)}</Chip>;
}
