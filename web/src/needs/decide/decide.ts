import type { Need, NeedSummary } from '@baogong/contract';
import { UNDO_SECONDS, type NeedAction } from '@baogong/contract/life';
import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, newCommandId, problemOf } from '../../shared/api.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import type { Problem } from '../../shared/problem.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';

/** What every decision carries: its command, the need, the version the person saw. */
export type DecisionBase = { commandId: string; id: string; version: number };

export type Decision = {
  need: NeedSummary;
  action: NeedAction;
  run: (base: DecisionBase) => Promise<Need>;
  /** What the need will look like, shown at once; taken back if the server refuses. */
  guess?: Partial<NeedSummary>;
  /** The dialog shows a refusal itself. */
  quiet?: boolean;
};

/** Runs a decision: shows the guess at once, then the server's answer, with a 10 s undo where the life allows. Null when done. */
export function useDecide(): (decision: Decision) => Promise<Problem | null> {
  const client = useQueryClient();
  const { t } = useTranslation(['needs-decide', 'shared']);
  const say = useSay();
  const undo = useUndo();
  return async (decision) => {
    const outcome = await attempt(client, decision);
    if ('problem' in outcome) {
      if (!decision.quiet) showToast({ text: say.problem(outcome.problem), tone: 'danger' });
      return outcome.problem;
    }
    const { need } = outcome;
    showToast({
      text: t('done.one', { number: need.number, action: t(`shared:action.${decision.action}`) }),
      ...(need.undoUntil ? { undo: () => void undo([need]), undoUntil: Date.now() + UNDO_SECONDS * 1000 } : {}),
    });
    return null;
  };
}

/** Runs many decisions, a few at a time; one toast tells the sum, one undo takes all back. */
export function useDecideMany(): (decisions: Decision[]) => Promise<void> {
  const client = useQueryClient();
  const { t } = useTranslation(['needs-decide', 'shared']);
  const say = useSay();
  const undo = useUndo();
  return async (decisions) => {
    const first = decisions[0];
    if (!first) return;
    const outcomes = await inTurns(decisions, (decision) => attempt(client, decision));
    const done = outcomes.flatMap((outcome) => ('need' in outcome ? [outcome.need] : []));
    const refused = outcomes.flatMap((outcome) => ('problem' in outcome ? [outcome.problem] : []));
    const action = t(`shared:action.${first.action}`);
    const why = refused[0] ? say.problem(refused[0]) : '';
    showToast({
      text: refused.length
        ? t('done.some', { count: done.length, action, refused: refused.length, why })
        : t('done.many', { count: done.length, action }),
      tone: done.length ? 'good' : 'danger',
      ...(done.length ? { undo: () => void undo(done), undoUntil: Date.now() + UNDO_SECONDS * 1000 } : {}),
    });
  };
}

type Outcome = { need: Need } | { problem: Problem };

async function attempt(client: QueryClient, { need, run, guess }: Decision): Promise<Outcome> {
  if (guess) showNeed(client, need.id, guess);
  try {
    const answer = await run({ commandId: newCommandId(), id: need.id, version: need.version });
    showNeed(client, need.id, answer);
    client.setQueryData(queryKeys.need(need.id), answer);
    void client.invalidateQueries({ queryKey: queryKeys.figures });
    return { need: answer };
  } catch (error) {
    if (guess) showNeed(client, need.id, need);
    void client.invalidateQueries({ queryKey: queryKeys.needs });
    return { problem: problemOf(error) };
  }
}

function useUndo(): (needs: Need[]) => Promise<void> {
  const client = useQueryClient();
  const { t } = useTranslation('needs-decide');
  const say = useSay();
  return async (needs) => {
    await inTurns(needs, async (need) => {
      const outcome = await attempt(client, { need, action: 'claim', run: (base) => api.needs.undoDecision(base) });
      const text = 'problem' in outcome ? say.problem(outcome.problem) : t('undo.done', { number: need.number });
      if ('problem' in outcome || needs.length === 1)
        showToast({ text, tone: 'problem' in outcome ? 'danger' : 'good' });
    });
    await client.invalidateQueries({ queryKey: queryKeys.needs });
  };
}

/** Shows the change wherever the need is on screen: queues, lists, its page. */
function showNeed(client: QueryClient, id: string, change: Partial<NeedSummary>): void {
  const patch = (row: NeedSummary) => (row.id === id ? { ...row, ...change } : row);
  client.setQueriesData<ListData>({ queryKey: queryKeys.needLists }, (data) => {
    if (!data) return data;
    if ('pages' in data) return { ...data, pages: data.pages.map((page) => ({ ...page, rows: page.rows.map(patch) })) };
    return { ...data, rows: data.rows.map(patch) };
  });
  client.setQueryData<Need>(queryKeys.need(id), (need) => (need ? { ...need, ...change } : need));
}
type Rows = { rows: NeedSummary[]; next: string | null };
type ListData = InfiniteData<Rows> | Rows;

const atOnce = 4;

async function inTurns<Input, Output>(inputs: Input[], work: (input: Input) => Promise<Output>): Promise<Output[]> {
  const outputs: Output[] = [];
  for (let start = 0; start < inputs.length; start += atOnce) {
    outputs.push(...(await Promise.all(inputs.slice(start, start + atOnce).map(work))));
  }
  return outputs;
}
