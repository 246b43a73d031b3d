const width = 140;
const height = 34;
const pad = 3;

/** A line without axes; the usual value as a dashed one, the last point as a dot. */
export function Sparkline({
  values,
  usual,
  label,
}: {
  values: readonly number[];
  usual: number | null;
  label: string;
}) {
  if (values.length < 2) return null;
  const all = usual === null ? values : [...values, usual];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const x = (index: number) => pad + (index / (values.length - 1)) * (width - 2 * pad);
  const y = (value: number) => height - pad - ((value - least) / (most - least || 1)) * (height - 2 * pad);
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const last = values.length - 1;
  return (
    <svg className="sparkline" width={width} height={height} role="img" aria-label={label}>
      {usual === null ? null : (
        <line className="sparkline-usual" x1={pad} x2={width - pad} y1={y(usual)} y2={y(usual)} />
      )}
      <polyline points={points} />
      <circle cx={x(last)} cy={y(values[last]!)} r={3} />
    </svg>
  );
}
