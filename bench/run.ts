import { benches } from './list.ts';
import { describeReport, type Report } from './shared/report.ts';

/**
 * `npm run bench` lists; `npm run bench -- <name>|all [--json] [options of the bench]` runs. With --json the last line is one
 * JSON object. Whatever else follows the name is the bench's own.
 */
const [name, ...rest] = process.argv.slice(2).filter((each) => each !== '--json');
const json = process.argv.includes('--json');
if (name === undefined) list();
else if (name === 'all') await runAll();
else if (Object.hasOwn(benches, name)) finish(await runOne(name, rest));
else {
  console.error(`There is no bench "${name}".`);
  list();
  process.exitCode = 2;
}

function list(): void {
  const width = Math.max(...Object.keys(benches).map((each) => each.length));
  for (const [each, { summary }] of Object.entries(benches)) console.log(`  ${each.padEnd(width)}  ${summary}`);
  console.log(
    `\n  npm run bench -- <name>|all [--json] [options; --help after a name tells them where there are some]`,
  );
}

async function runOne(each: string, options: readonly string[] = []): Promise<Report> {
  const bench = await benches[each]!.load();
  if (options.length > 0 && bench.run.length === 0) throw new Error(`The bench "${each}" takes no options.`);
  const report = await bench.run(options);
  console.log(describeReport(report));
  return report;
}

/** One after the other, so that none disturbs another. */
async function runAll(): Promise<void> {
  const reports: Report[] = [];
  for (const each of Object.keys(benches)) {
    const report = await runOne(each);
    if (json) console.log(JSON.stringify(report));
    reports.push(report);
  }
  const figures = reports.flatMap((report) =>
    Object.entries(report.figures).map(([figure, value]) => [`${report.name}.${figure}`, value] as const),
  );
  const targets = reports.flatMap((report) =>
    Object.entries(report.targets).map(([figure, target]) => [`${report.name}.${figure}`, target] as const),
  );
  finish({
    name: 'all',
    figures: Object.fromEntries(figures),
    targets: Object.fromEntries(targets),
    pass: reports.every((report) => report.pass),
  });
}

function finish(report: Report): void {
  if (json) console.log(JSON.stringify(report));
  process.exitCode = report.pass ? 0 : 1;
}
