import type { Gap, PictureItem } from '@baogong/contract';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Failure } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { rounded } from './item-list.tsx';

const GapCurve = lazy(() => import('./gap-curve.tsx'));
const ALL = 'all';

type CardProps = { item: PictureItem; area: string | undefined; onArea: (area: string | undefined) => void };

/** The gap of an item over the last days and the next 72 hours, in a sentence and as a curve. */
export function GapCard({ item, area, onArea }: CardProps) {
  const { t } = useTranslation('supply-board');
  const gap = useQuery({
    queryKey: [...queryKeys.board, 'gap', item.item, area ?? ALL],
    queryFn: () => api.situation.getGap({ item: item.item, area }),
    placeholderData: (before) => before,
  });
  const districts = item.districts.map(({ areaCode, areaName }) => ({ value: areaCode, label: areaName }));
  const missing = area && !districts.some(({ value }) => value === area) ? [{ value: area, label: area }] : [];
  return (
    <section className="board-gap" aria-label={t('curve')}>
      <div className="board-gap-head">
        <h3>{t('curve')}</h3>
        <Select
          aria-label={t('district.choose')}
          size="small"
          value={area ?? ALL}
          options={[{ value: ALL, label: t('district.all') }, ...districts, ...missing]}
          onChange={(code: string) => onArea(code === ALL ? undefined : code)}
        />
      </div>
      {gap.isError ? <Failure problem={problemOf(gap.error)} again={() => void gap.refetch()} /> : null}
      {gap.data ? (
        <figure>
          <figcaption>
            <Verdict gap={gap.data} />
          </figcaption>
          <Suspense fallback={<div className="board-curve" />}>
            <GapCurve gap={gap.data} />
          </Suspense>
        </figure>
      ) : (
        <div className="board-curve" />
      )}
    </section>
  );
}

const icons = { zero: 'check', closing: 'down', open: 'alert', opening: 'up', unknown: 'help' } as const;

/** "Gap zero since …", "expected to close …", with the range; what is not known is said. */
function Verdict({ gap }: { gap: Gap }) {
  const { t } = useTranslation('supply-board');
  const say = useSay();
  const now = useNow();
  const { state, since, expectedAt, expectedBetween } = gap.zero;
  const moment = (at: string | null | undefined) => (at ? say.moment(at, now) : t('beyond'));
  const size = (quantity: number) => say.quantity(rounded(Math.max(0, quantity), gap.baseUnitName), gap.baseUnitName);
  const [first] = gap.forecast;
  const last = gap.forecast.at(-1)!;
  const { unknown } = first!.gap;
  const range =
    expectedAt && expectedBetween
      ? t('verdict.range', { earliest: moment(expectedBetween.earliest), latest: moment(expectedBetween.latest) })
      : '';
  const params = {
    since: moment(since),
    at: moment(expectedAt),
    now: size(first!.gap.quantity),
    later: size(last.gap.quantity),
    left: size(-last.gap.quantity),
  };
  const isIdle = state === 'zero' && gap.forecast.every(({ demand }) => demand.quantity === 0);
  return (
    <p className={`verdict verdict-${state}`}>
      <Icon name={icons[state]} size={16} /> <strong>{t(`verdict.${isIdle ? 'idle' : state}`, params)}</strong> {range}
      {unknown > 0 ? <span className="board-unknown"> {t('verdict.blind', { count: unknown })}</span> : null}
    </p>
  );
}
