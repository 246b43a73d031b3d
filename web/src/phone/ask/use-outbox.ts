import type { NeedSummary } from '@baogong/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { useResend } from '../use-resend.ts';
import { useKept, type Kept } from './kept.ts';
import { outboxOf, sendWaiting, type Unsent } from './outbox.ts';

/** The outbox of whoever is signed in; while a page shows it, it tries again by itself. */
export function useOutbox(): { outbox: Kept<Unsent[]>; waiting: Unsent[]; retry: () => Promise<void> } {
  const { t } = useTranslation('phone');
  const client = useQueryClient();
  const { me } = useMe();
  const outbox = outboxOf(me?.personId ?? 'nobody');
  const waiting = useKept(outbox);
  const some = waiting.some(({ refused }) => refused === null);

  const retry = useCallback(
    () =>
      sendWaiting(outbox, (need: NeedSummary) => {
        showToast({ text: t('unsent.sent', { number: need.number }) });
        void client.invalidateQueries({ queryKey: queryKeys.needLists });
      }),
    [outbox, client, t],
  );
  useResend(some, retry);
  return { outbox, waiting, retry };
}
