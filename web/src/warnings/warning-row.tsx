import type { Warning } from '@baogong/contract';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { capPath, needPath } from '../paths.ts';
import { api, newCommandId } from '../shared/api.ts';
import { useSave } from '../shared/desk/use-save.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { LampChip } from '../shared/plain/lamp-chip.tsx';
import { Chip } from '../shared/plain/plain.tsx';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useNow, useSay } from '../shared/use-say.ts';
import { ComingGoods } from '../stock/coming-goods.tsx';
import { AnswerDialog } from './answer-dialog.tsx';
import { WhyText } from './why-text.tsx';

const undoMs = 10_000;
const soon = () => Date.now() + undoMs;

/** One warning: where and what, when it may be dry, why, who is on it, and the buttons. */
export function WarningRow({ warning }: { warning: Warning }) {
  const say = useSay();
  const now = useNow();
  const where = warning.organisationName ?? warning.areaName;
  return (
    <li className={`warning warning-${warning.lamp}`} aria-label={`${where} ${say.text(warning.itemName)}`}>
      <div className="warning-what">
        <LampChip lamp={warning.lamp} />
        <strong>{where}</strong>
        <span>{say.text(warning.itemName)}</span>
        {warning.organisationName ? <span className="hint">{warning.areaName}</span> : null}
        <LevelChip level={warning.escalation} />
      </div>
      <DryTime warning={warning} />
      <ComingGoods stock={warning} now={now} />
      <WhyText warning={warning} />
      <Hands warning={warning} />
      {warning.status === 'cleared' ? <Ending warning={warning} /> : <Actions warning={warning} />}
    </li>
  );
}

function LevelChip({ level }: { level: number }) {
  const { t } = useTranslation('warnings');
  if (level === 0) return null;
  return (
    <Chip tone="danger" icon="up">
      {t(level === 1 ? 'level.1' : 'level.2')}
    </Chip>
  );
}

function DryTime({ warning: { emptyAt, kind, status } }: { warning: Warning }) {
  const { t } = useTranslation('warnings');
  const say = useSay();
  const now = useNow(10_000);
  if (kind !== 'run-dry' || status === 'cleared') return null;
  if (!emptyAt?.p10) return <p className="warning-dry">{t('dry.unknown')}</p>;
  const latest = emptyAt.p90 ?? emptyAt.p50;
  return (
    <p className="warning-dry">
      <time dateTime={emptyAt.p10}>{say.moment(emptyAt.p10, now)}</time> {t('dry.from')}
      <span className="warning-left">{say.left(emptyAt.p10, now)}</span>
      {latest ? <span className="hint">{t('dry.until', { until: say.moment(latest, now) })}</span> : null}
    </p>
  );
}

function Hands({ warning }: { warning: Warning }) {
  const { t } = useTranslation('warnings');
  const say = useSay();
  const now = useNow();
  const { takenBy, needId, needNumber } = warning;
  return (
    <p className="warning-hands">
      <span>{t('since', { time: say.moment(warning.raisedAt, now), ago: say.ago(warning.raisedAt, now) })}</span>
      {takenBy ? (
        <span>
          <Icon name="hand" size={16} /> {t('taken', { name: takenBy.name, time: say.moment(takenBy.at, now) })}
        </span>
      ) : warning.status === 'raised' ? (
        <span>{t('untaken')}</span>
      ) : null}
      {needId ? (
        <Link to={needPath(needId)}>
          <Icon name="list" size={16} /> {t('need', { number: needNumber ?? '' })}
        </Link>
      ) : null}
      <a href={capPath(warning.id)} type="application/cap+xml" rel="alternate">
        <Icon name="download" size={16} /> {t('cap')}
      </a>
    </p>
  );
}

function Ending({ warning: { clearedAt, clearedBecause } }: { warning: Warning }) {
  const { t } = useTranslation('warnings');
  const say = useSay();
  const now = useNow();
  if (!clearedAt || !clearedBecause) return null;
  return (
    <p className="warning-hands">
      <Chip tone="quiet" icon="double-check">
        {t(`ending.${clearedBecause}`)}
      </Chip>
      <span>{say.moment(clearedAt, now)}</span>
    </p>
  );
}

function Actions({ warning }: { warning: Warning }) {
  const { t } = useTranslation('warnings');
  const [answering, setAnswering] = useState(false);
  const name = `${warning.organisationName ?? warning.areaName}`;
  const step = (version: number) => ({ id: warning.id, version });
  const take = useSave({
    run: (commandId, version: number) => api.warnings.takeWarning({ commandId, ...step(version) }),
    stale: [queryKeys.warnings],
    done: (taken) =>
      showToast({
        text: t('done.take', { name }),
        undoUntil: soon(),
        undo: () => void undo(taken.version),
      }),
  });
  const ask = useSave({
    run: (commandId, version: number) => api.warnings.askForNeed({ commandId, ...step(version) }),
    stale: [queryKeys.warnings],
    done: () => showToast({ text: t('done.ask', { name }) }),
  });
  async function undo(version: number): Promise<void> {
    await api.warnings
      .undoWarning({ commandId: newCommandId(), ...step(version) })
      .catch((error: Error) => showToast({ tone: 'danger', text: error.message }));
  }
  const may = (action: string) => warning.actions.some((offer) => offer.action === action && offer.blocked === null);
  if (!['take', 'ask', 'answer'].some(may)) return null;
  const problem = take.problem ?? ask.problem;
  return (
    <div className="warning-actions">
      {may('take') ? (
        <Button type="primary" loading={take.busy} onClick={() => take.save(warning.version)}>
          {t('action.take')}
        </Button>
      ) : null}
      {may('ask') ? (
        <Button loading={ask.busy} onClick={() => ask.save(warning.version)}>
          {t('action.ask')}
        </Button>
      ) : null}
      {may('answer') ? <Button onClick={() => setAnswering(true)}>{t('action.answer')}</Button> : null}
      {problem ? (
        <span className="error" role="alert">
          {problem.message}
        </span>
      ) : null}
      {answering ? <AnswerDialog warning={warning} onClose={() => setAnswering(false)} /> : null}
    </div>
  );
}
