import { type InputFault, readInstance, replenish, writeSolution } from '@baogong/solver/replenishment';
import type { SolveCall } from '../solve.ts';
import { counted, nameOf, readInput } from './input.ts';
import { write } from './routing.ts';

const USUAL_SECONDS = 60;

/** An instance of the challenge in, its solution out. */
export async function solveReplenishment(call: SolveCall): Promise<number> {
  const { problem, faults } = readInstance(await readInput(call.path));
  if (!problem) return tellFaults(call.path, faults, call.language);
  const { plan, verdict, iterations } = replenish(problem, {
    ...(call.iterations === undefined ? { seconds: call.seconds ?? USUAL_SECONDS } : { iterations: call.iterations }),
    seed: call.seed,
    now: () => performance.now(),
    onProgress: (progress) => showProgress(progress, call.language),
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  await write(call.out, writeSolution(plan));
  console.error(
    {
      zh: `${verdict.shifts} 个班次，每千克成本 ${verdict.logisticRatio.toFixed(6)}，违反规则 ${verdict.faults.length} 处（迭代 ${iterations} 次）`,
      en: `${counted(verdict.shifts, 'shift')}, cost a kilogram ${verdict.logisticRatio.toFixed(6)}, ${counted(verdict.faults.length, 'rule')} broken (${counted(iterations, 'iteration')})`,
    }[call.language],
  );
  return 0;
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
