import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { useKept } from '../outbox/kept.ts';
import { drop, sendWaiting } from '../outbox/outbox.ts';
import { UnsentCard, UnsentLine } from '../outbox/unsent-card.tsx';
import { readingOutbox, sendReading, type UnsentReading } from './outbox.ts';

/** Readings that have not reached the server yet. */
export function UnsentReadings() {
  const { t } = useTranslation('phone-readings');
  const say = useSay();
  const now = useNow(60_000);
  const client = useQueryClient();
  const { me } = useMe();
  const outbox = readingOutbox(me?.personId ?? 'nobody');
  const unsent = useKept(outbox);
  const retry = useCallback(async () => {
    const taken = await sendWaiting(outbox, sendReading);
    if (taken.length > 0) await client.invalidateQueries({ queryKey: queryKeys.runDry });
  }, [outbox, client]);
  const textOf = ({ body, itemName }: UnsentReading) => {
    const [{ level, at }] = body.readings;
    const value = level ? `${level.value} ${level.unit === 'percent' ? '%' : level.unit}` : '';
    return t('unsent.line', { item: say.text(itemName), value, at: say.moment(at, now) });
  };
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
          onDrop={() => drop(outbox, each.body.commandId)}
        />
      ))}
    </UnsentCard>
  );
}
