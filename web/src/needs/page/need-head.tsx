import type { Need } from '@baogong/contract';
import type { NeedStatusCode } from '@baogong/contract/life';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useHeadline } from '../headline.ts';
import { needPath, paths, printPath } from '../../paths.ts';
import { PriorityChip, StatusChip } from '../../shared/plain/chips.tsx';
import { Icon } from '../../shared/plain/icon.tsx';
import { useNow, useSay } from '../../shared/use-say.ts';
import { HurtClock, NeedChips } from '../need-chips.tsx';

const steps: readonly NeedStatusCode[] = ['collected', 'dispatched', 'fulfilled', 'closed'];

/** Who asks for what, how far it is, who filed it. */
export function NeedHead({ need }: { need: Need }) {
  const { t } = useTranslation('needs-page');
  const headlineOf = useHeadline();
  const say = useSay();
  const now = useNow();
  const facts = [
    t(need.onBehalf ? 'head.behalf' : 'head.said-by', { name: need.enteredBy, at: say.moment(need.collectedAt, now) }),
    need.contact && t('head.contact', { contact: need.contact }),
    need.contactHidden && t('head.contact-hidden'),
    need.dueAt && t('head.due', { at: say.moment(need.dueAt, now) }),
  ];
  return (
    <header className="need-head">
      <div className="need-head-line">
        <Link to={paths.triage}>
          <Icon name="back" size={16} /> {t('head.back')}
        </Link>
        <span className="secondary numbers">
          {t('head.number', { number: need.number })} · {say.text(need.kindName)}
        </span>
        <a href={printPath(need.id)} target="_blank" rel="noreferrer">
          <Icon name="print" size={16} /> {t('head.print')}
        </a>
      </div>
      <div className="need-head-line">
        <h1>{headlineOf(need)}</h1>
        <HurtClock need={need} now={now} />
      </div>
      <div className="need-head-line">
        <strong>{need.organisationName}</strong> {need.areaName}
        <StatusChip status={need.status} />
        {need.priority === 'normal' ? <PriorityChip priority={need.priority} /> : null}
        <NeedChips need={need} />
        {need.priorityReason ? <span className="secondary">{need.priorityReason}</span> : null}
      </div>
      <p className="secondary">{facts.filter(Boolean).join(' · ')}</p>
      <Mergers need={need} />
      <Steps status={need.status} />
    </header>
  );
}

function Mergers({ need }: { need: Need }) {
  const { t } = useTranslation('needs-page');
  return (
    <>
      {need.mergedInto ? (
        <p>
          <Link to={needPath(need.mergedInto.id)}>{t('head.merged-into', { number: need.mergedInto.number })}</Link>
        </p>
      ) : null}
      {need.mergedFrom.length > 0 ? (
        <p>
          {t('head.merged-from')}:{' '}
          {need.mergedFrom.map((other) => (
            <Link key={other.id} to={needPath(other.id)}>
              {other.organisationName} {other.number}{' '}
            </Link>
          ))}
        </p>
      ) : null}
    </>
  );
}

/** The life as steps; a need that ended otherwise (withdrawn, merged) shows only its chip. */
function Steps({ status }: { status: NeedStatusCode }) {
  const { t } = useTranslation(['needs-page', 'shared']);
  const reached = steps.indexOf(status);
  if (reached < 0) return null;
  return (
    <ol className="steps" aria-label={t('steps.label')}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < reached ? 'step-done' : index === reached ? 'step-now' : ''}
          aria-current={index === reached ? 'step' : undefined}
        >
          {index <= reached ? <Icon name="check" size={14} /> : <Icon name="dash" size={14} />}
          {t(`shared:status.${step}`)}
        </li>
      ))}
    </ol>
  );
}
