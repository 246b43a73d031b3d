import type { NeedSummary } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { PriorityChip } from '../shared/plain/chips.tsx';
import { Icon } from '../shared/plain/icon.tsx';
import { Chip } from '../shared/plain/plain.tsx';
import { useMe } from '../shared/session.ts';
import { useSay } from '../shared/use-say.ts';
import { hurtCause, hurtNearness } from './hurt.ts';

const nearnessIcons = { past: 'alert', soon: 'clock', later: 'clock' } as const;

/** The clock that hurts: how long is left in bold, and until what below. */
export function HurtClock({ need, now }: { need: NeedSummary; now: number }) {
  const { t } = useTranslation('needs');
  const say = useSay();
  const open = ['collected', 'dispatched', 'fulfilled'].includes(need.status);
  const nearness = open ? hurtNearness(need.hurtsAt, now) : 'later';
  return (
    <span className={`hurt hurt-${nearness}`}>
      <strong className="numbers">
        <Icon name={nearnessIcons[nearness]} size={14} /> {say.left(need.hurtsAt, now)}
      </strong>
      <span className="numbers">{t(`hurt.${hurtCause(need)}`, { at: say.moment(need.hurtsAt, now) })}</span>
    </span>
  );
}

/** Priority, escalation and claim as chips; a normal need that nobody holds shows none. */
export function NeedChips({ need }: { need: NeedSummary }) {
  const { t } = useTranslation('needs');
  return (
    <>
      {need.priority === 'normal' ? null : <PriorityChip priority={need.priority} />}
      {need.escalation > 0 ? (
        <Chip tone="danger" icon="up">
          <span className="unseen">{t('escalation.climbed')}</span>
          {t(need.escalation > 1 ? 'escalation.2' : 'escalation.1')}
        </Chip>
      ) : null}
      <ClaimChip claim={need.claimedBy} />
    </>
  );
}

function ClaimChip({ claim }: { claim: NeedSummary['claimedBy'] }) {
  const { t } = useTranslation('needs');
  const { me } = useMe();
  if (!claim) return null;
  const mine = claim.personId !== null && claim.personId === me?.personId;
  return (
    <Chip tone={mine ? 'info' : 'quiet'} icon="hand">
      {mine ? t('claim.mine') : t('claim.other', { name: claim.name })}
    </Chip>
  );
}
