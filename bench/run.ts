import { parseArgs } from 'node:util';
import { benches } from './list.ts';
import { describeReport, type Report } from './shared/report.ts';

/** `npm run bench` lists; `npm run bench -- <name>|all [--json]` runs. With --json the last line is one JSON object. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const [name] = positionals;
if (name === undefined) list();
else if (name === 'all') await runAll();
else if (Object.hasOwn(benches, name)) finish(await runOne(name));
else {
  console.error(`There is no bench "${name}".`);
  list();
  process.exitCode = 2;
}

function list(): void {
  const width = Math.max(...Object.keys(benches).map((each) => each.length));
  for (const [each, { summary }] of Object.entries(benches)) console.log(`  ${each.padEnd(width)}  ${summary}`);
  console.log(`\n  npm run bench -- <name>|all [--json]`);
}

async function runOne(each: string): Promise<Report> {
  const report = await benches[each]!.load().then((bench) => bench.run());
  console.log(describeReport(report));
  return report;
}

/** One after the other, so that none disturbs another. */
async function runAll(): Promise<void> {
  const reports: Report[] = [];
  for (const each of Object.keys(benches)) {
    const report = await runOne(each);
    if (values.json) console.log(JSON.stringify(report));
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
  if (values.json) console.log(JSON.stringify(report));
  process.exitCode = report.pass ? 0 : 1;
}
