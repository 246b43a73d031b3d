import type { AssetState } from '@baogong/contract/asset-life';
import { useTranslation } from 'react-i18next';
import type { IconName } from '../shared/plain/icon.tsx';
import { Chip, type Tone } from '../shared/plain/plain.tsx';

const looks: Record<AssetState, { tone: Tone; icon: IconName }> = {
  full: { tone: 'good', icon: 'check' },
  working: { tone: 'good', icon: 'check' },
  empty: { tone: 'quiet', icon: 'dash' },
  'in-inspection': { tone: 'info', icon: 'clock' },
  faulty: { tone: 'danger', icon: 'alert' },
  lost: { tone: 'warning', icon: 'help' },
  scrapped: { tone: 'quiet', icon: 'close' },
};

export function StateChip({ state }: { state: AssetState }) {
  const { t } = useTranslation('assets');
  return (
    <Chip tone={looks[state].tone} icon={looks[state].icon}>
      {t(`state.${state}`)}
    </Chip>
  );
}
