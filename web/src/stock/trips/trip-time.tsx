import type { Trip } from '@baogong/contract';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';

type TimeProps = { trip: Pick<Trip, 'expectedAt' | 'wasExpectedAt'>; now: number };

/** When what is under way should be there, what was said before, and that its time has passed. */
export function TripTime({ trip, now }: TimeProps) {
  const text = useTripText();
  const isOverdue = trip.expectedAt !== null && Date.parse(trip.expectedAt) < now;
  if (!isOverdue) return text(trip, now);
  return (
    <Chip tone="warning" icon="alert">
      {text(trip, now)}
    </Chip>
  );
}

/** The same as text alone. */
export function useTripText(): (trip: TimeProps['trip'], now: number) => string {
  const { t } = useTranslation('stock-trips');
  const say = useSay();
  return ({ expectedAt, wasExpectedAt }, now) => {
    const was = wasExpectedAt === null ? '' : say.moment(wasExpectedAt, now);
    if (expectedAt === null) return wasExpectedAt === null ? t('time.unknown') : t('time.withdrawn', { was });
    const at = say.moment(expectedAt, now);
    if (Date.parse(expectedAt) < now) return t('time.overdue', { at });
    return wasExpectedAt === null ? t('time.expected', { at }) : t('time.changed', { at, was });
  };
}
