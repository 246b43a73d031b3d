import { createHash } from 'node:crypto';
import { type ImportReport, newId } from '@baogong/contract';
import { type Actor, requireAnyRelation, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import { runCommand } from '../../platform/http/command.ts';
import type { Act, ActorContext } from '../../platform/http/context.ts';
import { procedures } from '../../platform/http/procedures.ts';
import { recordFacts } from '../../platform/log/record.ts';
import { notFound, Refusal } from '../../platform/refusal.ts';
import { formatOf, MEDIA_TYPES } from './format.ts';
import { parseText } from './parse-text.ts';
import { findImport, findRejectedFile, type ImportFormat, insertImport } from './queries.ts';
import { makeTemplate } from './template.ts';

const { intake: routes } = procedures;

const MOST_BYTES = 30_000_000;

export const intakeHandlers = {
  parseText: routes.parseText.handler(({ input, context }) =>
    parseText(context.db, context.actor, input.text, context.locale, context.clock.now()),
  ),
  importTemplate: routes.importTemplate.handler(async ({ input, context }) => {
    const { db, actor, locale, clock } = context;
    const content = await makeTemplate(db, actor, input, locale, clock.now());
    return fileOf(content, `baogong-needs.${input.format}`, input.format);
  }),
  startImport: routes.startImport.handler(({ input, context }) => startImport(context, input)),
  getImport: routes.getImport.handler(async ({ input, context }) => (await visibleImport(context, input.id)).report),
  rejectedRows: routes.rejectedRows.handler(async ({ input, context }) => {
    await visibleImport(context, input.id);
    const found = await findRejectedFile(context.db, input.id);
    if (!found?.rejected_file) throw notFound('退回的文件', 'File handed back');
    const format = found.format as ImportFormat;
    const name = found.file_name.replace(/\.[^.]*$/, '').slice(0, 100);
    return fileOf(found.rejected_file, `${name}-rejected.${format}`, format);
  }),
};

function fileOf(content: Buffer, name: string, format: ImportFormat): File {
  return new File([new Uint8Array(content)], name, { type: MEDIA_TYPES[format] });
}

type StartInput = { commandId: string; file: File; dryRun: boolean; createMissing: boolean };

/** Stores the file and records that it came; the job that this fact starts does the rest. */
async function startImport(context: ActorContext, input: StartInput): Promise<ImportReport> {
  if (input.file.size > MOST_BYTES) throw new Refusal('TOO_LARGE', 'file-too-large', { params: { limit: '30 MB' } });
  if (input.createMissing) requireAnyRelation(context.actor, 'directory.add');
  const content = Buffer.from(await input.file.arrayBuffer());
  const { file: _file, ...rest } = input;
  const command = { ...rest, name: input.file.name, sha256: createHash('sha256').update(content).digest('hex') };
  return runCommand(context, 'intake.startImport', command, (act) => storeImport(act, context, input, content));
}

async function storeImport(act: Act, context: ActorContext, input: StartInput, content: Buffer): Promise<ImportReport> {
  const id = newId();
  const at = iso(act.now);
  const fileName = input.file.name.slice(0, 200) || 'import';
  const { dryRun, createMissing } = input;
  const { actor, locale } = context;
  await insertImport(act.tx, {
    id,
    fileName,
    format: formatOf(content),
    content,
    dryRun,
    createMissing,
    actor,
    locale,
    at,
  });
  const details = { fileName, bytes: content.length, dryRun, createMissing };
  const fact = { module: 'intake', action: 'start', subjectId: id, version: 1, happenedAt: at, details };
  await recordFacts(act.tx, act.actor, act.commandId, [fact]);
  const stored = await findImport(act.tx, id);
  if (!stored) throw new Error(`import ${id} vanished`);
  return stored.report;
}

async function visibleImport(context: ActorContext, id: string) {
  const found = await findImport(context.db, id);
  if (!found || !maySee(context.actor, found.requestedBy)) throw notFound('导入', 'Import');
  return found;
}

/** One's own imports, and those of people whose importing posts all lie within one's own scope. */
function maySee(actor: Actor, importer: Actor): boolean {
  if (actor.id === importer.id) return true;
  const scope = scopeOf(actor, 'needs.import');
  const theirs = scopeOf(importer, 'needs.import');
  if (scope.everywhere) return true;
  const within = (area: string) => scope.areas.some((own) => area.startsWith(own));
  const some = theirs.areas.length + theirs.own.length > 0;
  return some && theirs.areas.every(within) && theirs.own.every((organisation) => scope.own.includes(organisation));
}
