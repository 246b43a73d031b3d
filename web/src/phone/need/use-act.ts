import type { Need } from '@baogong/contract';
import { UNDO_SECONDS, type NeedAction } from '@baogong/contract/life';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, newCommandId, problemOf } from '../../shared/api.ts';
import { showToast } from '../../shared/plain/toasts.tsx';
import type { Problem } from '../../shared/problem.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useSay } from '../../shared/use-say.ts';

type Base = { commandId: string; id: string; version: number };

/** Does one thing to the need; the words of what kept it from being done, or null when it is done. */
export type Act = <Input extends object>(
  action: NeedAction,
  input: Input,
  call: (body: Base & Input) => Promise<Need>,
) => Promise<string | null>;

/** Acting on a need: on the version seen, repeatable after a lost answer, with ten seconds to take it back. */
export function useAct(need: Need): Act {
  const client = useQueryClient();
  const { t } = useTranslation(['phone-need', 'shared']);
  const say = useSay();
  const commandId = useCommandId();

  function show(answer: Need): void {
    client.setQueryData(queryKeys.need(answer.id), answer);
    void client.invalidateQueries({ queryKey: queryKeys.needLists });
  }

  async function undo(done: Need): Promise<void> {
    try {
      show(await api.needs.undoDecision({ commandId: newCommandId(), id: done.id, version: done.version }));
      showToast({ text: t('undone') });
    } catch (error) {
      showToast({ text: say.problem(problemOf(error)), tone: 'danger' });
    }
  }

  return async (action, input, call) => {
    const body = { id: need.id, version: need.version, ...input };
    try {
      const answer = await call({ commandId: commandId([action, body]), ...body });
      show(answer);
      const undoable = answer.undoUntil ? { undo: () => void undo(answer), undoUntil: Date.now() + undoMs } : {};
      showToast({ text: t('done', { action: t(`shared:action.${action}`) }), ...undoable });
      return null;
    } catch (error) {
      return refusalText(problemOf(error));
    }
  };

  function refusalText(problem: Problem): string {
    if (problem.status === 409) void client.invalidateQueries({ queryKey: queryKeys.need(need.id) });
    return say.problem(problem);
  }
}

const undoMs = UNDO_SECONDS * 1000;

/** Why this cannot be done now; null when it can, undefined when the life of the need has no such step here. */
export function blockOf(need: Pick<Need, 'actions'>, action: NeedAction): string | null | undefined {
  return need.actions.find((offer) => offer.action === action)?.blocked;
}
