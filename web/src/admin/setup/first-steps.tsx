import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Loading } from '../../shared/plain/plain.tsx';
import { useSteps, type StepState } from './use-steps.ts';
import '../../shared/desk/entry.css';
import './setup.css';

const links = {
  areas: paths.directory,
  institutions: paths.directory,
  suppliers: paths.directory,
  people: paths.people,
  need: paths.newNeed,
} as const;

/** What a new city needs before it can work; each step ticks itself by what exists. */
export function Screen() {
  const { t } = useTranslation('admin-setup');
  const steps = useSteps();
  const known = steps.every(({ state }) => state !== 'asking');
  const done = steps.filter(({ state }) => state === 'done').length;
  return (
    <div className="page-narrow">
      <header className="desk-head">
        <h1>{t('steps.title')}</h1>
      </header>
      <p className="secondary">{t('steps.lead')}</p>
      {known ? (
        <>
          <p aria-live="polite">
            <strong>
              {done === steps.length ? t('steps.ready') : t('steps.progress', { done, all: steps.length })}
            </strong>
          </p>
          <ol className="first-steps">
            {steps.map(({ step, state }) => (
              <li key={step} className={`first-step first-step-${state}`}>
                <Tick state={state} />
                <div>
                  <h2>{t(`title.${step}`)}</h2>
                  <p>{t(`text.${step}`)}</p>
                  {state === 'unseen' ? <p className="hint">{t('need.unseen')}</p> : null}
                  {state === 'open' ? <Link to={links[step]}>{t(`link.${step}`)}</Link> : null}
                </div>
              </li>
            ))}
          </ol>
        </>
      ) : (
        <Loading rows={5} />
      )}
    </div>
  );
}

function Tick({ state }: { state: StepState }) {
  const { t } = useTranslation('admin-setup');
  const done = state === 'done';
  return (
    <span className="first-step-tick">
      <Icon name={done ? 'check' : 'dash'} />
      <span className="unseen">{t(done ? 'steps.done' : 'steps.open')}</span>
    </span>
  );
}
