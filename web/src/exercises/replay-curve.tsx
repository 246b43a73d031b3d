import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartBox } from '../shared/desk/chart-box.tsx';
import { colours } from '../shared/tokens.ts';
import type { CurvePoint } from './curve-points.ts';

use([LineChart, GridComponent, LegendComponent]);

/** Open needs as an area, closed ones as a dashed line, over the entries played. The caption says it in words. */
export default function ReplayCurve({ points }: { points: readonly CurvePoint[] }) {
  const { t } = useTranslation('exercises');
  const option = useMemo(() => {
    const line = { type: 'line', showSymbol: false } as const;
    return {
      animation: false,
      grid: { left: 44, right: 12, top: 32, bottom: 24 },
      legend: { top: 0, left: 0, textStyle: { color: colours.text } },
      xAxis: { type: 'value', max: 'dataMax', splitLine: { show: false }, axisLabel: { color: colours.secondary } },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: colours.secondary } },
      series: [
        {
          ...line,
          name: t('curve.open'),
          color: colours.accent,
          areaStyle: { color: colours['accent-soft'] },
          data: points.map(({ played, open }) => [played, open]),
        },
        {
          ...line,
          name: t('curve.closed'),
          color: colours.good,
          lineStyle: { type: 'dashed' },
          data: points.map(({ played, closed }) => [played, closed]),
        },
      ],
    };
  }, [points, t]);
  return <ChartBox className="demo-curve-box" option={option} />;
}
