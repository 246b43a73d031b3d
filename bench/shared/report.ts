/** What a bench found: figures by name, and the bounds that some of them are held to. */
export type Target = { atLeast: number } | { atMost: number };
export type Report = {
  name: string;
  figures: Record<string, number>;
  targets: Record<string, Target>;
  pass: boolean;
  /** What the figures sum up, where a bench keeps it: one row an instance. Only in the JSON. */
  rows?: readonly object[];
};

/** Judges the figures; a target without its figure fails. Figures are rounded to four significant digits. */
export function reportOf(name: string, figures: Record<string, number>, targets: Record<string, Target>): Report {
  const pass = Object.entries(targets).every(([figure, target]) => meets(figures[figure], target));
  const rounded = Object.entries(figures).map(([figure, value]) => [figure, Number(value.toPrecision(4))]);
  return { name, figures: Object.fromEntries(rounded) as Record<string, number>, targets, pass };
}

/** The report as lines for people. */
export function describeReport({ name, figures, targets, pass }: Report): string {
  const width = Math.max(...Object.keys(figures).map((figure) => figure.length));
  const lines = Object.entries(figures).map(([figure, value]) => {
    const target = targets[figure];
    return `  ${figure.padEnd(width)}  ${String(value).padStart(10)}${target ? `   ${verdict(value, target)}` : ''}`;
  });
  return [`${name}: ${pass ? 'all targets met' : 'TARGETS MISSED'}`, ...lines].join('\n');
}

function verdict(value: number, target: Target): string {
  const bound = 'atLeast' in target ? `target ≥ ${target.atLeast}` : `target ≤ ${target.atMost}`;
  return `${bound} ${meets(value, target) ? '✓' : '✗ MISSED'}`;
}

function meets(value: number | undefined, target: Target): boolean {
  if (value === undefined || Number.isNaN(value)) return false;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}
