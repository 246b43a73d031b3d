import { useQuery } from '@tanstack/react-query';
import { Input, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { queryKeys } from '../../shared/query-keys.ts';
import { useSay } from '../../shared/use-say.ts';
import { DecisionFrame, useDialogDecision, type DialogProps } from './dialog.tsx';

/** Closing out: the receiver's word that it is in place, or one of the kind's stated reasons. */
export function CloseDialog(props: DialogProps) {
  const { t } = useTranslation('needs-decide');
  const { need, onClose } = props;
  const [how, setHow] = useState<'receipt' | 'reason'>(need.status === 'fulfilled' ? 'receipt' : 'reason');
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const { busy, problem, send, fail } = useDialogDecision(props);
  const field = useId();
  function confirm(): void {
    if (how === 'reason' && !reason) return fail(t('close.missing'));
    const words = note.trim() || null;
    const closing = how === 'receipt' ? { receipt: { inPlace: true as const, note: words } } : { reason, note: words };
    void send((base) => api.needs.closeNeed({ ...base, ...closing }), { status: 'closed' });
  }
  return (
    <DecisionFrame {...{ need, busy, problem, onClose }} title={t('close.title')} onConfirm={confirm}>
      <Radio.Group
        vertical
        aria-label={t('close.title')}
        value={how}
        onChange={(event) => setHow(event.target.value as typeof how)}
        options={[
          { value: 'receipt', label: t('close.receipt') },
          { value: 'reason', label: t('close.other') },
        ]}
      />
      {how === 'reason' ? <ReasonSelect kind={need.kind} reason={reason} onChange={setReason} /> : null}
      <label htmlFor={field}>{t('note.label')}</label>
      <Input id={field} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
    </DecisionFrame>
  );
}

function ReasonSelect(props: { kind: string; reason: string | null; onChange: (code: string) => void }) {
  const { t } = useTranslation('needs-decide');
  const { text } = useSay();
  const field = useId();
  const kind = useQuery({
    queryKey: [...queryKeys.kinds, props.kind],
    queryFn: () => api.kinds.getKind({ code: props.kind }),
  });
  return (
    <>
      <label htmlFor={field}>{t('close.reason')}</label>
      <Select
        id={field}
        value={props.reason}
        loading={kind.isPending}
        onChange={props.onChange}
        options={kind.data?.closing.reasons.map(({ code, label, supervisor }) => ({
          value: code,
          label: text(label) + (supervisor ? t('close.supervisor') : ''),
        }))}
      />
    </>
  );
}
