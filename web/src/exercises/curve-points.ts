/** One reading of a replay: how many entries were played, needs open and closed then. */
export type CurvePoint = { played: number; open: number; closed: number };

const mostPoints = 400;

/** The curve with one more reading. A replay that started again starts a new curve; a long one keeps every second point. */
export function addPoint(points: readonly CurvePoint[], next: CurvePoint): readonly CurvePoint[] {
  const last = points.at(-1);
  if (last && next.played < last.played) return [next];
  if (last && next.played === last.played && next.open === last.open && next.closed === last.closed) return points;
  const thinned = points.length >= mostPoints ? points.filter((_, index) => index % 2 === 0) : points;
  return [...thinned, next];
}
