import type { StockCurve as Points } from '@baogong/contract';
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { momentText, readableTogether } from '../../shared/format.ts';
import { colours } from '../../shared/tokens.ts';
import { useLocale } from '../../shared/use-say.ts';

use([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
]);

/** Readings as a line, deliveries as bars, the forecast as a band with its middle dashed. The caption says it in words. */
export default function StockCurve({ points, now }: { points: Points; now: number }) {
  const { t } = useTranslation(['stock', 'shared']);
  const locale = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(null);
  useEffect(() => {
    const made = init(box.current!, null, { renderer: 'svg' });
    chart.current = made;
    const resize = new ResizeObserver(() => made.resize());
    resize.observe(box.current!);
    return () => (resize.disconnect(), made.dispose());
  }, []);
  useEffect(() => {
    const { stock, readings, deliveries, hours } = points;
    const largest = Math.max(1000, stock.capacity ?? 0, ...readings.map(({ quantity }) => quantity));
    const unit = readableTogether([Math.round(largest / 1000) * 1000], stock.baseUnitName);
    const unitName = unit.word ? t(`shared:${unit.word}`) : stock.baseUnitName[locale];
    const at = (instant: string, quantity: number): [number, number] => [
      Date.parse(instant),
      Number((quantity / unit.toBase).toPrecision(4)),
    ];
    const plain = { type: 'line', showSymbol: false, animation: false, silent: true } as const;
    const odd = readings.filter(({ flag, void: wrong }) => flag !== null || wrong);
    chart.current?.setOption({
      animation: false,
      grid: { left: 8, right: 16, top: 44, bottom: 4, containLabel: true },
      legend: {
        top: 0,
        left: 0,
        itemWidth: 18,
        textStyle: { color: colours.text, fontSize: 12 },
        data: [t('curve.readings'), t('curve.odd'), t('curve.deliveries'), t('curve.middle'), t('curve.band')],
      },
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (value: unknown) => `${String(value)} ${unitName}` },
      xAxis: {
        type: 'time',
        splitLine: { show: false },
        axisLabel: {
          color: colours.secondary,
          hideOverlap: true,
          formatter: (value: number) => momentText(new Date(value).toISOString(), locale, value),
        },
      },
      yAxis: {
        type: 'value',
        min: 0,
        name: unitName,
        nameTextStyle: { color: colours.secondary, align: 'right' },
        axisLabel: { color: colours.secondary },
      },
      series: [
        {
          ...plain,
          name: 'p10',
          stack: 'band',
          lineStyle: { opacity: 0 },
          tooltip: { show: false },
          data: hours.map((hour) => at(hour.at, hour.stock.p10)),
        },
        {
          ...plain,
          name: t('curve.band'),
          stack: 'band',
          color: colours.info,
          lineStyle: { opacity: 0 },
          areaStyle: { color: colours.info, opacity: 0.2 },
          tooltip: { show: false },
          data: hours.map((hour) => at(hour.at, hour.stock.p90 - hour.stock.p10)),
        },
        {
          ...plain,
          name: t('curve.middle'),
          color: colours.info,
          lineStyle: { type: 'dashed', width: 2 },
          data: hours.map((hour) => at(hour.at, hour.stock.p50)),
        },
        {
          ...plain,
          name: t('curve.readings'),
          color: colours.accent,
          lineStyle: { width: 2 },
          showSymbol: readings.length < 60,
          symbolSize: 5,
          data: readings.filter(({ void: wrong }) => !wrong).map((each) => at(each.at, each.quantity)),
          markLine: {
            symbol: 'none',
            silent: true,
            label: { color: colours.secondary, fontSize: 11 },
            data: [
              { xAxis: now, label: { formatter: t('curve.now') }, lineStyle: { color: colours.text } },
              ...(stock.deadStock > 0
                ? [
                    {
                      yAxis: stock.deadStock / unit.toBase,
                      label: { formatter: t('curve.dead'), position: 'insideStartTop' },
                      lineStyle: { color: colours.danger },
                    },
                  ]
                : []),
            ],
          },
        },
        {
          type: 'scatter',
          name: t('curve.odd'),
          symbol: 'diamond',
          symbolSize: 11,
          color: colours.warning,
          data: odd.map((each) => at(each.at, each.quantity)),
        },
        {
          type: 'bar',
          name: t('curve.deliveries'),
          color: colours.good,
          barWidth: 6,
          data: deliveries.map((each) => at(each.at, each.quantity)),
        },
      ],
    });
  }, [points, now, locale, t]);
  return <div ref={box} className="stock-curve" aria-hidden="true" />;
}
