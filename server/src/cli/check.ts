import { parseArgs } from 'node:util';
import { checkSolution, readInstance, readSolution, type RuleFault } from '@baogong/solver/replenishment';
import { findFaults, type RoutingProblem, verifyPlan, withCurrentKeys } from '@baogong/solver/routing';
import { UsageFailure } from './command.ts';
import { faultWords, ruleWords, sentence } from './solve/fault-words.ts';
import { type Assumptions, withAssumptions } from './solve/assumptions.ts';
import { counted, languageOf, numberOf, parseJson, readInput, withInput } from './solve/input.ts';
import { tellFaults } from './solve/replenishment.ts';

export const summary = 'check a plan against its problem: each broken rule by its path or code';

export const usage = [
  './baogong check PROBLEM.json PLAN.json',
  './baogong check INSTANCE.xml SOLUTION.xml',
  '',
  'Works everything out anew: travel, times, windows, loads, limits, order, sums, cost. JSON is VROOM’s, of any program;',
  'XML is that of the ROADEF/EURO challenge 2016, and rules are named by its codes. Needs no database.',
  'Exit code 0: all rules are kept; 1: some are broken; 2: a file can’t be read or is no problem or plan.',
  '',
  '  --speed KMH, --detour FACTOR  as the plan was solved with, when there are no matrices',
  '  --json               one line of JSON on standard output: the verdict',
  '  --language zh|en     language of the messages (zh)',
].join('\n');

const options = {
  json: { type: 'boolean', default: false },
  speed: { type: 'string' },
  detour: { type: 'string' },
  language: { type: 'string', default: 'zh' },
} as const;

type Call = { problem: string; plan: string; json: boolean; language: 'zh' | 'en' } & Assumptions;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [problem, plan, ...rest] = positionals;
  if (problem === undefined || plan === undefined || rest.length > 0)
    throw new UsageFailure('Give a problem and a plan.');
  const check = problem.toLowerCase().endsWith('.xml') ? checkReplenishment : checkRouting;
  const call: Call = {
    problem,
    plan,
    json: values.json,
    speedKmh: numberOf('speed', values.speed, 0.1),
    detour: numberOf('detour', values.detour, 1),
    language: languageOf(values.language),
  };
  return withInput(() => check(call));
}

async function checkRouting({
  problem: problemPath,
  plan: planPath,
  json,
  language,
  ...assumed
}: Call): Promise<number> {
  const problem = withAssumptions(withCurrentKeys(parseJson(await readInput(problemPath), problemPath)), assumed);
  const faults = findFaults(problem);
  for (const fault of faults) console.error(`${problemPath} ${fault.path}  ${sentence(faultWords, fault, language)}`);
  if (faults.length > 0) return 2;
  const verdict = verifyPlan(problem as RoutingProblem, parseJson(await readInput(planPath), planPath));
  if (json) console.log(JSON.stringify(verdict));
  else
    for (const rule of verdict.violations)
      console.log(`${rule.path}  ${sentence({ ...faultWords, ...ruleWords }, rule, language)}`);
  const { served, violations } = verdict;
  const cost = Math.round(verdict.cost * 1e6) / 1e6;
  console.error(
    {
      zh: `完成 ${served} 个任务，成本 ${cost}，违反规则 ${violations.length} 处`,
      en: `${counted(served, 'task')} served, cost ${cost}, ${counted(violations.length, 'rule')} broken`,
    }[language],
  );
  return violations.length > 0 ? 1 : 0;
}

async function checkReplenishment({ problem: path, plan: planPath, json, language }: Call): Promise<number> {
  const instance = readInstance(await readInput(path));
  if (!instance.problem) return tellFaults(path, instance.faults, language);
  const solution = readSolution(await readInput(planPath), instance.problem);
  if (!solution.plan) return tellFaults(planPath, solution.faults, language);
  const verdict = checkSolution(instance.problem, solution.plan);
  if (json) console.log(JSON.stringify(verdict));
  else for (const fault of verdict.faults) console.log(ruleLine(fault));
  console.error(
    {
      zh: `${verdict.shifts} 个班次，每千克成本 ${verdict.logisticRatio.toFixed(6)}，违反规则 ${verdict.faults.length} 处`,
      en: `${counted(verdict.shifts, 'shift')}, cost a kilogram ${verdict.logisticRatio.toFixed(6)}, ${counted(verdict.faults.length, 'rule')} broken`,
    }[language],
  );
  return verdict.valid ? 0 : 1;
}

/** Code first, so that lines sort and count by it. */
function ruleLine({ rule, shift, operation, point, minute, message }: RuleFault): string {
  const where = Object.entries({ shift, operation, point, minute }).filter(([, value]) => value !== undefined);
  return `${rule}  ${where.map(([name, value]) => `${name} ${value}`).join(', ')}  ${message}`;
}
