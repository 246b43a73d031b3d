import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  allocate,
  type AllocationLine,
  type AllocationProblem,
  type AllocationResult,
  type Cause,
  type Reason,
} from '../index.ts';
import { smallProblems } from '../small-problems.ts';

test('each named reason is true: with its causes lifted, more goes to the line or to those that it competes with', () =>
  fc.assert(
    fc.property(smallProblems({ fleets: false }), (problem) => checkReasons(problem)),
    { numRuns: 2500, seed: 21 },
  ));

test('reasons are true where one item’s vehicles are full', () =>
  fc.assert(
    fc.property(smallProblems({ fleets: true }), (problem) => checkReasons(onlyFirstItem(problem))),
    { numRuns: 1500, seed: 22 },
  ));

test('whoever gets less than asked is told why, and nobody else is', () =>
  fc.assert(
    fc.property(smallProblems({ fleets: true }), (problem) => {
      allocate(problem).lines.forEach(({ requestedUnits, allottedUnits, reasons }, line) => {
        const wanted = Math.max(requestedUnits, overrideOf(problem, line)?.units ?? 0);
        assert.equal(reasons.length > 0, allottedUnits < wanted);
      });
    }),
    { numRuns: 1500, seed: 23 },
  ));

function checkReasons(problem: AllocationProblem): void {
  const plan = allocate(problem);
  plan.lines.forEach(({ reasons, group }, line) => {
    for (const reason of reasons) {
      if (reason.causes.some(({ code }) => code === 'no-supply')) continue;
      const lifted = allocate(lift(problem, reason, line), { explain: false });
      const donors = reason.causes.flatMap((cause) => (cause.code === 'yields-to' ? [cause.line] : []));
      const now = [line, ...(plan.groups[group] ?? [])].filter((each) => !donors.includes(each));
      const then = [...now, ...(lifted.groups[lifted.lines[line]!.group] ?? [])];
      const gains = [[line], now, then, [line, ...namingTheSame(plan, reason)]].map(
        (which) => sumOf(lifted, new Set(which)) - sumOf(plan, new Set(which)),
      );
      assert.ok(Math.max(...gains) > 0, `line ${line}: ${JSON.stringify(reason)} gains ${gains}`);
    }
  });
}

/** Lines that wait for the same thing: when it comes, one of them gets it. */
function namingTheSame({ lines }: AllocationResult, { causes }: Reason): number[] {
  const texts = causes.map((cause) => JSON.stringify(cause));
  const namesOne = ({ reasons }: AllocationLine) =>
    reasons.some((reason) => reason.causes.some((cause) => texts.includes(JSON.stringify(cause))));
  return [...lines.keys()].filter((line) => namesOne(lines[line]!));
}

function sumOf({ lines }: AllocationResult, which: ReadonlySet<number>): number {
  return lines.reduce((sum, { allottedUnits }, line) => sum + (which.has(line) ? allottedUnits : 0), 0);
}

function onlyFirstItem(problem: AllocationProblem): AllocationProblem {
  const isFirst = ({ item }: { item: string }) => item === 'i0';
  return {
    ...problem,
    supplies: problem.supplies.filter(isFirst),
    demands: problem.demands.filter(isFirst),
    overrides: problem.overrides!.filter(isFirst),
  };
}

/** The problem without the causes: a little more where something was used up, no limit where there was one. */
function lift(problem: AllocationProblem, { causes }: Reason, line: number): AllocationProblem {
  const copy = structuredClone(problem);
  for (const cause of causes) liftOne(copy, cause, line);
  return copy;
}

function liftOne(copy: AllocationProblem, cause: Cause, line: number): void {
  const demand = copy.demands[line]!;
  const item = copy.items.find(({ id }) => id === demand.item)!;
  const pack = item.unitsPerPack ?? 1;
  if (cause.code === 'supply-exhausted') copy.supplies[cause.supply]!.units += pack;
  if (cause.code === 'fleet-exhausted') {
    copy.sources.find(({ id }) => id === cause.source)!.fleetGrams! += pack * (item.gramsPerUnit ?? 1);
  }
  if (cause.code === 'cap') delete demand.capUnits;
  if (cause.code === 'pack-rounding') item.unitsPerPack = 1;
  if (cause.code === 'expired') delete copy.supplies[cause.supply]!.untilPeriod;
  if (cause.code === 'override') overrideOf(copy, line)!.units += pack;
  if (cause.code === 'yields-to') dropPrivileges(copy, cause.line, demand.priority);
  if (cause.code === 'lane-closed' || cause.code === 'no-lane') openLane(copy, cause.source, demand.site);
  if (cause.code === 'too-late') {
    copy.supplies[cause.supply]!.fromPeriod = 0;
    openLane(copy, cause.source, demand.site);
  }
}

function overrideOf({ demands, overrides }: AllocationProblem, line: number) {
  const { site, item, period = 0 } = demands[line]!;
  return overrides!.find((each) => each.site === site && each.item === item && (each.period ?? 0) === period);
}

function dropPrivileges(copy: AllocationProblem, line: number, priority: number | undefined): void {
  const override = overrideOf(copy, line);
  copy.overrides = copy.overrides!.filter((each) => each !== override);
  copy.demands[line] = { ...copy.demands[line]!, criticalUnits: 0, floorUnits: 0, priority };
}

function openLane(copy: AllocationProblem, source: string, site: string): void {
  copy.lanes = copy.lanes?.filter((lane) => lane.source !== source || lane.site !== site);
  copy.lanes?.push({ source, site });
}
