import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { instantOfLocal, localOfInstant } from '../../shared/local-time.ts';
import { draftOfLine, faultInLines, lineInputs } from '../form/draft.ts';
import { LinesEditor } from '../form/lines-editor.tsx';
import { DecisionFrame, useDialogDecision, type DialogProps } from './dialog.tsx';

/** Correcting what was asked, before it is dispatched. */
export function ReviseDialog(props: DialogProps) {
  const { t } = useTranslation(['needs-decide', 'needs-form']);
  const { need, onClose } = props;
  const [lines, setLines] = useState(() => need.lines.map(draftOfLine));
  const [neededBy, setNeededBy] = useState(need.neededBy);
  const { busy, problem, send, fail } = useDialogDecision(props);
  const field = useId();
  const hasLines = need.lines.length > 0;
  function confirm(): void {
    const fault = hasLines ? faultInLines(lines) : null;
    if (fault) return fail(t(`needs-form:lines.${fault.fault}`, { row: fault.row }));
    const change = { neededBy, ...(hasLines ? { lines: lineInputs(lines) } : {}) };
    void send((base) => api.needs.reviseNeed({ ...base, ...change }));
  }
  return (
    <DecisionFrame {...{ need, busy, problem, onClose }} title={t('revise.title')} wide onConfirm={confirm}>
      {hasLines ? <LinesEditor lines={lines} onChange={setLines} /> : null}
      <label htmlFor={field}>{t('needs-form:by.label')}</label>
      <Input
        id={field}
        type="datetime-local"
        value={localOfInstant(neededBy)}
        onChange={(event) => setNeededBy(instantOfLocal(event.target.value))}
      />
    </DecisionFrame>
  );
}
