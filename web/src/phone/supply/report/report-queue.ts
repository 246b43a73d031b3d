import type { Bilingual, ReportForm } from '@baogong/contract';
import { newCommandId } from '../../../shared/command-id.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { Attempt } from '../../outbox/attempt.ts';
import { type Outbox, type Unsent, without } from '../../outbox/outbox.ts';
import type { linesOf } from './report-draft.ts';

export type Lines = ReturnType<typeof linesOf>['lines'];
type Round = Pick<ReportForm, 'organisationId' | 'day' | 'round'>;

export type UnsentReport = Unsent & {
  body: Round & { lines: Lines };
  roundName: Bilingual;
  lineNames: string[];
  at: string;
};
export type Queue = Outbox<UnsentReport>;
export type SendReport = (body: UnsentReport['body']) => Promise<Attempt<ReportForm>>;
export type Outcome = { taken: ReportForm } | { problem: Problem } | 'waits';

/**
 * Keeps the report, then sends what waits, this one last: whatever happens, it is either answered or still here. A
 * correction made while the first report waits goes out behind it.
 */
export async function report(queue: Queue, form: ReportForm, lines: Lines, send: SendReport): Promise<Outcome> {
  const { organisationId, day, round, roundName } = form;
  const body = { commandId: newCommandId(), organisationId, day, round, lines };
  const named = new Map(form.lines.map(({ line }) => [line.id, line.name]));
  const lineNames = lines.map(({ lineId }) => named.get(lineId) ?? '');
  const at = new Date().toISOString();
  queue.write([...queue.read(), { body, roundName, lineNames, at, refused: null }]);
  const taken = (await sendWaiting(queue, send)).get(body.commandId);
  if (taken) return { taken };
  const left = queue.read().find((each) => each.body.commandId === body.commandId);
  return left?.refused ? { problem: left.refused } : 'waits';
}

const sending = new WeakMap<Queue, Promise<unknown>>();

/** Sends what waits, oldest first and one at a time; stops when the network is gone again. Gives the answers by command. */
export function sendWaiting(queue: Queue, send: SendReport): Promise<Map<string, ReportForm>> {
  // Whoever comes while another sends waits, and then sends what came meanwhile.
  const before = sending.get(queue) ?? Promise.resolve();
  const mine = before.then(() => sendAll(queue, send));
  sending.set(queue, mine);
  return mine;
}

async function sendAll(queue: Queue, send: SendReport): Promise<Map<string, ReportForm>> {
  const answers = new Map<string, ReportForm>();
  for (;;) {
    const next = queue.read().find(({ refused }) => refused === null);
    if (!next) return answers;
    const { commandId } = next.body;
    const attempt = await send(next.body);
    if ('taken' in attempt) {
      answers.set(commandId, attempt.taken);
      queue.write(following(without(queue, commandId), attempt.taken));
    } else if (attempt.again) return answers;
    else queue.write(queue.read().map((each) => (isSame(each, next) ? { ...each, refused: attempt.problem } : each)));
  }
}

/** By its command: another tab may have read the queue anew. */
function isSame(one: UnsentReport, other: UnsentReport): boolean {
  return one.body.commandId === other.body.commandId;
}

/** Corrections that waited behind the report now replace what it made. None of them has been tried before. */
function following(waiting: UnsentReport[], answer: ReportForm): UnsentReport[] {
  const versions = new Map(answer.lines.map(({ line, report: made }) => [line.id, made?.version ?? null]));
  return waiting.map((each) => {
    if (each.refused !== null || !isOf(each, answer)) return each;
    const lines = each.body.lines.map((line) => ({ ...line, replaces: versions.get(line.lineId) ?? line.replaces }));
    return { ...each, body: { ...each.body, lines } };
  });
}

/** Of these, the reports of the form's producer and round: those that wait, and those that were refused. */
export function unsentOf(form: Round, unsent: readonly UnsentReport[]): UnsentReport[] {
  return unsent.filter((each) => isOf(each, form));
}

/** What was refused of the round is done with once a later word was taken. */
export function dropRefused(queue: Queue, form: Round): void {
  queue.write(queue.read().filter((each) => each.refused === null || !isOf(each, form)));
}

function isOf({ body }: UnsentReport, { organisationId, day, round }: Round): boolean {
  return body.organisationId === organisationId && body.day === day && body.round === round;
}
