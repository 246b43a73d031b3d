import type { Gap, GapPoint, Locale } from '@baogong/contract';
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartBox } from '../../shared/desk/chart-box.tsx';
import { momentText, numberText, readableTogether, unitText } from '../../shared/format.ts';
import { colours } from '../../shared/tokens.ts';
import { useLocale } from '../../shared/use-say.ts';
import { rounded } from './item-list.tsx';

use([LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent]);

/** History as a solid step, the next 72 hours dashed with their 80 % range; below the zero line nothing is missing. The caption says it in words. */
export default function GapCurve({ gap }: { gap: Gap }) {
  const { t } = useTranslation(['supply-board', 'shared']);
  const locale = useLocale();
  const option = useMemo(() => optionOf(gap, t, locale), [gap, locale, t]);
  return <ChartBox className="board-curve" option={option} />;
}

type Say = ReturnType<typeof useTranslation<['supply-board', 'shared']>>['t'];

function optionOf(gap: Gap, t: Say, locale: Locale) {
  const most = Math.max(...[...gap.history, ...gap.forecast].map((point) => Math.abs(point.gap.quantity)), 1);
  const { toBase, word } = readableTogether([rounded(most, gap.baseUnitName)], gap.baseUnitName);
  const unit = word ? t(`shared:${word}`) : unitText(gap.baseUnitName, 2, locale);
  const value = (quantity: number) => Number((quantity / toBase).toFixed(toBase === 1 ? 0 : 2));
  return {
    animation: false,
    grid: { left: 8, right: 16, top: 56, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: {
      top: 0,
      left: 0,
      textStyle: { color: colours.text },
      data: [t('curve.history'), t('curve.forecast'), t('curve.band')],
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      valueFormatter: (shown: unknown) => (typeof shown === 'number' ? `${numberText(shown)} ${unit}` : String(shown)),
    },
    xAxis: {
      type: 'time',
      axisLabel: {
        color: colours.secondary,
        hideOverlap: true,
        formatter: (at: number) => momentText(new Date(at).toISOString(), locale, Date.parse(gap.asOf)),
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      name: unit,
      nameTextStyle: { color: colours.secondary, align: 'left' },
      axisLabel: { color: colours.secondary },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: seriesOf(gap, t, value),
  };
}

/** The band is two stacked lines: an invisible one at its lower end, and its height filled. */
function seriesOf(gap: Gap, t: Say, value: (quantity: number) => number) {
  const line = { type: 'line', showSymbol: false, animation: false } as const;
  return [
    {
      ...line,
      name: t('curve.history'),
      step: 'end',
      color: colours.accent,
      lineStyle: { width: 2 },
      data: historyOf(gap).map(({ at, gap: { quantity } }) => [at, value(quantity)]),
    },
    {
      ...line,
      name: t('curve.low'),
      stack: 'band',
      stackStrategy: 'all',
      lineStyle: { opacity: 0 },
      color: colours.warning,
      tooltip: { show: false },
      data: gap.forecast.map((point) => [point.at, value(point.gap.low)]),
    },
    {
      ...line,
      name: t('curve.band'),
      stack: 'band',
      stackStrategy: 'all',
      lineStyle: { opacity: 0 },
      color: colours.warning,
      areaStyle: { color: colours.warning, opacity: 0.18 },
      tooltip: { show: false },
      data: gap.forecast.map((point) => [point.at, value(point.gap.high - point.gap.low)]),
    },
    {
      ...line,
      name: t('curve.forecast'),
      color: colours.warning,
      lineStyle: { type: 'dashed', width: 2 },
      data: gap.forecast.map((point) => [point.at, value(point.gap.quantity)]),
      markLine: {
        silent: true,
        symbol: 'none',
        label: { show: false },
        data: [
          { yAxis: 0, lineStyle: { color: colours.text, type: 'solid', width: 1 } },
          { xAxis: gap.asOf, lineStyle: { color: colours.secondary, type: 'dotted' } },
        ],
      },
    },
  ];
}

/** The step goes on to now. */
function historyOf({ history, forecast, asOf }: Gap): GapPoint[] {
  return history.length > 0 ? [...history, { ...forecast[0]!, at: asOf }] : [];
}
