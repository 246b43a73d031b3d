import { useTranslation } from 'react-i18next';
import { clockText } from '../format.ts';
import { useLiveState } from '../live.ts';

/** Says in words how fresh the page is: live, polling, or cut off since when. */
export function LiveBadge() {
  const { t } = useTranslation('shared');
  const { mode, at } = useLiveState();
  return (
    <output className={`live live-${mode}`} aria-live="polite">
      <span className="live-dot" aria-hidden="true" />
      {t(`live.${mode}`, { time: clockText(at) })}
    </output>
  );
}
