/** How coordinates become travel, as a call says. */
export type Assumptions = { speedKmh: number | undefined; detour: number | undefined };

/** Speed and detour of the call, for problems that don't say their own. */
export function withAssumptions(problem: unknown, { speedKmh, detour }: Assumptions): unknown {
  if (typeof problem !== 'object' || problem === null || !('vehicles' in problem)) return problem;
  if ((speedKmh ?? detour) === undefined || !Array.isArray(problem.vehicles)) return problem;
  const profiles = new Set(
    problem.vehicles.map((vehicle: { profile?: unknown } | null) => String(vehicle?.profile ?? 'car')),
  );
  const own = 'travel' in problem && typeof problem.travel === 'object' ? problem.travel : {};
  const assumed = { ...(speedKmh && { speed_kmh: speedKmh }), ...(detour && { detour }) };
  return { ...problem, travel: { ...Object.fromEntries([...profiles].map((profile) => [profile, assumed])), ...own } };
}
