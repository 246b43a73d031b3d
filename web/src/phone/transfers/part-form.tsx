import type { Transfer, TransferLine } from '@baogong/contract';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Field } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import { useStep } from './use-step.ts';

const parts = ['received', 'lost', 'returned'] as const;
type Typed = Record<(typeof parts)[number], string>;

/** Line by line: so much is here, so much is missing, so much goes back, and why. */
export function PartForm({ transfer, onDone }: { transfer: Transfer; onDone: () => void }) {
  const { t } = useTranslation('phone-transfers');
  const say = useSay();
  const moving = transfer.lines.filter(({ underWay }) => underWay > 0);
  const [typed, setTyped] = useState<Typed[]>(() =>
    moving.map(({ underWay }) => ({ received: String(underWay), lost: '', returned: '' })),
  );
  const [reason, setReason] = useState('');
  const { run, busy, problem } = useStep(transfer, transfer.from.organisationName ?? '', t('part.done'));
  const wrong = moving.findIndex((line, index) => !fits(typed[index]!, line.underWay));

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy || wrong >= 0) return;
    const lines = moving.map(({ id: lineId }, index) => ({ lineId, ...numbersOf(typed[index]!) }));
    if (await run({ step: 'confirm', lines, reason: reason.trim() || null })) onDone();
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      {moving.map((line, index) => (
        <LineParts
          key={line.id}
          line={line}
          typed={typed[index]!}
          isWrong={wrong === index}
          onChange={(next) => setTyped(typed.with(index, next))}
        />
      ))}
      <Field label={t('part.reason')}>
        <input maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {problem ? (
        <p className="error" role="alert">
          {say.problem(problem)}
        </p>
      ) : null}
      <Button kind="main" type="submit" className="button-wide" busy={busy}>
        {t('part.send')}
      </Button>
    </form>
  );
}

type PartsProps = { line: TransferLine; typed: Typed; isWrong: boolean; onChange: (typed: Typed) => void };

function LineParts({ line, typed, isWrong, onChange }: PartsProps) {
  const { t } = useTranslation('phone-transfers');
  const say = useSay();
  const amount = say.quantity(line.underWay, line.baseUnitName);
  return (
    <fieldset className="transfer-line">
      <legend>
        {say.text(line.itemName)} {amount}
      </legend>
      <div className="three-fields">
        {parts.map((part) => (
          <Field key={part} label={t(`part.${part}`)}>
            <input
              inputMode="numeric"
              placeholder="0"
              value={typed[part]}
              onFocus={(event) => event.target.select()}
              onChange={(event) => onChange(withPart(line.underWay, typed, part, event.target.value))}
            />
          </Field>
        ))}
      </div>
      {isWrong ? (
        <p className="error" role="alert">
          {t('wrong', { most: amount })}
        </p>
      ) : null}
    </fieldset>
  );
}

/** What is missing or goes back did not stay: the rest did, unless somebody says otherwise. */
function withPart(underWay: number, typed: Typed, part: (typeof parts)[number], text: string): Typed {
  const next = { ...typed, [part]: text };
  if (part === 'received' || !fits({ ...next, received: '' }, underWay)) return next;
  const { lost, returned } = numbersOf(next);
  return { ...next, received: String(underWay - lost - returned) };
}

function numbersOf(typed: Typed): Record<(typeof parts)[number], number> {
  return { received: Number(typed.received), lost: Number(typed.lost), returned: Number(typed.returned) };
}

function fits(typed: Typed, underWay: number): boolean {
  if (parts.some((part) => !/^\d{0,13}$/.test(typed[part].trim()))) return false;
  const { received, lost, returned } = numbersOf(typed);
  return received + lost + returned <= underWay;
}
