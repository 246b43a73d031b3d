import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartBox } from '../shared/desk/chart-box.tsx';
import { momentText } from '../shared/format.ts';
import { colours } from '../shared/tokens.ts';
import { useLocale } from '../shared/use-say.ts';

use([LineChart, GridComponent, TooltipComponent]);

type Point = { at: string; collected: number; open: number };

/** Open needs as an area, newly collected as a dashed line. The caption beside it says the same in words. */
export default function Curve({ points }: { points: Point[] }) {
  const { t } = useTranslation('situation');
  const locale = useLocale();
  const option = useMemo(() => {
    const line = { type: 'line', showSymbol: false, animation: false } as const;
    return {
      grid: { left: 4, right: 4, top: 4, bottom: 2 },
      tooltip: { trigger: 'axis', confine: true },
      xAxis: {
        type: 'category',
        show: false,
        boundaryGap: false,
        data: points.map(({ at }) => momentText(at, locale, 0)),
      },
      yAxis: { type: 'value', show: false },
      series: [
        {
          ...line,
          name: t('curve.open'),
          data: points.map(({ open }) => open),
          color: colours.accent,
          areaStyle: { color: colours['accent-soft'] },
        },
        {
          ...line,
          name: t('curve.collected'),
          data: points.map(({ collected }) => collected),
          color: colours.warning,
          lineStyle: { type: 'dashed', width: 1.5 },
        },
      ],
    };
  }, [points, locale, t]);
  return <ChartBox className="curve" option={option} />;
}
