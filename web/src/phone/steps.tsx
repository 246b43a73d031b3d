import type { NeedStatusCode } from '@baogong/contract/life';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shared/plain/icon.tsx';

const steps = ['collected', 'dispatched', 'fulfilled', 'closed'] as const satisfies readonly NeedStatusCode[];

/** The four steps of a need in words, with a bar; the reached ones are filled and ticked. */
export function Steps({ status }: { status: NeedStatusCode }) {
  const { t } = useTranslation(['phone', 'shared']);
  const reached = steps.findIndex((step) => step === status);
  const word = t(`shared:status.${status}`);
  if (reached < 0) return <p className="steps-off">{t('steps.off', { status: word })}</p>;
  return (
    <div className="steps">
      <span className="unseen">{t('steps.label', { status: word, step: reached + 1 })}</span>
      {steps.map((step, index) => (
        <span key={step} aria-hidden="true" className={index <= reached ? 'step step-reached' : 'step'}>
          {index <= reached ? <Icon name="check" size={12} /> : null}
          {t(`shared:status.${step}`)}
        </span>
      ))}
    </div>
  );
}
