import type { ReplayProgress } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { numberText } from '../shared/format.ts';
import { Icon, type IconName } from '../shared/plain/icon.tsx';

const counters = [
  { count: 'collected', icon: 'inbox' },
  { count: 'dispatched', icon: 'truck' },
  { count: 'fulfilled', icon: 'check' },
  { count: 'closed', icon: 'double-check' },
  { count: 'withdrawn', icon: 'slash' },
  { count: 'open', icon: 'clock' },
] as const satisfies readonly { count: keyof ReplayProgress; icon: IconName }[];

/** Running counts of the replay, and the sum that they must make. */
export function Counters({ progress }: { progress: ReplayProgress }) {
  const { t } = useTranslation('exercises');
  const { collected, closed, withdrawn, open } = progress;
  const adds = collected === closed + withdrawn + open;
  return (
    <>
      <dl className="tiles demo-counters">
        {counters.map(({ count, icon }) => (
          <div key={count} className="tile">
            <dt>
              <Icon name={icon} size={14} /> {t(`count.${count}`)}
            </dt>
            <dd>{numberText(progress[count])}</dd>
          </div>
        ))}
      </dl>
      {adds ? (
        <p className="hint numbers">
          <Icon name="check" size={14} />{' '}
          {t('sum', {
            collected: numberText(collected),
            closed: numberText(closed),
            withdrawn: numberText(withdrawn),
            open: numberText(open),
          })}
        </p>
      ) : null}
    </>
  );
}
