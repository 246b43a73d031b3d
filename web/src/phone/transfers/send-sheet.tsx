import type { Transfer } from '@baogong/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Field, Sheet } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { WhenField } from '../when-field.tsx';
import { useStep } from './use-step.ts';

/** Everything that is held leaves: when it should be there, on which vehicle. Part of it is sent at a desk. */
export function SendButton({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation('phone-transfers');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="main" icon="truck" className="button-wide" onClick={() => setOpen(true)}>
        {t('send')}
      </Button>
      <Sheet title={t('send.title', { number: transfer.number })} open={open} onClose={() => setOpen(false)}>
        <SendForm transfer={transfer} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  );
}

function SendForm({ transfer, onDone }: { transfer: Transfer; onDone: () => void }) {
  const { t } = useTranslation('phone-transfers');
  const say = useSay();
  const [expectedAt, setExpectedAt] = useState<string | null>(null);
  const [vehicle, setVehicle] = useState('');
  const { run, busy, problem } = useStep(transfer, transfer.to.name, t('send.done'));
  const lines = transfer.lines.filter(({ held }) => held > 0).map(({ id, held }) => ({ lineId: id, quantity: held }));
  const send = async () => {
    if (await run({ step: 'send', lines, expectedAt, vehicle: vehicle.trim() || null })) onDone();
  };
  return (
    <div className="sheet-form">
      <WhenField
        label={t('send.expected')}
        quick={['half-hour', 'hour', 'two-hours']}
        value={expectedAt}
        onChange={setExpectedAt}
      />
      <Field label={t('send.vehicle')} hint={t('send.vehicle-hint')}>
        <input maxLength={200} value={vehicle} onChange={(event) => setVehicle(event.target.value)} />
      </Field>
      {problem ? (
        <p className="error" role="alert">
          {say.problem(problem)}
        </p>
      ) : null}
      <Button kind="main" icon="truck" className="button-wide" busy={busy} onClick={() => void send()}>
        {t('send')}
      </Button>
    </div>
  );
}
