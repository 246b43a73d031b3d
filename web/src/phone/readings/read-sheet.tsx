import type { Devices, RunDryRow } from '@baogong/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { newCommandId } from '../../shared/api.ts';
import { readable } from '../../shared/format.ts';
import { Button } from '../../shared/plain/plain.tsx';
import { showToast } from '../../shared/plain/toasts.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { useMe } from '../../shared/session.ts';
import { useNow, useSay } from '../../shared/use-say.ts';
import { percentOf } from '../../stock/estimates.ts';
import { keepAndSend } from '../outbox/outbox.ts';
import { readingOutbox, sendReading } from './outbox.ts';
import { Stepper } from './stepper.tsx';

const devices = [
  'invasiveVentilator',
  'nonInvasiveVentilator',
  'highFlow',
  'maskOrCannula',
] as const satisfies (keyof Devices)[];
/** Items that devices breathe from. */
const breathed = /^(liquid-oxygen|oxygen-cylinder)/;

/** One number, the last one shown beside it, and a tap to send: half a minute at the tank. */
export function ReadForm({ stock, onDone }: { stock: RunDryRow; onDone: () => void }) {
  const { t } = useTranslation(['phone-readings', 'shared']);
  const say = useSay();
  const now = useNow(60_000);
  const scale = useScale(stock);
  const [typed, setTyped] = useState(scale.last === null ? '' : String(scale.last));
  const [guessed, setGuessed] = useState(false);
  const [counts, setCounts] = useState<Devices>(stock.lastReading?.devices ?? {});
  const [touched, setTouched] = useState(false);
  const { send, busy, failure } = useSend(stock, onDone);
  const value = Number(typed.replace(',', '.'));
  const step = (by: number) => setTyped(String(Math.max(0, Math.round(((value || 0) + by) * 100) / 100)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const level = typed.trim() !== '' && Number.isFinite(value) && value >= 0 ? scale.levelOf(value) : null;
    void send(level, touched ? counts : null, guessed);
  };
  const { lastReading, item } = stock;
  return (
    <form className="read-form" onSubmit={submit}>
      <p className="hint">
        {lastReading && scale.last !== null
          ? t('read.last', { quantity: `${scale.last} ${scale.unit}`, ago: say.ago(lastReading.at, now) })
          : t('read.never')}
      </p>
      <div className="read-value">
        <input
          className="read-number"
          inputMode="decimal"
          aria-label={t('read.value')}
          aria-invalid={failure !== null || undefined}
          value={typed}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="read-unit">{scale.unit}</span>
      </div>
      <Steps onStep={step} />
      {failure ? (
        <p className="error" role="alert">
          {failure}
        </p>
      ) : null}
      {breathed.test(item) ? (
        <DeviceCounts counts={counts} onChange={(next) => (setTouched(true), setCounts(next))} />
      ) : null}
      <label className="read-guess">
        <input type="checkbox" checked={guessed} onChange={(event) => setGuessed(event.target.checked)} />
        {t('read.estimate')}
      </label>
      <Button kind="main" type="submit" className="button-wide" busy={busy}>
        {t('read.send')}
      </Button>
    </form>
  );
}

function Steps({ onStep }: { onStep: (by: number) => void }) {
  const { t } = useTranslation('phone-readings');
  return (
    <div className="read-steps">
      {[-10, -1, 1, 10].map((by) => (
        <button
          key={by}
          type="button"
          aria-label={t(by > 0 ? 'read.up' : 'read.down', { step: Math.abs(by) })}
          onClick={() => onStep(by)}
        >
          {by > 0 ? `+${by}` : `−${-by}`}
        </button>
      ))}
    </div>
  );
}

function DeviceCounts({ counts, onChange }: { counts: Devices; onChange: (counts: Devices) => void }) {
  const { t } = useTranslation('phone-readings');
  return (
    <fieldset className="read-devices">
      <legend>{t('read.devices')}</legend>
      {devices.map((device) => (
        <Stepper
          key={device}
          label={t(`device.${device}`)}
          more={t('device.more', { device: t(`device.${device}`) })}
          fewer={t('device.fewer', { device: t(`device.${device}`) })}
          value={counts[device] ?? 0}
          onChange={(count) => onChange({ ...counts, [device]: count })}
        />
      ))}
    </fieldset>
  );
}

/** In what the stock is read: per cent of a tank, else the unit that people say. */
function useScale(stock: RunDryRow) {
  const { t } = useTranslation('shared');
  const say = useSay();
  const last = stock.lastReading?.quantity ?? null;
  if (stock.gauge === 'percent' && stock.capacity !== null)
    return {
      unit: '%',
      last: last === null ? null : percentOf(last, stock.capacity),
      levelOf: (value: number) => ({ value, unit: 'percent' }),
    };
  const { value: million, word } = readable(1_000_000, stock.baseUnitName);
  const toBase = 1_000_000 / million;
  return {
    unit: word ? t(word) : say.text(stock.baseUnitName),
    last: last === null ? null : Math.round((last / toBase) * 100) / 100,
    levelOf: (value: number) => ({ value: Math.round(value * toBase), unit: stock.baseUnitName.zh }),
  };
}

function useSend(stock: RunDryRow, onDone: () => void) {
  const { t } = useTranslation('phone-readings');
  const say = useSay();
  const client = useQueryClient();
  const { me } = useMe();
  const outbox = readingOutbox(me?.personId ?? 'nobody');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function send(level: { value: number; unit: string } | null, counts: Devices | null, guessed: boolean) {
    if (level === null && counts === null) return setFailure(t('read.wrong'));
    setBusy(true);
    const reading = {
      stockId: stock.stockId,
      at: new Date().toISOString(),
      ...(level ? { level } : {}),
      ...(counts ? { devices: counts } : {}),
      ...(guessed ? { isEstimate: true } : {}),
    };
    const body = { commandId: newCommandId(), source: 'phone' as const, readings: [reading] as [typeof reading] };
    const outcome = await keepAndSend(outbox, { body, itemName: stock.itemName, refused: null }, sendReading);
    setBusy(false);
    if ('taken' in outcome) {
      const empty = outcome.taken.stocks[0]?.emptyAt?.p50;
      showToast({ text: empty ? t('read.sent', { time: say.moment(empty, Date.now()) }) : t('read.sent-plain') });
      void client.invalidateQueries({ queryKey: queryKeys.runDry });
    } else if (outcome.again) showToast({ text: t('read.kept'), tone: 'danger' });
    onDone();
  }
  return { send, busy, failure };
}
