import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../shared/query-keys.ts';
import { useKept } from '../outbox/kept.ts';
import { drop, sendWaiting } from '../outbox/outbox.ts';
import { UnsentCard, UnsentLine } from '../outbox/unsent-card.tsx';
import { sendStep } from './outbox.ts';
import { useTransferOutbox } from './use-step.ts';

/** Steps of transfers that have not reached the server yet. */
export function UnsentSteps() {
  const { t } = useTranslation('phone-transfers');
  const client = useQueryClient();
  const outbox = useTransferOutbox();
  const unsent = useKept(outbox);
  const retry = useCallback(async () => {
    const taken = await sendWaiting(outbox, sendStep);
    if (taken.length > 0) await client.invalidateQueries({ queryKey: queryKeys.transfers });
  }, [outbox, client]);
  return (
    <UnsentCard
      unsent={unsent}
      retry={retry}
      words={{ title: t('unsent.title'), lead: t('unsent.lead'), retry: t('unsent.retry') }}
    >
      {unsent.map(({ body, number, other, refused }) => (
        <UnsentLine
          key={body.commandId}
          text={t(`unsent.${body.step}`, { number, name: other })}
          refused={refused}
          words={{ refused: (why) => t('unsent.refused', { why }), drop: t('unsent.drop') }}
          onDrop={() => drop(outbox, body.commandId)}
        />
      ))}
    </UnsentCard>
  );
}
