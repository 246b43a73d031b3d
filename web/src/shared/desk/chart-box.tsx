import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([SVGRenderer]);

/**
 * A drawn chart that keeps to the size of its box. What it says must stand in words beside it: readers of the screen
 * skip it. Loads ECharts, so only what is itself loaded lazily may import it, and registers the parts that it draws.
 */
export function ChartBox({ className, option }: { className: string; option: EChartsCoreOption }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(null);
  useEffect(() => {
    const made = init(box.current!, null, { renderer: 'svg' });
    chart.current = made;
    const resize = new ResizeObserver(() => made.resize());
    resize.observe(box.current!);
    return () => (resize.disconnect(), made.dispose());
  }, []);
  useEffect(() => chart.current?.setOption(option, { replaceMerge: ['series'] }), [option]);
  return <div ref={box} className={className} aria-hidden="true" />;
}
