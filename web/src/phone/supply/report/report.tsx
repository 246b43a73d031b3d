import type { ReportForm } from '@baogong/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { makerPath } from '../../../paths.ts';
import { api, problemOf } from '../../../shared/api.ts';
import { Button, Chip, Empty, Failure, Loading } from '../../../shared/plain/plain.tsx';
import { showToast } from '../../../shared/plain/toasts.tsx';
import { queryKeys } from '../../../shared/query-keys.ts';
import { useMe } from '../../../shared/session.ts';
import { useNow, useSay } from '../../../shared/use-say.ts';
import { useKept } from '../../outbox/kept.ts';
import { OrganisationSwitch } from '../../organisation-switch.tsx';
import '../../phone.css';
import { useOrganisation } from '../../use-organisation.ts';
import { LineCard } from './line-card.tsx';
import { reportOutbox, sendReport } from './outbox.ts';
import './report.css';
import { draftOf, draftsAfter, isSame, linesOf, type LineDraft } from './report-draft.ts';
import { dropRefused, type Lines, report, type UnsentReport, unsentOf } from './report-queue.ts';
import { useLastForm } from './use-last-form.ts';
import { UnsentReports } from './unsent-reports.tsx';

/** A producer's report of a round: what was made, what is planned, what is there, line by line, filled in from the last one. */
export function Screen() {
  const { t } = useTranslation('phone-supply-report');
  const place = useOrganisation('supplies');
  const producer = place.chosen?.id;
  return (
    <>
      <h1>{t('title')}</h1>
      <OrganisationSwitch {...place} />
      <UnsentReports />
      {producer ? <Report key={producer} producer={producer} /> : <p>{t('choose')}</p>}
    </>
  );
}

function Report({ producer }: { producer: string }) {
  const { t } = useTranslation('phone-supply-report');
  const queryKey = [...queryKeys.supply, 'report-form', producer];
  const form = useQuery({
    queryKey,
    queryFn: () => api.production.getReportForm({ organisation: producer }),
    networkMode: 'always',
    refetchOnReconnect: true,
    retry: 1,
  });
  const data = useLastForm(producer, form.data, form.isError);
  if (!data && form.isPending) return <Loading />;
  if (!data) return <Failure problem={problemOf(form.error)} again={() => void form.refetch()} />;
  if (data.lines.length === 0) return <Empty icon="building" title={t('empty')} />;
  // Reported elsewhere meanwhile, or another round: the form starts afresh from that.
  const version = data.lines.map(({ report }) => report?.version ?? 0).join(' ');
  return (
    <>
      <RoundForm key={`${data.day} ${data.round} ${version}`} form={data} queryKey={queryKey} />
      <p className="shift-maker">
        <Link to={makerPath(producer)}>{t('maker')}</Link>
      </p>
    </>
  );
}

function RoundForm({ form, queryKey }: { form: ReportForm; queryKey: readonly string[] }) {
  const { t } = useTranslation('phone-supply-report');
  const { send, unsent, waiting, busy } = useSending(form, queryKey);
  // What is on this phone, waiting or refused, is what this person has said: the form goes on from it.
  const [drafts, setDrafts] = useState<Record<string, LineDraft>>(() =>
    draftsAfter(
      form,
      unsent.flatMap(({ body }) => body.lines),
    ),
  );
  const { lines: changed, wrong } = linesOf(form, drafts);
  const lines = beyond(changed, waiting);
  const some = form.lines.some(({ report }) => report !== null);
  // A line that stands still owes nothing.
  const reported = some && form.lines.every(({ line, report }) => report !== null || line.state === 'stopped');
  const touched = form.lines.some((each) => !isSame(drafts[each.line.id] ?? draftOf(each), draftOf(each)));
  const blocked =
    wrong.length > 0
      ? t('wrong')
      : lines.length > 0
        ? null
        : t(waiting.length > 0 ? 'waits' : reported ? 'nothing-changed' : 'say-something');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!blocked && !busy) void send(lines);
  };
  return (
    <form noValidate onSubmit={submit} className="shift-form">
      <RoundHead form={form} reported={reported} waits={waiting.length > 0} />
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
      <div className="shift-send">
        <Button kind="main" type="submit" className="button-wide" busy={busy} blocked={blocked}>
          {t(some ? 'correct' : touched ? 'send' : 'send-unchanged')}
        </Button>
      </div>
    </form>
  );
}

/** Of the lines to send, those that say something else than what waits already. */
function beyond(lines: Lines, waiting: readonly UnsentReport[]): Lines {
  const said = new Map(waiting.flatMap(({ body }) => body.lines).map((line) => [line.lineId, line]));
  return lines.filter((line) => {
    const before = said.get(line.lineId);
    return !before || figuresOf(before) !== figuresOf(line);
  });
}

function figuresOf({ actual, planned, stock, note }: Lines[number]): string {
  return JSON.stringify([actual, planned, stock, note]);
}

function RoundHead({ form, reported, waits }: { form: ReportForm; reported: boolean; waits: boolean }) {
  const { t } = useTranslation('phone-supply-report');
  const say = useSay();
  const now = useNow();
  const late = Date.parse(form.dueAt) < now;
  const { upcoming } = form;
  const owing = form.lines.filter(({ line, report: made }) => made === null && line.state !== 'stopped');
  const names = say.list(owing.map(({ line }) => line.name));
  return (
    <>
      <p className="shift-round">
        <strong>{t('round', { round: say.text(form.roundName), time: say.moment(form.dueAt, now) })}</strong>{' '}
        {waits ? (
          <Chip tone="warning" icon="clock">
            {t('waits.chip')}
          </Chip>
        ) : reported ? (
          <Chip tone="good" icon="check">
            {t('reported')}
          </Chip>
        ) : (
          <Chip tone={late ? 'danger' : 'info'} icon="clock">
            {say.left(form.dueAt, now)}
          </Chip>
        )}
      </p>
      <p className="hint shift-next">
        {t('next', {
          round: say.text(upcoming.name),
          time: say.moment(upcoming.dueAt, now),
          left: say.left(upcoming.dueAt, now),
        })}
        {owing.length > 0 && !waits ? ` · ${t('owing', { lines: names })}` : ''}
      </p>
    </>
  );
}

function useSending(form: ReportForm, queryKey: readonly string[]) {
  const { t } = useTranslation('phone-supply-report');
  const say = useSay();
  const client = useQueryClient();
  const { me } = useMe();
  const outbox = reportOutbox(me?.personId ?? 'nobody');
  const unsent = unsentOf(form, useKept(outbox));
  const [busy, setBusy] = useState(false);

  async function send(lines: Lines): Promise<void> {
    setBusy(true);
    const outcome = await report(outbox, form, lines, sendReport);
    setBusy(false);
    if (outcome === 'waits') showToast({ text: t('kept'), tone: 'danger' });
    else if ('taken' in outcome) {
      dropRefused(outbox, form);
      showToast({ text: t('sent', { round: say.text(form.roundName) }) });
      client.setQueryData(queryKey, outcome.taken);
    } else {
      showToast({ text: say.problem(outcome.problem), tone: 'danger' });
      if (outcome.problem.status === 409) void client.invalidateQueries({ queryKey });
    }
  }
  return { send, unsent, waiting: unsent.filter(({ refused }) => refused === null), busy };
}
