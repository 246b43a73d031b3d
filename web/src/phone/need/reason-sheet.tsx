import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Field, Sheet } from '../../shared/plain/plain.tsx';

const shortest = 2;

type ReasonProps = {
  title: string;
  /** Usual reasons, one tap each. */
  reasons: readonly string[];
  open: boolean;
  onClose: () => void;
  /** Answers with what kept it from being done, or null. */
  onGive: (reason: string) => Promise<string | null>;
};

/** Asks for a reason, in a tap or in words, and does it. Stays open while the server has something against it. */
export function ReasonSheet(props: ReasonProps) {
  return (
    <Sheet title={props.title} open={props.open} onClose={props.onClose}>
      <ReasonForm {...props} />
    </Sheet>
  );
}

function ReasonForm({ title, reasons, onClose, onGive }: ReasonProps) {
  const { t } = useTranslation('phone-need');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function give(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    if (reason.trim().length < shortest) return setFailure(t('reason.missing'));
    setBusy(true);
    const refusal = await onGive(reason.trim());
    setBusy(false);
    setFailure(refusal);
    if (refusal === null) onClose();
  }

  return (
    <form noValidate onSubmit={(event) => void give(event)}>
      {reasons.length > 0 ? (
        <div className="choices-row reasons">
          {reasons.map((usual) => (
            <button
              key={usual}
              type="button"
              className="toggle"
              aria-pressed={reason === usual}
              onClick={() => setReason(usual)}
            >
              {usual}
            </button>
          ))}
        </div>
      ) : null}
      <Field label={t('reason.label')} error={failure}>
        <textarea rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Button kind="main" type="submit" className="button-wide" busy={busy}>
        {title}
      </Button>
    </form>
  );
}
