import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { instantOfLocal, localOfInstant } from '../../shared/local-time.ts';
import { Choices } from '../../shared/plain/choices.tsx';
import { Button, Field, Sheet } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import type { Problem } from '../../shared/problem.ts';
import { staleAfter } from '../../shared/query-keys.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useSay } from '../../shared/use-say.ts';

const minutesOf = { 'half-hour': 30, hour: 60, 'two-hours': 120, 'four-hours': 240 } as const;
const answers = ['half-hour', 'hour', 'two-hours', 'four-hours', 'pick', 'unknown'] as const;
type Answer = (typeof answers)[number];

type NewTimeProps = {
  tripId: string;
  /** Number of the need or transfer, as people say it. */
  reference: string | null;
  /** Beside other things on a desk’s page. */
  small?: boolean;
};

/** The sender of what is under way says anew when it will be there; the reason is optional. */
export function NewTimeButton({ tripId, reference, small }: NewTimeProps) {
  const { t } = useTranslation('stock-trips');
  const [open, setOpen] = useState(false);
  const title = reference ? t('new.title-of', { reference }) : t('new.title');
  return (
    <>
      <Button icon="clock" className={small ? 'button-small' : 'button-wide'} onClick={() => setOpen(true)}>
        {t('new.button')}
      </Button>
      <Sheet title={title} open={open} onClose={() => setOpen(false)}>
        <NewTimeForm tripId={tripId} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  );
}

function NewTimeForm({ tripId, onDone }: { tripId: string; onDone: () => void }) {
  const { t } = useTranslation('stock-trips');
  const say = useSay();
  const { expectedAt, answer, choose, pick } = useAnswer();
  const [reason, setReason] = useState('');
  const { save, busy, problem } = useNewTime(tripId, onDone);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!busy) void save({ id: tripId, expectedAt, reason: reason.trim() || null });
  }

  return (
    <form noValidate className="sheet-form" onSubmit={submit}>
      <Choices
        label={t('new.when')}
        value={answer}
        onChange={choose}
        options={answers.map((value) => ({ value, label: t(`in.${value}`) }))}
      />
      {answer === 'pick' ? (
        <Field label={t('new.exact')}>
          <input
            type="datetime-local"
            value={localOfInstant(expectedAt)}
            onChange={(event) => pick(instantOfLocal(event.target.value))}
          />
        </Field>
      ) : null}
      <Field label={t('new.reason')} hint={t('new.reason-hint')}>
        <input maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {problem ? (
        <p className="error" role="alert">
          {say.problem(problem)}
        </p>
      ) : null}
      <Button kind="main" type="submit" className="button-wide" busy={busy}>
        {t('new.save')}
      </Button>
    </form>
  );
}

/** One tap for the usual answers, or a time that is picked; whole minutes, so that a second try is the same command. */
function useAnswer() {
  const [answer, setAnswer] = useState<Answer>('hour');
  const [expectedAt, setExpectedAt] = useState<string | null>(() => minutesAhead(minutesOf.hour));
  function choose(next: Answer): void {
    setAnswer(next);
    if (next === 'unknown') setExpectedAt(null);
    else if (next === 'pick') setExpectedAt(expectedAt ?? minutesAhead(minutesOf.hour));
    else setExpectedAt(minutesAhead(minutesOf[next]));
  }
  return { expectedAt, answer, choose, pick: setExpectedAt };
}

function minutesAhead(minutes: number): string {
  return new Date((Math.round(Date.now() / 60_000) + minutes) * 60_000).toISOString();
}

function useNewTime(tripId: string, onDone: () => void) {
  const { t } = useTranslation('stock-trips');
  const client = useQueryClient();
  const commandId = useCommandId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function save(body: { id: string; expectedAt: string | null; reason: string | null }): Promise<void> {
    setBusy(true);
    try {
      await api.trips.expectTrip({ commandId: commandId(body), ...body, id: tripId });
      showToast({ text: t('new.done') });
      for (const queryKey of staleAfter['trips'] ?? []) void client.invalidateQueries({ queryKey });
      onDone();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  }
  return { save, busy, problem };
}
