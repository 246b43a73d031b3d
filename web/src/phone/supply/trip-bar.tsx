import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Button, Field, Sheet } from '../../shared/plain/plain.tsx';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useSay } from '../../shared/use-say.ts';
import { WhenField } from '../when-field.tsx';
import { stopsOf, tripOf, type Load, type Order } from './trip.ts';

type BarProps = { supplier: string; orders: Order[]; load: Load; onSent: () => void };

/** The trip at the foot of the page, always in reach: how many orders to how many places; then the sheet that sends it. */
export function TripBar(props: BarProps) {
  const { t } = useTranslation('phone-supply');
  const [open, setOpen] = useState(false);
  const { orders, load } = props;
  const title = t('trip.count', { count: Object.keys(load).length, stops: stopsOf(orders, load) });
  const { faulty } = tripOf(orders, load);
  const say = useSay();
  return (
    <section className="send-bar" aria-label={t('trip.title')}>
      <Button
        kind="main"
        icon="truck"
        className="button-wide"
        blocked={faulty ? t('trip.faulty', { item: say.text(faulty.itemName) }) : null}
        onClick={() => setOpen(true)}
      >
        <span aria-live="polite">{title}</span>
      </Button>
      <Sheet title={title} open={open} onClose={() => setOpen(false)}>
        <TripForm {...props} />
      </Sheet>
    </section>
  );
}

function TripForm({ supplier, orders, load, onSent }: BarProps) {
  const { t } = useTranslation('phone-supply');
  const say = useSay();
  const commandId = useCommandId();
  const [expectedAt, setExpectedAt] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { lines } = tripOf(orders, load);

  async function ship(): Promise<void> {
    const body = { supplierId: supplier, lines, expectedAt, note: note.trim() || null };
    setBusy(true);
    setFailure(null);
    try {
      await api.deliveries.shipDelivery({ commandId: commandId(body), ...body });
      onSent();
    } catch (error) {
      setFailure(say.problem(problemOf(error)));
      setBusy(false);
    }
  }

  return (
    <>
      <WhenField
        label={t('trip.expected')}
        quick={['half-hour', 'hour', 'two-hours']}
        value={expectedAt}
        onChange={setExpectedAt}
      />
      <Field label={t('trip.note')}>
        <input
          maxLength={200}
          placeholder={t('trip.note-hint')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      {failure ? (
        <p className="error" role="alert">
          {failure}
        </p>
      ) : null}
      <Button kind="main" icon="truck" className="button-wide" busy={busy} onClick={() => void ship()}>
        {t('trip.send')}
      </Button>
    </>
  );
}
