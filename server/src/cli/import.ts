import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type ImportReport, type Role, roleCodes, roles } from '@baogong/contract';
import { prepareDatabase } from '../main.ts';
import { importFile } from '../needs/index.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import { systemClock } from '../platform/clock.ts';
import { loadConfig } from '../platform/config.ts';
import { openDatabase } from '../platform/db/database.ts';
import { sharedHints } from '../platform/log/hints.ts';
import { UsageFailure } from './command.ts';
import { withDatabaseUrl } from './database.ts';

export const summary = 'import needs from a spreadsheet (xlsx or csv)';

/** Roles that stand for a whole area; others act for one organisation and import on the screen. */
const importers = roleCodes.filter((role) =>
  ['dispatcher', 'supervisor', 'district-desk', 'hotline-desk'].includes(role),
);

export const usage = [
  './baogong import FILE [--dry-run] [--create-missing] [--as dispatcher] [--area <code>] [--rejected OUT] [--json]',
  '',
  'Takes the good rows of FILE and reports the others by row and cell. Repeating a file changes nothing.',
  'Exit code 0: the file was read (even when rows were rejected); 1: it could not be read.',
  '',
  '  --dry-run         check everything, write nothing',
  '  --create-missing  add institutions that the directory lacks; the file must name province, city or district',
  `  --as ROLE         whose rights count: ${importers.join(', ')} (dispatcher)`,
  '  --area CODE       the area of that post; the whole country by default',
  '  --rejected OUT    write the file with the bad rows, in red and with reasons, to OUT',
  '  --language zh|en  language of the messages (zh)',
  '  --json            one line of JSON on standard output: the report',
].join('\n');

const options = {
  'dry-run': { type: 'boolean', default: false },
  'create-missing': { type: 'boolean', default: false },
  as: { type: 'string', default: 'dispatcher' },
  area: { type: 'string', default: '' },
  rejected: { type: 'string' },
  language: { type: 'string', default: 'zh' },
  json: { type: 'boolean', default: false },
} as const;

const MOST_BYTES = 30_000_000;

/** Imports into the running city's database, or into the one that this command starts. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) throw new UsageFailure('Give one file.');
  const locale = values.language === 'en' ? 'en' : 'zh';
  const actor = actorFor(values.as, values.area, values['create-missing'], locale);
  const content = await readInput(path);
  if (!content) return 1;
  const given = {
    fileName: basename(path),
    content,
    dryRun: values['dry-run'],
    createMissing: values['create-missing'],
  };
  const { report, rejectedFile } = await withServices((services) =>
    importFile(services, { ...given, actor, locale }, showProgress),
  );
  process.stderr.write(`${progressLine(report)}\n`);
  if (values.rejected !== undefined && rejectedFile) await writeFile(values.rejected, rejectedFile);
  if (values.json) console.log(JSON.stringify(report));
  else printReport(report, values.rejected !== undefined && rejectedFile !== null);
  return report.status === 'done' ? 0 : 1;
}

function actorFor(role: string, areaCode: string, createMissing: boolean, locale: 'zh' | 'en'): Actor {
  if (!importers.includes(role as Role)) throw new UsageFailure(`--as must be one of: ${importers.join(', ')}.`);
  if (!/^(?:|\d{2}|\d{4}|\d{6}|\d{9})$/.test(areaCode)) throw new UsageFailure('--area must be an area code.');
  const importer = { role: role as Role, areaCode, organisationId: null };
  const administrator = { role: 'administrator' as const, areaCode: null, organisationId: null };
  return {
    ...systemActor,
    name: `${roles[importer.role].zh}（命令行）`,
    locale,
    posts: createMissing ? [importer, administrator] : [importer],
  };
}

async function readInput(path: string): Promise<Buffer | undefined> {
  try {
    if ((await stat(path)).size > MOST_BYTES) throw new Error('larger than 30 MB 超过 30 MB');
    return await readFile(path);
  } catch (error) {
    console.error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

async function withServices<Answer>(
  work: (services: Parameters<typeof importFile>[0]) => Promise<Answer>,
): Promise<Answer> {
  return withDatabaseUrl(loadConfig(), async (url) => {
    await prepareDatabase(url);
    const { db, close } = openDatabase(url, 4);
    const hints = await sharedHints(url);
    try {
      return await work({ db, hints, clock: systemClock });
    } finally {
      await hints.close();
      await close();
    }
  });
}

function showProgress(report: ImportReport): void {
  process.stderr.write(process.stderr.isTTY ? `\r${progressLine(report)}` : `${progressLine(report)}\n`);
}

function progressLine({ status, done, rows, accepted, rejected, repeated }: ImportReport): string {
  return `${status}  ${done}/${rows}  accepted ${accepted}  rejected ${rejected}  repeated ${repeated}`;
}

function printReport(report: ImportReport, wroteRejected: boolean): void {
  if (report.failure) console.log(report.failure);
  for (const error of report.errors) console.log(`${error.row}\t${error.column}\t${error.message}`);
  console.log(
    `${report.fileName}: ${report.rows} rows, ${report.accepted} accepted (${report.needs} needs), ` +
      `${report.rejected} rejected, ${report.repeated} taken before${report.dryRun ? '; dry run, nothing written' : ''}`,
  );
  if (report.hasRejectedFile && !wroteRejected) console.log('Bad rows can be handed back: --rejected OUT.xlsx');
}
