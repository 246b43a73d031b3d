import type { Need } from '@baogong/contract';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Button, Field, Loading, Sheet } from '../../shared/plain/plain.tsx';
import { useMay } from '../../shared/session.ts';
import { useSay } from '../../shared/use-say.ts';
import { Choices } from '../../shared/plain/choices.tsx';
import { useKindOf } from './answers.tsx';
import { useAct } from './use-act.ts';

type SheetProps = { need: Need; title: string; open: boolean; onClose: () => void };

/** Closing without a receipt: one of the kind's reasons, and a note. Some reasons need a supervisor and say so. */
export function CloseSheet({ need, title, open, onClose }: SheetProps) {
  return (
    <Sheet title={title} open={open} onClose={onClose}>
      <CloseForm need={need} title={title} onClose={onClose} />
    </Sheet>
  );
}

function CloseForm({ need, title, onClose }: Omit<SheetProps, 'open'>) {
  const { t } = useTranslation('phone-need');
  const say = useSay();
  const act = useAct(need);
  const reasons = useKindOf(need)?.closing.reasons;
  const supervises = useMay()('needs.close-unmet', { areaCode: need.areaCode });
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (!reasons) return <Loading />;
  const chosen = reasons.find(({ code }) => code === reason);

  async function close(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    if (!chosen) return setFailure(t('reason.missing'));
    setBusy(true);
    const refusal = await act('close', { reason: chosen.code, note: note.trim() || null }, api.needs.closeNeed);
    setBusy(false);
    setFailure(refusal);
    if (refusal === null) onClose();
  }

  return (
    <form noValidate onSubmit={(event) => void close(event)}>
      <Choices
        label={t('close.reason')}
        value={reason}
        onChange={setReason}
        options={reasons.map(({ code, label, supervisor }) => ({
          value: code,
          label: supervisor ? `${say.text(label)} (${t('close.supervisor')})` : say.text(label),
        }))}
      />
      <Field label={t('close.note')} error={failure}>
        <textarea rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Button
        kind="main"
        type="submit"
        className="button-wide"
        busy={busy}
        blocked={chosen?.supervisor && !supervises ? t('close.ask-supervisor') : null}
      >
        {title}
      </Button>
    </form>
  );
}
