import type { Locale, StockCurve as Points } from '@baogong/contract';
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartBox } from '../../shared/desk/chart-box.tsx';
import { momentText, readableTogether } from '../../shared/format.ts';
import { colours } from '../../shared/tokens.ts';
import { useLocale } from '../../shared/use-say.ts';

use([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent]);

/** Readings as a line, deliveries as bars, the forecast as a band with its middle dashed. The caption says it in words. */
export default function StockCurve({ points, now }: { points: Points; now: number }) {
  const { t } = useTranslation(['stock', 'shared']);
  const locale = useLocale();
  const option = useMemo(() => {
    const { stock, readings } = points;
    const largest = Math.max(1000, stock.capacity ?? 0, ...readings.map(({ quantity }) => quantity));
    const { toBase, word } = readableTogether([Math.round(largest / 1000) * 1000], stock.baseUnitName);
    const unit = { toBase, name: word ? t(`shared:${word}`) : stock.baseUnitName[locale] };
    const names = {
      readings: t('curve.readings'),
      odd: t('curve.odd'),
      deliveries: t('curve.deliveries'),
      coming: t('curve.coming'),
      withComing: t('curve.with-coming'),
      middle: t('curve.middle'),
      band: t('curve.band'),
      now: t('curve.now'),
      dead: t('curve.dead'),
    };
    return {
      ...frameOf(unit.name, names, locale, points.hoursWithArrivals.length > 0),
      series: [
        ...forecastSeries(points, unit.toBase, names),
        ...comingSeries(points, unit.toBase, names),
        ...knownSeries(points, unit.toBase, names, now),
      ],
    };
  }, [points, now, locale, t]);
  return <ChartBox className="stock-curve" option={option} />;
}

/** The day where one begins, else the hour, in the city's time. */
function axisText(at: number, locale: Locale): string {
  const instant = new Date(at).toISOString();
  const time = momentText(instant, locale, at);
  return time === '00:00' ? momentText(instant, locale, 0).replace(/[,\s]*00:00/, '') : time;
}

/** Three dots in a row, as the line is drawn. */
const DOTS = 'path://M0,6h5v5h-5z M10,6h5v5h-5z M20,6h5v5h-5z';

type Names = Record<
  'readings' | 'odd' | 'deliveries' | 'coming' | 'withComing' | 'middle' | 'band' | 'now' | 'dead',
  string
>;

const plain = { type: 'line', showSymbol: false, animation: false, silent: true } as const;

/** Legend, tooltip and axes: time from left to right, the stock upwards. */
function frameOf(unit: string, names: Names, locale: Locale, hasComing: boolean) {
  return {
    animation: false,
    // Room above for a legend of two rows, as on a phone; of three where something is on its way.
    grid: { left: 8, right: 16, top: hasComing ? 90 : 66, bottom: 4, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      itemWidth: 18,
      textStyle: { color: colours.text, fontSize: 12 },
      data: [
        { name: names.readings },
        { name: names.odd },
        { name: names.deliveries },
        { name: names.middle, icon: 'rect', itemStyle: { color: colours.info } },
        { name: names.band, icon: 'roundRect', itemStyle: { color: colours.info, opacity: 0.3 } },
        ...(hasComing
          ? [
              { name: names.coming, icon: 'rect' },
              { name: names.withComing, icon: DOTS },
            ]
          : []),
      ],
    },
    tooltip: {
      trigger: 'axis' as const,
      confine: true,
      valueFormatter: (value: unknown) => `${String(value)} ${unit}`,
    },
    xAxis: {
      type: 'time' as const,
      splitLine: { show: false },
      axisLabel: {
        color: colours.secondary,
        hideOverlap: true,
        formatter: (value: number) => axisText(value, locale),
      },
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      name: unit,
      nameTextStyle: { color: colours.secondary, align: 'left' as const },
      axisLabel: { color: colours.secondary },
    },
  };
}

/** The band as two stacked areas, the lower one unseen; its middle dashed. */
function forecastSeries({ hours }: Points, toBase: number, names: Names) {
  const unseen = { ...plain, stack: 'band', lineStyle: { opacity: 0 }, tooltip: { show: false } };
  return [
    { ...unseen, name: 'p10', data: hours.map(({ at, stock }) => pointAt(at, stock.p10, toBase)) },
    {
      ...unseen,
      name: names.band,
      color: colours.info,
      areaStyle: { color: colours.info, opacity: 0.2 },
      data: hours.map(({ at, stock }) => pointAt(at, stock.p90 - stock.p10, toBase)),
    },
    {
      ...plain,
      name: names.middle,
      color: colours.info,
      lineStyle: { type: 'dashed' as const, width: 2 },
      data: hours.map(({ at, stock }) => pointAt(at, stock.p50, toBase)),
    },
  ];
}

/** What is to arrive as hollow bars, and the middle of the forecast with it. */
function comingSeries({ stock, hoursWithArrivals }: Points, toBase: number, names: Names) {
  if (hoursWithArrivals.length === 0) return [];
  const due = stock.underWay!.shipments.filter(({ standing }) => standing === 'expected');
  return [
    {
      ...plain,
      name: names.withComing,
      color: colours.good,
      lineStyle: { type: 'dotted' as const, width: 2 },
      data: hoursWithArrivals.map(({ at, stock: level }) => pointAt(at, level.p50, toBase)),
    },
    {
      type: 'bar' as const,
      name: names.coming,
      color: colours.good,
      itemStyle: { color: 'transparent', borderColor: colours.good, borderWidth: 1.5, borderType: 'dashed' as const },
      barWidth: 8,
      data: due.map(({ expectedAt, quantity }) => pointAt(expectedAt!, quantity, toBase)),
    },
  ];
}

/** What was read and what came, with the present moment and what can't be drawn as lines. */
function knownSeries({ stock, readings, deliveries }: Points, toBase: number, names: Names, now: number) {
  const dead = {
    yAxis: stock.deadStock / toBase,
    label: { formatter: names.dead, position: 'insideStartTop' as const },
    lineStyle: { color: colours.danger },
  };
  const present = { xAxis: now, label: { formatter: names.now }, lineStyle: { color: colours.text } };
  const odd = readings.filter(({ flag, void: wrong }) => flag !== null || wrong);
  const sound = readings.filter(({ void: wrong }) => !wrong);
  const points = (list: readonly { at: string; quantity: number }[]) =>
    list.map(({ at, quantity }) => pointAt(at, quantity, toBase));
  return [
    {
      ...plain,
      name: names.readings,
      color: colours.accent,
      lineStyle: { width: 2 },
      showSymbol: readings.length < 60,
      symbolSize: 5,
      data: points(sound),
      markLine: {
        symbol: 'none',
        silent: true,
        label: { color: colours.secondary, fontSize: 11 },
        data: stock.deadStock > 0 ? [present, dead] : [present],
      },
    },
    {
      type: 'scatter' as const,
      name: names.odd,
      symbol: 'diamond',
      symbolSize: 11,
      color: colours.warning,
      data: points(odd),
    },
    { type: 'bar' as const, name: names.deliveries, color: colours.good, barWidth: 6, data: points(deliveries) },
  ];
}

function pointAt(instant: string, quantity: number, toBase: number): [number, number] {
  return [Date.parse(instant), Number((quantity / toBase).toPrecision(4))];
}
