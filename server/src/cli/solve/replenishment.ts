import {
  type InputFault,
  type Problem,
  readInstance,
  replenishInSteps,
  writeSolution,
} from '@baogong/solver/replenishment';
import type { SolveCall } from '../solve.ts';
import { counted, nameOf, readInput } from './input.ts';
import { write } from './routing.ts';
import { runSteps, STOPPED, whileStoppable } from './stop.ts';

const USUAL_SECONDS = 60;

/** An instance of the challenge in, its solution out. */
export async function solveReplenishment(call: SolveCall): Promise<number> {
  const { problem, faults } = readInstance(await readInput(call.path));
  if (!problem) return tellFaults(call.path, faults, call.language);
  const { result, isStopped } = await whileStoppable(call.language, (stop) => {
    tellBeginning(problem, call.language);
    return runSteps(
      replenishInSteps(problem, {
        ...(call.iterations === undefined
          ? { seconds: call.seconds ?? USUAL_SECONDS }
          : { iterations: call.iterations }),
        seed: call.seed,
        now: () => performance.now(),
        stop: stop.isAsked,
        onProgress: (progress) => showProgress(progress, call.language),
      }),
    );
  });
  const { plan, verdict, iterations } = result;
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  await write(call.out, writeSolution(plan));
  console.error(
    {
      zh: `${verdict.shifts} 个班次，每千克成本 ${verdict.logisticRatio.toFixed(6)}，违反规则 ${verdict.faults.length} 处（迭代 ${iterations} 次）`,
      en: `${counted(verdict.shifts, 'shift')}, cost a kilogram ${verdict.logisticRatio.toFixed(6)}, ${counted(verdict.faults.length, 'rule')} broken (${counted(iterations, 'iteration')})`,
    }[call.language],
  );
  return isStopped ? STOPPED : 0;
}

/** It may take half an hour: people should know what is being solved, and that they may end it. */
function tellBeginning({ customers, drivers, trailers, steps, stepMinutes }: Problem, language: 'zh' | 'en'): void {
  const days = Math.round((steps * stepMinutes) / 1440);
  console.error(
    {
      zh: `${customers.length} 个客户，${drivers.length} 名司机，${trailers.length} 辆挂车，${days} 天；Ctrl-C 提前结束，写出目前最好的方案`,
      en: `${counted(customers.length, 'customer')}, ${counted(drivers.length, 'driver')}, ${counted(trailers.length, 'trailer')}, ${counted(days, 'day')}; Ctrl-C ends early with the best plan so far`,
    }[language],
  );
}

export function tellFaults(path: string, faults: readonly InputFault[], language: 'zh' | 'en'): number {
  for (const fault of faults) console.error(describeInputFault(fault));
  console.error(
    { zh: `${nameOf(path)}：${faults.length} 处错误`, en: `${nameOf(path)}: ${counted(faults.length, 'fault')}` }[
      language
    ],
  );
  return 2;
}

function describeInputFault(fault: InputFault): string {
  return Object.values(fault).join('  ');
}

function showProgress(progress: { seconds: number; iterations: number; ratio: number }, language: 'zh' | 'en'): void {
  if (!process.stderr.isTTY) return;
  const ratio = Number.isNaN(progress.ratio)
    ? { zh: '尚无可行方案', en: 'no valid plan yet' }[language]
    : progress.ratio.toFixed(6);
  process.stderr.write(`\r\u001B[K${progress.seconds.toFixed(1)} s  ${ratio}  ${progress.iterations}`);
}
