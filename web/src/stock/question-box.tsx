import type { RunDryRow } from '@baogong/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../shared/api.ts';
import { Icon } from '../shared/plain/icon.tsx';
import { Button } from '../shared/plain/plain.tsx';
import { showToast } from '../shared/plain/toasts.tsx';
import { queryKeys } from '../shared/query-keys.ts';
import { useCommandId } from '../shared/use-command-id.ts';
import { useNow, useSay } from '../shared/use-say.ts';
import { rounded } from './estimates.ts';
import './stock.css';

type Answer = 'right' | 'wrong' | 'delivery';

/** An odd reading: what is odd, and the answers, one tap each. */
export function QuestionBox({ stock }: { stock: RunDryRow }) {
  const { t } = useTranslation('stock');
  const say = useSay();
  const now = useNow(60_000);
  const { answer, busy, failure } = useAnswer();
  const { question, baseUnitName } = stock;
  if (!question) return null;
  const { flag, at, quantity, expected } = question;
  const answers: Answer[] = flag === 'fills-without-delivery' ? ['delivery', 'wrong', 'right'] : ['right', 'wrong'];
  return (
    <section className="reading-question" aria-live="polite">
      <p>
        <Icon name="alert" size={16} /> <strong>{t(`flag.${flag}`)}</strong>
      </p>
      <p>
        {t('question.text', { at: say.moment(at, now), quantity: say.quantity(quantity, baseUnitName) })}
        {expected === null ? null : t('question.expected', { quantity: say.quantity(rounded(expected), baseUnitName) })}
      </p>
      <div className="question-answers">
        {answers.map((each) => (
          <Button key={each} busy={busy === each} onClick={() => void answer(question.id, each)}>
            {t(`answer.${each}`)}
          </Button>
        ))}
      </div>
      {failure ? (
        <p className="error" role="alert">
          {failure}
        </p>
      ) : null}
    </section>
  );
}

function useAnswer() {
  const { t } = useTranslation('stock');
  const say = useSay();
  const client = useQueryClient();
  const commandId = useCommandId();
  const [busy, setBusy] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  async function answer(id: string, given: Answer): Promise<void> {
    const body = { id, answer: given };
    setBusy(given);
    try {
      await api.readings.answerQuestion({ commandId: commandId(body), ...body });
      setFailure(null);
      showToast({ text: t('answer.done') });
      await client.invalidateQueries({ queryKey: queryKeys.runDry });
    } catch (error) {
      setFailure(say.problem(problemOf(error)));
    } finally {
      setBusy(null);
    }
  }
  return { answer, busy, failure };
}
