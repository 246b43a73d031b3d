import { writeFile } from 'node:fs/promises';
import {
  chooseTimes,
  drawPlan,
  explainUnassigned,
  findFaults,
  limits,
  type RoutingPlan,
  type RoutingProblem,
  solveInSteps,
  verifyPlan,
  withCurrentKeys,
} from '@baogong/solver/routing';
import type { SolveCall } from '../solve.ts';
import { withAssumptions } from './assumptions.ts';
import { faultWords, reasonWords, ruleWords, sentence } from './fault-words.ts';
import { counted, InputFailure, messageOf, nameOf, parseJson, readInput } from './input.ts';
import { progressLine } from './progress.ts';
import { runSteps, STOPPED, whileStoppable } from './stop.ts';
import { solveInThreads } from './threads.ts';

const MOST_RULES_TOLD = 20;

/** Reads, checks, solves, writes, and has the plan checked. */
export async function solveRouting(call: SolveCall): Promise<number> {
  const given = withAssumptions(withCurrentKeys(parseJson(await readInput(call.path), call.path)), call);
  const faults = findFaults(given);
  if (faults.length > 0) return refuse(faults, call);
  const problem = given as RoutingProblem;
  tellAssumptions(problem, call.language);
  const { plan, isStopped } = call.choosesTimes
    ? { plan: explainUnassigned(problem, chooseTimes(problem)), isStopped: false }
    : await search(problem, call);
  await write(call.out, `${JSON.stringify(plan)}\n`);
  if (call.svg !== undefined) await write(call.svg, drawPlan(problem, plan, { language: call.language }));
  console.error(summaryLine(plan, call.language));
  if (call.choosesTimes) return 0;
  return verified(problem, plan, call.language) || (isStopped ? STOPPED : 0);
}

/**
 * The checker's word on a plan that is about to be used. A broken rule is a bug, but for locked steps: they are done in any case,
 * and their times may no longer be kept.
 */
function verified(problem: RoutingProblem, plan: RoutingPlan, language: SolveCall['language']): number {
  const { violations } = verifyPlan(problem, plan);
  for (const rule of violations.slice(0, MOST_RULES_TOLD)) {
    console.error(`${rule.path}  ${sentence({ ...faultWords, ...ruleWords }, rule, language)}`);
  }
  const isLocked = problem.vehicles.some(({ steps }) => steps?.some(({ locked }) => locked));
  return violations.length > 0 && !isLocked ? 1 : 0;
}

async function search(
  problem: RoutingProblem,
  { seconds, iterations, seed, threads, language }: SolveCall,
): Promise<{ plan: RoutingPlan; isStopped: boolean }> {
  const progress = progressLine(language);
  const onProgress = progress.show;
  const effort = iterations === undefined ? { seconds: seconds ?? 10 } : { iterations };
  const { result: plan, isStopped } = await whileStoppable(language, (stop) =>
    threads > 1
      ? solveInThreads(problem, { seconds, iterations, seed, threads, stop, onProgress })
      : runSteps(
          solveInSteps(problem, { ...effort, seed, now: () => performance.now(), stop: stop.isAsked, onProgress }),
        ),
  );
  progress.done();
  return { plan, isStopped };
}

/** Faults in the reader's language on standard error, and as VROOM's error on standard output, for programs. */
async function refuse(faults: ReturnType<typeof findFaults>, call: SolveCall): Promise<number> {
  for (const fault of faults) console.error(`${fault.path}  ${sentence(faultWords, fault, call.language)}`);
  const [first] = faults;
  const more = faults.length >= limits.faults ? '+' : '';
  const count = {
    zh: `${nameOf(call.path)}：${faults.length}${more} 处错误，没有求解`,
    en: `${nameOf(call.path)}: ${faults.length}${more} fault${faults.length === 1 ? '' : 's'}, not solved`,
  };
  console.error(count[call.language]);
  const error = `${first!.path} ${sentence(faultWords, first!, 'en')}`;
  await write(call.out, `${JSON.stringify({ code: 2, error, faults })}\n`);
  return 2;
}

export async function write(path: string | undefined, content: string): Promise<void> {
  if (path === undefined || path === '-') return writeOut(content);
  try {
    await writeFile(path, content);
  } catch (error) {
    throw new InputFailure(`${path}: ${messageOf(error)}`);
  }
}

/** Whoever reads may stop reading: `| head`. */
function writeOut(content: string): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.stdout.write(content);
}

/** Straight lines are not roads: people who expect a routing server should know. */
function tellAssumptions(problem: RoutingProblem, language: 'zh' | 'en'): void {
  if (Object.keys(problem.matrices ?? {}).length > 0 || problem.travel) return;
  console.error(
    {
      zh: '没有 matrices：行程按直线距离 × 1.3、时速 30 公里估算；可用 travel 或 --speed、--detour 更改',
      en: 'No matrices: travel is straight lines × 1.3 at 30 km/h; travel, --speed and --detour change that',
    }[language],
  );
}

function summaryLine({ summary, unassigned }: RoutingPlan, language: 'zh' | 'en'): string {
  const { cost, routes, iterations } = summary;
  const line = {
    zh: `${routes} 条路线，成本 ${cost}，未安排 ${unassigned.length} 个任务（迭代 ${iterations ?? 0} 次）`,
    en: `${counted(routes, 'route')}, cost ${cost}, ${counted(unassigned.length, 'task')} left out (${counted(iterations ?? 0, 'iteration')})`,
  }[language];
  return [line, ...reasonLines(unassigned, language)].join('\n');
}

/** How many tasks each reason keeps out. */
function reasonLines(unassigned: RoutingPlan['unassigned'], language: 'zh' | 'en'): string[] {
  const counts = new Map<string, number>();
  for (const { reasons } of unassigned) for (const { code } of reasons) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => `  ${count} × ${sentence(reasonWords, { code }, language)} (${code})`);
}
