import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Field } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { leftOf, verdictsOf, wholeOpinion, type DeliveryLine, type Opinion, type Verdict } from './verdicts.ts';
import type { OpinionFault } from './verdicts.ts';

type FormProps = {
  lines: DeliveryLine[];
  busy: boolean;
  failure: string | null;
  onReceive: (verdicts: Verdict[]) => Promise<void>;
};

/** Line by line: so much is good, so much goes back and why. */
export function ReceiveForm({ lines, busy, failure, onReceive }: FormProps) {
  const { t } = useTranslation('phone-need');
  const [opinions, setOpinions] = useState<Record<string, Opinion>>({});
  const [fault, setFault] = useState<OpinionFault | null>(null);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = verdictsOf(lines, opinions);
    setFault(read.fault);
    if (!read.fault && !busy) void onReceive(read.verdicts);
  }

  return (
    <form noValidate onSubmit={submit}>
      {lines.map((line) => (
        <LineOpinion
          key={line.id}
          line={line}
          opinion={opinions[line.id] ?? wholeOpinion(line)}
          fault={fault?.lineId === line.id ? fault.word : null}
          onChange={(opinion) => setOpinions({ ...opinions, [line.id]: opinion })}
        />
      ))}
      {failure ? (
        <p className="error" role="alert">
          {failure}
        </p>
      ) : null}
      <Button kind="main" type="submit" className="button-wide" busy={busy}>
        {t('receive.submit')}
      </Button>
    </form>
  );
}

type OpinionProps = {
  line: DeliveryLine;
  opinion: Opinion;
  fault: OpinionFault['word'] | null;
  onChange: (opinion: Opinion) => void;
};

function LineOpinion({ line, opinion, fault, onChange }: OpinionProps) {
  const { t } = useTranslation('phone-need');
  const say = useSay();
  const rejecting = !/^0*$/.test(opinion.rejected.trim());
  const change = (part: Partial<Opinion>) => onChange({ ...opinion, ...part });
  return (
    <fieldset className="opinion">
      <legend>
        {say.text(line.itemName)} {say.quantity(leftOf(line), line.baseUnitName)}
      </legend>
      <div className="two-fields">
        <Field label={t('receive.accepted')}>
          <input
            inputMode="numeric"
            value={opinion.accepted}
            onFocus={(event) => event.target.select()}
            onChange={(event) => change({ accepted: event.target.value })}
          />
        </Field>
        <Field label={t('receive.rejected')}>
          <input
            inputMode="numeric"
            placeholder="0"
            value={opinion.rejected}
            onFocus={(event) => event.target.select()}
            onChange={(event) => change({ rejected: event.target.value })}
          />
        </Field>
      </div>
      {rejecting ? (
        <Field label={t('receive.why')}>
          <input
            maxLength={500}
            placeholder={t('receive.why-hint')}
            value={opinion.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        </Field>
      ) : null}
      {fault ? (
        <p className="error" role="alert">
          {t(`receive.fault-${fault}`, { left: say.quantity(leftOf(line), line.baseUnitName) })}
        </p>
      ) : null}
    </fieldset>
  );
}
