import type { Need } from '@baogong/contract';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Button, Field, Sheet } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { readQuantity } from '../ask/quantity.ts';
import { missingOf } from '../standing.ts';
import { useAct } from './use-act.ts';

type SheetProps = { need: Need; title: string; open: boolean; onClose: () => void };
const shortest = 2;

/** Doing without what is still missing: how much of which line, and why. */
export function WaiveSheet({ need, title, open, onClose }: SheetProps) {
  return (
    <Sheet title={title} open={open} onClose={onClose}>
      <WaiveForm need={need} title={title} onClose={onClose} />
    </Sheet>
  );
}

function WaiveForm({ need, title, onClose }: Omit<SheetProps, 'open'>) {
  const { t } = useTranslation('phone-need');
  const say = useSay();
  const act = useAct(need);
  const lines = need.lines.filter((line) => missingOf(line) > 0);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const typedFor = (id: string, missing: number) => typed[id] ?? String(missing);

  async function waive(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const given = lines.flatMap((line) => {
      const quantity = readQuantity(typedFor(line.id, missingOf(line)));
      return quantity === null ? [] : [{ lineId: line.id, quantity }];
    });
    if (given.length === 0) return setFailure(t('receive.fault-nothing'));
    if (reason.trim().length < shortest) return setFailure(t('reason.missing'));
    setBusy(true);
    const refusal = await act('waive', { lines: given, reason: reason.trim() }, api.needs.waiveRest);
    setBusy(false);
    setFailure(refusal);
    if (refusal === null) onClose();
  }

  return (
    <form noValidate onSubmit={(event) => void waive(event)}>
      {lines.map((line) => (
        <Field
          key={line.id}
          label={say.text(line.itemName)}
          hint={t('waive.missing', { quantity: say.quantity(missingOf(line), line.baseUnitName) })}
        >
          <input
            inputMode="numeric"
            value={typedFor(line.id, missingOf(line))}
            onChange={(event) => setTyped({ ...typed, [line.id]: event.target.value })}
          />
        </Field>
      ))}
      <Field label={t('reason.label')} error={failure}>
        <textarea rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Button kind="main" type="submit" className="button-wide" busy={busy}>
        {title}
      </Button>
    </form>
  );
}
