import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../shared/plain/icon.tsx';
import { Button } from '../../../shared/plain/plain.tsx';
import { queryKeys } from '../../../shared/query-keys.ts';
import { useMe } from '../../../shared/session.ts';
import { useNow, useSay } from '../../../shared/use-say.ts';
import { useKept } from '../../ask/kept.ts';
import { useResend } from '../../use-resend.ts';
import { reportOutbox, sendReport } from './outbox.ts';
import { dropReport, sendWaiting, type UnsentReport } from './report-queue.ts';

/** Reports that have not reached the server yet, in plain sight; they are tried again by themselves. Nothing when all is sent. */
export function UnsentReports() {
  const { t } = useTranslation('phone-supply-report');
  const client = useQueryClient();
  const { me } = useMe();
  const outbox = reportOutbox(me?.personId ?? 'nobody');
  const unsent = useKept(outbox);
  const [busy, setBusy] = useState(false);
  const some = unsent.some(({ refused }) => refused === null);
  const retry = useCallback(async () => {
    if ((await sendWaiting(outbox, sendReport)).size > 0)
      await client.invalidateQueries({ queryKey: queryKeys.supply });
  }, [outbox, client]);
  useResend(some, retry);
  if (unsent.length === 0) return null;
  return (
    <section className="card unsent" aria-live="polite">
      <h2>
        <Icon name="alert" /> {t('unsent.title')} ({unsent.length})
      </h2>
      {some ? <p>{t('unsent.lead')}</p> : null}
      <ul className="plain-list">
        {unsent.map((each) => (
          <UnsentLine
            key={each.body.commandId}
            unsent={each}
            onDrop={() => {
              dropReport(outbox, each.body.commandId);
              void client.invalidateQueries({ queryKey: queryKeys.supply });
            }}
          />
        ))}
      </ul>
      {some ? (
        <Button
          kind="main"
          className="button-wide"
          busy={busy}
          onClick={() => (setBusy(true), void retry().finally(() => setBusy(false)))}
        >
          {t('unsent.retry')}
        </Button>
      ) : null}
    </section>
  );
}

function UnsentLine({ unsent, onDrop }: { unsent: UnsentReport; onDrop: () => void }) {
  const { t } = useTranslation('phone-supply-report');
  const say = useSay();
  const now = useNow(60_000);
  const { roundName, lineNames, at, refused } = unsent;
  const lines = lineNames.join(say.locale === 'zh' ? '\u3001' : ', ');
  return (
    <li>
      <strong>{t('unsent.line', { round: say.text(roundName), lines, at: say.moment(at, now) })}</strong>
      {refused ? (
        <>
          <p className="error">{t('unsent.refused', { why: say.problem(refused) })}</p>
          <Button kind="danger" onClick={onDrop}>
            {t('unsent.drop')}
          </Button>
        </>
      ) : null}
    </li>
  );
}
