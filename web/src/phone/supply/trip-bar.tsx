import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, problemOf } from '../../shared/api.ts';
import { Button, Field } from '../../shared/plain/plain.tsx';
import { useCommandId } from '../../shared/use-command-id.ts';
import { useSay } from '../../shared/use-say.ts';
import { WhenField } from '../when-field.tsx';
import { stopsOf, tripOf, type Load, type Order } from './trip.ts';

type BarProps = { supplier: string; orders: Order[]; load: Load; onSent: () => void };

/** The trip: how many orders to how many places, when it will be there, send. */
export function TripBar({ supplier, orders, load, onSent }: BarProps) {
  const { t } = useTranslation('phone-supply');
  const say = useSay();
  const commandId = useCommandId();
  const [expectedAt, setExpectedAt] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { lines, faulty } = tripOf(orders, load);

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

  const count = { count: Object.keys(load).length, stops: stopsOf(orders, load) };
  return (
    <section className="card trip" aria-label={t('trip.title')}>
      <h2 aria-live="polite">{t('trip.count', count)}</h2>
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
      <Button
        kind="main"
        icon="truck"
        className="button-wide"
        busy={busy}
        blocked={faulty ? t('trip.faulty', { item: say.text(faulty.itemName) }) : null}
        onClick={() => void ship()}
      >
        {t('trip.send')}
      </Button>
    </section>
  );
}
