import type { Warning, WarningAnswer } from '@baogong/contract';
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../shared/api.ts';
import { Entry } from '../shared/desk/entry.tsx';
import { FormDialog } from '../shared/desk/form-dialog.tsx';
import { useSave } from '../shared/desk/use-save.ts';
import { queryKeys } from '../shared/query-keys.ts';
import { useSay } from '../shared/use-say.ts';

const answers: readonly WarningAnswer[] = ['help-comes', 'mistaken', 'not-used', 'accepted'];

/** Why it is over: it stays quiet for a while, unless it gets worse. */
export function AnswerDialog({ warning, onClose }: { warning: Warning; onClose: () => void }) {
  const { t } = useTranslation('warnings');
  const say = useSay();
  const [answer, setAnswer] = useState<WarningAnswer>('help-comes');
  const [note, setNote] = useState('');
  const { save, busy, problem } = useSave({
    run: (commandId, input: { answer: WarningAnswer; note?: string }) =>
      api.warnings.answerWarning({ commandId, id: warning.id, version: warning.version, ...input }),
    stale: [queryKeys.warnings],
    done: onClose,
  });
  const where = `${warning.organisationName ?? warning.areaName} ${say.text(warning.itemName)}`;
  return (
    <FormDialog
      title={t('answer.title', { where })}
      confirm={t('action.answer')}
      busy={busy}
      problem={problem}
      onConfirm={() => save({ answer, ...(note.trim() ? { note: note.trim() } : {}) })}
      onClose={onClose}
    >
      <p className="secondary">{t('answer.lead')}</p>
      <Radio.Group
        aria-label={t('answer.why')}
        className="warning-answers"
        value={answer}
        onChange={(event) => setAnswer(event.target.value as WarningAnswer)}
        options={answers.map((value) => ({ value, label: t(`ending.${value}`) }))}
      />
      <Entry label={t('answer.note')} optional>
        <Input.TextArea rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Entry>
    </FormDialog>
  );
}
