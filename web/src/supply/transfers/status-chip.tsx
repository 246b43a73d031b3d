import type { Transfer, TransferLine } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import type { IconName } from '../../shared/plain/icon.tsx';
import { Chip, type Tone } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';

const looks: Record<Transfer['status'], { tone: Tone; icon: IconName }> = {
  held: { tone: 'info', icon: 'hand' },
  'under-way': { tone: 'warning', icon: 'truck' },
  done: { tone: 'good', icon: 'check' },
  released: { tone: 'quiet', icon: 'slash' },
  expired: { tone: 'quiet', icon: 'clock' },
};

export function TransferStatus({ status }: { status: Transfer['status'] }) {
  const { t } = useTranslation('supply-transfers');
  return <Chip {...looks[status]}>{t(`status.${status}`)}</Chip>;
}

const figures = ['held', 'underWay', 'received', 'lost', 'returned'] as const;

/** What has become of a line: only the figures that are not nothing. */
export function LineFigures({ line }: { line: TransferLine }) {
  const { t } = useTranslation('supply-transfers');
  const say = useSay();
  const said = figures.filter((figure) => line[figure] > 0);
  if (said.length === 0) return <span className="hint">{t('figure.none')}</span>;
  return said
    .map((figure) => t(`figure.${figure}`, { quantity: say.quantity(line[figure], line.baseUnitName) }))
    .join(' · ');
}

/** Why the step can't be done now; null when it can, undefined when the transfer has no such step here. */
export function blockOf(
  { actions }: Transfer,
  action: Transfer['actions'][number]['action'],
): string | null | undefined {
  return actions.find((offer) => offer.action === action)?.blocked;
}
