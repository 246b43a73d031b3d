import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { Button } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import { useKept } from '../outbox/kept.ts';
import { drop, sendWaiting } from '../outbox/outbox.ts';
import { UnsentCard } from '../outbox/unsent-card.tsx';
import { draftOf } from './draft-store.ts';
import { needOutbox, sendNeed, type UnsentNeed } from './outbox.ts';

/** Needs that have not reached the server yet: why, send again, change, delete. */
export function UnsentCards() {
  const { t } = useTranslation('phone');
  const client = useQueryClient();
  const { me } = useMe();
  const outbox = needOutbox(me?.personId ?? 'nobody');
  const unsent = useKept(outbox);
  const change = useChange();
  const retry = useCallback(async () => {
    for (const { number } of await sendWaiting(outbox, sendNeed)) {
      showToast({ text: t('unsent.sent', { number }) });
      void client.invalidateQueries({ queryKey: queryKeys.needLists });
    }
  }, [outbox, client, t]);
  return (
    <UnsentCard
      unsent={unsent}
      retry={retry}
      words={{ title: t('unsent.title'), lead: t('unsent.lead'), retry: t('unsent.retry') }}
    >
      {unsent.map((each) => {
        const takeOut = () => drop(outbox, each.body.commandId);
        return (
          <li key={each.body.commandId}>
            <strong>{each.headline}</strong>
            <Refused unsent={each} />
            <div className="card-actions">
              <Button onClick={() => change(each, takeOut)}>{t('unsent.edit')}</Button>
              <Button kind="danger" onClick={takeOut}>
                {t('unsent.drop')}
              </Button>
            </div>
          </li>
        );
      })}
    </UnsentCard>
  );
}

function Refused({ unsent }: { unsent: UnsentNeed }) {
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
function useChange(): (unsent: UnsentNeed, takenOut: () => void) => void {
  const { me } = useMe();
  const navigate = useNavigate();
  return (unsent, takenOut) => {
    draftOf(me?.personId ?? 'nobody').write(unsent.draft);
    takenOut();
    void navigate({ to: paths.phoneAsk });
  };
}
