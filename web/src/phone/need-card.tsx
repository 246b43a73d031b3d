import type { NeedSummary } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { phoneNeedPath } from '../paths.ts';
import { PriorityChip } from '../shared/plain/chips.tsx';
import { Chip } from '../shared/plain/plain.tsx';
import { useSay } from '../shared/use-say.ts';
import { callOf, type Call, type Standing } from './standing.ts';
import { Steps } from './steps.tsx';
import { useGoods } from './use-goods.ts';

const callLooks = {
  confirm: { tone: 'good', icon: 'box' },
  disputed: { tone: 'danger', icon: 'alert' },
  overdue: { tone: 'danger', icon: 'clock' },
} as const satisfies Record<Call, object>;

type CardProps = { need: NeedSummary; standing: Standing; now: number; withOrganisation: boolean };

/** One need in the list: what, how far, where it stands, how old. The whole card leads to it. */
export function NeedCard({ need, standing, now, withOrganisation }: CardProps) {
  const { t } = useTranslation('phone');
  const say = useSay();
  const { headlineOf, standingText } = useGoods();
  const call = callOf(need, now);
  return (
    <li className="card need-card">
      <h3>
        <Link to={phoneNeedPath(need.id)} className="card-link">
          {headlineOf(need)}
        </Link>
      </h3>
      <p className="card-chips">
        {call ? <Chip {...callLooks[call]}>{t(`reason.${call}`)}</Chip> : null}
        {need.priority === 'normal' ? null : <PriorityChip priority={need.priority} />}
      </p>
      <Steps status={need.status} />
      <p className="standing">{standingText(standing, need, now)}</p>
      <p className="hint">
        <span className="numbers">{need.number}</span> · {say.ago(need.collectedAt, now)}
        {withOrganisation ? ` · ${need.organisationName}` : null}
      </p>
    </li>
  );
}
