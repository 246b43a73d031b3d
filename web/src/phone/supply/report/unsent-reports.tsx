import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../../shared/query-keys.ts';
import { useMe } from '../../../shared/session.ts';
import { useNow, useSay } from '../../../shared/use-say.ts';
import { useKept } from '../../outbox/kept.ts';
import { drop } from '../../outbox/outbox.ts';
import { UnsentCard, UnsentLine } from '../../outbox/unsent-card.tsx';
import { reportOutbox, sendReport } from './outbox.ts';
import { sendWaiting, type UnsentReport } from './report-queue.ts';

/** Reports that have not reached the server yet. */
export function UnsentReports() {
  const { t } = useTranslation('phone-supply-report');
  const say = useSay();
  const now = useNow(60_000);
  const client = useQueryClient();
  const { me } = useMe();
  const outbox = reportOutbox(me?.personId ?? 'nobody');
  const unsent = useKept(outbox);
  const readAgain = useCallback(() => client.invalidateQueries({ queryKey: queryKeys.supply }), [client]);
  const retry = useCallback(async () => {
    if ((await sendWaiting(outbox, sendReport)).size > 0) await readAgain();
  }, [outbox, readAgain]);
  const textOf = ({ roundName, lineNames, at }: UnsentReport) =>
    t('unsent.line', {
      round: say.text(roundName),
      lines: say.list(lineNames),
      at: say.moment(at, now),
    });
  return (
    <UnsentCard
      unsent={unsent}
      retry={retry}
      words={{ title: t('unsent.title'), lead: t('unsent.lead'), retry: t('unsent.retry') }}
    >
      {unsent.map((each) => (
        <UnsentLine
          key={each.body.commandId}
          text={textOf(each)}
          refused={each.refused}
          words={{ refused: (why) => t('unsent.refused', { why }), drop: t('unsent.drop') }}
          onDrop={() => {
            drop(outbox, each.body.commandId);
            void readAgain();
          }}
        />
      ))}
    </UnsentCard>
  );
}
