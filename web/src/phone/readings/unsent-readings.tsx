import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../shared/plain/icon.tsx';
import { Button } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { useKept } from '../ask/kept.ts';
import { useResend } from '../use-resend.ts';
import { dropReading, readingOutbox, sendWaitingReadings, type UnsentReading } from './outbox.ts';

/** What has not reached the server yet, in plain sight; it is tried again by itself. Nothing when all is sent. */
export function UnsentReadings() {
  const { t } = useTranslation('phone-readings');
  const client = useQueryClient();
  const { me } = useMe();
  const outbox = readingOutbox(me?.personId ?? 'nobody');
  const waiting = useKept(outbox);
  const [busy, setBusy] = useState(false);
  const some = waiting.some(({ refused }) => refused === null);
  const retry = useCallback(async () => {
    if ((await sendWaitingReadings(outbox)) > 0) await client.invalidateQueries({ queryKey: queryKeys.runDry });
  }, [outbox, client]);
  useResend(some, retry);
  if (waiting.length === 0) return null;
  return (
    <section className="card unsent" aria-live="polite">
      <h2>
        <Icon name="alert" /> {t('unsent.title')} ({waiting.length})
      </h2>
      {some ? <p>{t('unsent.lead')}</p> : null}
      <ul className="plain-list">
        {waiting.map((unsent) => (
          <UnsentLine
            key={unsent.body.commandId}
            unsent={unsent}
            onDrop={() => dropReading(outbox, unsent.body.commandId)}
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

function UnsentLine({ unsent, onDrop }: { unsent: UnsentReading; onDrop: () => void }) {
  const { t } = useTranslation('phone-readings');
  const say = useSay();
  const now = useNow(60_000);
  const [{ level, at }] = unsent.body.readings;
  const value = level ? `${level.value} ${level.unit === 'percent' ? '%' : level.unit}` : '';
  return (
    <li>
      <strong>{t('unsent.line', { item: say.text(unsent.itemName), value, at: say.moment(at, now) })}</strong>
      {unsent.refused ? (
        <>
          <p className="error">{t('unsent.refused', { why: say.problem(unsent.refused) })}</p>
          <Button kind="danger" onClick={onDrop}>
            {t('unsent.drop')}
          </Button>
        </>
      ) : null}
    </li>
  );
}
