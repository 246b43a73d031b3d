import type { ReportForm } from '@baogong/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../../shared/api.ts';
import { Button, Chip, Empty, Failure, Loading } from '../../../shared/plain/plain.tsx';
import { showToast } from '../../../shared/plain/toasts.tsx';
import { queryKeys } from '../../../shared/query-keys.ts';
import { useCommandId } from '../../../shared/use-command-id.ts';
import { useNow, useSay } from '../../../shared/use-say.ts';
import { OrganisationSwitch } from '../../organisation-switch.tsx';
import '../../phone.css';
import { useOrganisation } from '../../use-organisation.ts';
import { LineCard } from './line-card.tsx';
import './report.css';
import { draftOf, isSame, linesOf, type LineDraft } from './report-draft.ts';

/** A producer's report of a round: what was made, what is planned, what is there, line by line, filled in from the last one. */
export function Screen() {
  const { t } = useTranslation('phone-supply-report');
  const place = useOrganisation('supplies');
  const producer = place.chosen?.id;
  return (
    <>
      <h1>{t('title')}</h1>
      <OrganisationSwitch {...place} />
      {producer ? <Report key={producer} producer={producer} /> : <p>{t('choose')}</p>}
    </>
  );
}

function Report({ producer }: { producer: string }) {
  const { t } = useTranslation('phone-supply-report');
  const queryKey = [...queryKeys.supply, 'report-form', producer];
  const form = useQuery({ queryKey, queryFn: () => api.production.getReportForm({ organisation: producer }) });
  if (form.isPending) return <Loading />;
  if (form.isError) return <Failure problem={problemOf(form.error)} again={() => void form.refetch()} />;
  const { data } = form;
  if (data.lines.length === 0) return <Empty icon="building" title={t('empty')} />;
  // Reported elsewhere meanwhile, or another round: the form starts afresh from that.
  const version = data.lines.map(({ report }) => report?.version ?? 0).join(' ');
  return <RoundForm key={`${data.day} ${data.round} ${version}`} form={data} queryKey={queryKey} />;
}

function RoundForm({ form, queryKey }: { form: ReportForm; queryKey: readonly string[] }) {
  const { t } = useTranslation('phone-supply-report');
  const [drafts, setDrafts] = useState<Record<string, LineDraft>>({});
  const { send, busy, failure } = useSending(form, queryKey);
  const { lines, wrong } = linesOf(form, drafts);
  const some = form.lines.some(({ report }) => report !== null);
  // A line that stands still owes nothing.
  const reported = some && form.lines.every(({ line, report }) => report !== null || line.state === 'stopped');
  const touched = form.lines.some((each) => !isSame(drafts[each.line.id] ?? draftOf(each), draftOf(each)));
  const blocked =
    wrong.length > 0 ? t('wrong') : lines.length === 0 ? t(reported ? 'nothing-changed' : 'say-something') : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!blocked && !busy) void send(lines);
  };
  return (
    <form noValidate onSubmit={submit} className="shift-form">
      <RoundHead form={form} reported={reported} />
      <ul className="plain-list">
        {form.lines.map((each) => (
          <LineCard
            key={each.line.id}
            each={each}
            form={form}
            draft={drafts[each.line.id] ?? draftOf(each)}
            onChange={(draft) => setDrafts({ ...drafts, [each.line.id]: draft })}
          />
        ))}
      </ul>
      {failure ? (
        <p className="error" role="alert">
          {failure}
        </p>
      ) : null}
      <div className="shift-send">
        <Button kind="main" type="submit" className="button-wide" busy={busy} blocked={blocked}>
          {t(some ? 'correct' : touched ? 'send' : 'send-unchanged')}
        </Button>
      </div>
    </form>
  );
}

function RoundHead({ form, reported }: { form: ReportForm; reported: boolean }) {
  const { t } = useTranslation('phone-supply-report');
  const say = useSay();
  const now = useNow();
  const late = Date.parse(form.dueAt) < now;
  return (
    <p className="shift-round">
      <strong>{t('round', { round: say.text(form.roundName), time: say.moment(form.dueAt, now) })}</strong>{' '}
      {reported ? (
        <Chip tone="good" icon="check">
          {t('reported')}
        </Chip>
      ) : (
        <Chip tone={late ? 'danger' : 'info'} icon="clock">
          {say.left(form.dueAt, now)}
        </Chip>
      )}
    </p>
  );
}

type Lines = ReturnType<typeof linesOf>['lines'];

function useSending(form: ReportForm, queryKey: readonly string[]) {
  const { t } = useTranslation('phone-supply-report');
  const say = useSay();
  const client = useQueryClient();
  const commandId = useCommandId();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function send(lines: Lines): Promise<void> {
    const { organisationId, day, round } = form;
    const body = { organisationId, day, round, lines };
    setBusy(true);
    try {
      const answer = await api.production.reportShift({ commandId: commandId(body), ...body });
      showToast({ text: t('sent', { round: say.text(form.roundName) }) });
      client.setQueryData(queryKey, answer);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status === 409) void client.invalidateQueries({ queryKey });
      setFailure(say.problem(problem));
      setBusy(false);
    }
  }
  return { send, busy, failure };
}
