import { createHash } from 'node:crypto';
import { type NeedLineInput, newId } from '@baogong/contract';
import { iso } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Act } from '../../platform/http/context.ts';
import { conflict, invalid } from '../../platform/refusal.ts';
import { headlineOfLines, requestedOf } from '../collect/prepare.ts';
import { validateForm } from '../kinds/index.ts';
import { countAttachments, insertAttachment } from '../queries/extras.ts';
import { replaceLines } from '../queries/need-rows.ts';
import { referenceOf } from '../reference.ts';
import { hurtsAt } from '../urgency.ts';
import { applyEffect, decide, type Effect, type Matter, openMatter, requireStep } from './decide.ts';
import { requireRight } from '../../platform/actor.ts';

export type ReviseInput = {
  id: string;
  version: number;
  lines?: NeedLineInput[] | undefined;
  neededBy?: string | null | undefined;
  runsDryAt?: string | null | undefined;
  description?: string | null | undefined;
  form?: Record<string, unknown> | undefined;
};

/** Corrects a need that was not yet dispatched. Lines left out stay as they are. */
export async function reviseNeed(act: Act, db: Db, input: ReviseInput): Promise<void> {
  await decide(act, input, 'revise', async (matter) => {
    const headline = input.lines ? await reviseLines(act, db, matter, input.lines) : matter.need.headline;
    return {
      set: { ...revisedFields(act, matter, input), headline },
      details: { fields: changedFields(input) },
    } satisfies Effect;
  });
}

function revisedFields(act: Act, { need, kind }: Matter, input: ReviseInput) {
  const neededBy = input.neededBy === undefined ? need.needed_by : instant(input.neededBy);
  const runsDryAt = input.runsDryAt === undefined ? need.runs_dry_at : instant(input.runsDryAt);
  const since = Temporal.Instant.from(need.collected_at);
  return {
    needed_by: neededBy,
    runs_dry_at: runsDryAt,
    hurts_at: hurtsAt({ kind, priority: need.priority as never, status: 'collected', since, neededBy, runsDryAt }),
    description: input.description === undefined ? need.description : input.description,
    form: JSON.stringify(input.form ? validateForm(kind, input.form, act.actor.locale) : need.form),
  };
}

async function reviseLines(
  act: Act,
  db: Db,
  { need, lines, kind }: Matter,
  wanted: readonly NeedLineInput[],
): Promise<string> {
  if (kind.life !== 'supply') throw invalid('lines-not-allowed', { field: 'lines' });
  if (lines.some((line) => line.approved !== null && line.approved > 0))
    throw conflict('stale-version', { field: 'lines' });
  const items = await referenceOf(db).catalogue.items();
  const rows = wanted.map((line, position) => {
    const item = items.get(line.item);
    if (!item)
      throw invalid('unknown-field-value', {
        field: `lines[${position}].item`,
        params: { field: 'item', value: line.item },
      });
    const requested = requestedOf(item, line, `lines[${position}]`);
    const row = {
      id: newId(),
      need_id: need.id,
      position,
      item_code: line.item,
      specification: line.specification ?? null,
      said: line.said ?? null,
      requested,
    };
    return { row, item, requested };
  });
  await replaceLines(
    act.tx,
    need.id,
    rows.map(({ row }) => row),
  );
  return headlineOfLines(rows);
}

function changedFields(input: ReviseInput): string[] {
  return (['lines', 'neededBy', 'runsDryAt', 'description', 'form'] as const).filter(
    (name) => input[name] !== undefined,
  );
}

function instant(text: string | null): string | null {
  return text === null ? null : iso(Temporal.Instant.from(text));
}

/** A remark stands in the history; it changes nothing else and needs no version. */
export async function commentNeed(act: Act, input: { id: string; text: string }): Promise<void> {
  const matter = await openMatter(act, input.id);
  requireRight(act.actor, 'needs.comment', matter.subject);
  requireStep(matter.need, 'comment');
  await applyEffect(act, matter, 'comment', { details: { text: input.text } });
}

const MOST_ATTACHMENTS = 20;

export async function attachFile(act: Act, input: { id: string; file: File }): Promise<void> {
  const matter = await openMatter(act, input.id);
  requireRight(act.actor, 'needs.comment', matter.subject);
  requireStep(matter.need, 'attach');
  if ((await countAttachments(act.tx, input.id)) >= MOST_ATTACHMENTS) {
    throw conflict('file-too-large', {
      field: 'file',
      params: { limit: { zh: `${MOST_ATTACHMENTS} 个附件`, en: `${MOST_ATTACHMENTS} files` } },
    });
  }
  const content = Buffer.from(await input.file.arrayBuffer());
  const attachment = {
    id: newId(),
    needId: input.id,
    name: input.file.name.slice(0, 200) || 'file',
    mediaType: input.file.type || 'application/octet-stream',
  };
  await insertAttachment(act.tx, { ...attachment, content, sha256: createHash('sha256').update(content).digest() });
  await applyEffect(act, matter, 'attach', { details: { name: attachment.name, bytes: content.length } });
}
