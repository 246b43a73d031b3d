import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Button } from '../../shared/plain/plain.tsx';
import { useMe } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import { draftOf } from './draft-store.ts';
import { takeOut, type Unsent } from './outbox.ts';
import { useOutbox } from './use-outbox.ts';

/** What has not reached the server yet, in plain sight: why, send again, change, delete. Nothing when all is sent. */
export function UnsentCards() {
  const { t } = useTranslation('phone');
  const { waiting, retry, outbox } = useOutbox();
  const [busy, setBusy] = useState(false);
  const change = useChange();
  if (waiting.length === 0) return null;
  const offline = waiting.some(({ refused }) => refused === null);
  async function again(): Promise<void> {
    setBusy(true);
    await retry();
    setBusy(false);
  }
  return (
    <section className="card unsent" aria-live="polite">
      <h2>
        <Icon name="alert" /> {t('unsent.title')} ({waiting.length})
      </h2>
      {offline ? <p>{t('unsent.lead')}</p> : null}
      <ul className="plain-list">
        {waiting.map((unsent) => (
          <li key={unsent.body.commandId}>
            <strong>{unsent.headline}</strong>
            <Refused unsent={unsent} />
            <div className="card-actions">
              <Button onClick={() => change(unsent, () => takeOut(outbox, unsent.body.commandId))}>
                {t('unsent.edit')}
              </Button>
              <Button kind="danger" onClick={() => takeOut(outbox, unsent.body.commandId)}>
                {t('unsent.drop')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {offline ? (
        <Button kind="main" className="button-wide" busy={busy} onClick={() => void again()}>
          {t('unsent.retry')}
        </Button>
      ) : null}
    </section>
  );
}

function Refused({ unsent }: { unsent: Unsent }) {
  const { t } = useTranslation('phone');
  const say = useSay();
  if (!unsent.refused) return null;
  const before = unsent.refused.reason === 'other-body-same-command';
  return (
    <p className="error">
      {before ? t('unsent.arrived-before') : t('unsent.refused', { why: say.problem(unsent.refused) })}
    </p>
  );
}

/** Back into the form, with its command id: should the first sending have arrived after all, the server says so. */
function useChange(): (unsent: Unsent, takenOut: () => void) => void {
  const { me } = useMe();
  const navigate = useNavigate();
  return (unsent, takenOut) => {
    draftOf(me?.personId ?? 'nobody').write(unsent.draft);
    takenOut();
    void navigate({ to: paths.phoneAsk });
  };
}
