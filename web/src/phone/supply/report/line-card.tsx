import type { ProductionLine, ReportForm, ReportFormLine } from '@baogong/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newCommandId, problemOf } from '../../../shared/api.ts';
import { numberText, unitText } from '../../../shared/format.ts';
import { Button, Chip } from '../../../shared/plain/plain.tsx';
import { showToast } from '../../../shared/plain/toasts.tsx';
import { queryKeys } from '../../../shared/query-keys.ts';
import { useNow, useSay } from '../../../shared/use-say.ts';
import { figures, readAmount, scaleOf, type Figure, type LineDraft } from './report-draft.ts';

type CardProps = {
  each: ReportFormLine;
  form: ReportForm;
  draft: LineDraft;
  onChange: (draft: LineDraft) => void;
};

/** One line of a producer: its state, and three numbers to confirm or change. */
export function LineCard({ each, form, draft, onChange }: CardProps) {
  const { t } = useTranslation(['phone-supply-report', 'shared']);
  const say = useSay();
  const now = useNow();
  const { line, report } = each;
  const scale = scaleOf(line);
  const unit = scale.word ? t(`shared:${scale.word}`) : unitText(line.baseUnitName, 2, say.locale);
  const clock = (instant: string) => say.moment(instant, now);
  const hints: Record<Figure, string> = {
    actual: t('span', { from: clock(form.previousAt), until: clock(form.dueAt) }),
    planned: t('span', { from: clock(form.dueAt), until: clock(form.nextAt) }),
    stock: t('stock.hint'),
  };
  return (
    <li className="card shift-line">
      <div className="shift-line-head">
        <h2>
          {line.name} <span className="hint">{say.text(line.itemName)}</span>
        </h2>
        <StateChip line={line} />
      </div>
      <div className="shift-fields">
        {figures.map((figure) => (
          <AmountField
            key={figure}
            label={t(`figure.${figure}`)}
            hint={hints[figure]}
            unit={unit}
            value={draft[figure]}
            wrong={readAmount(draft[figure], scale) === undefined}
            onChange={(typed) => onChange({ ...draft, [figure]: typed })}
          />
        ))}
      </div>
      <details className="shift-more">
        <summary>{t('more')}</summary>
        <label className="shift-note">
          <span>{t('note')}</span>
          <input
            maxLength={500}
            value={draft.note}
            onChange={(event) => onChange({ ...draft, note: event.target.value })}
          />
        </label>
        <p className="hint">
          {t('capacity', {
            quantity: say.quantity(line.capacity, line.baseUnitName),
            day: `${numberText((line.capacity * 3) / scale.toBase)} ${unit}`,
          })}
        </p>
        <Switch line={line} />
      </details>
      {report ? (
        <p className="hint">{t('reported-by', { time: clock(report.recordedAt), name: report.reporterName })}</p>
      ) : null}
    </li>
  );
}

function StateChip({ line }: { line: ProductionLine }) {
  const { t } = useTranslation('phone-supply-report');
  const say = useSay();
  const now = useNow();
  if (line.state === 'stopped') {
    return (
      <Chip tone="quiet" icon="slash">
        {t('state.stopped')}
      </Chip>
    );
  }
  if (line.state === 'starting') {
    return (
      <Chip tone="warning" icon="clock">
        {t('state.starting', { share: line.share, time: line.fullAt ? say.moment(line.fullAt, now) : '' })}
      </Chip>
    );
  }
  return (
    <Chip tone="good" icon="play">
      {t('state.running')}
    </Chip>
  );
}

type FieldProps = {
  label: string;
  hint: string;
  unit: string;
  value: string;
  wrong: boolean;
  onChange: (typed: string) => void;
};

function AmountField({ label, hint, unit, value, wrong, onChange }: FieldProps) {
  const { t } = useTranslation('phone-supply-report');
  const id = useId();
  return (
    <div className="shift-field">
      <label htmlFor={id}>{label}</label>
      <span className="shift-amount">
        <input
          id={id}
          className="amount-number"
          inputMode="decimal"
          placeholder={t('unknown')}
          value={value}
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}-hint`}
          onFocus={(event) => event.target.select()}
          onChange={(event) => onChange(event.target.value)}
        />
        <span>{unit}</span>
      </span>
      <span className={wrong ? 'error' : 'hint'} id={`${id}-hint`}>
        {wrong ? t('field-wrong') : hint}
      </span>
    </div>
  );
}

/** Starts or stops the line, as of now. */
function Switch({ line }: { line: ProductionLine }) {
  const { t } = useTranslation('phone-supply-report');
  const say = useSay();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const running = line.state === 'stopped';

  async function turn(): Promise<void> {
    setBusy(true);
    try {
      await api.production.setLineRunning({ commandId: newCommandId(), id: line.id, running });
      showToast({ text: t(running ? 'switch.started' : 'switch.stopped', { line: line.name }) });
    } catch (error) {
      showToast({ text: say.problem(problemOf(error)), tone: 'danger' });
    }
    await client.invalidateQueries({ queryKey: queryKeys.supply });
    setBusy(false);
  }
  return (
    <Button busy={busy} onClick={() => void turn()}>
      {t(running ? 'switch.start' : 'switch.stop')}
    </Button>
  );
}
