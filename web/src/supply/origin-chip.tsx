import type { SourceOrigin } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { Chip } from '../shared/plain/plain.tsx';

const looks = {
  local: { tone: 'quiet', icon: 'building' },
  province: { tone: 'info', icon: 'truck' },
  donation: { tone: 'good', icon: 'hand' },
  reserve: { tone: 'warning', icon: 'shield' },
} as const;

/** Where goods come from: made here, from another province, donated, or reserve. */
export function OriginChip({ origin }: { origin: SourceOrigin }) {
  const { t } = useTranslation('supply');
  return <Chip {...looks[origin]}>{t(`origin.${origin}`)}</Chip>;
}
