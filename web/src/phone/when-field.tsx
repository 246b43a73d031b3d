import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../shared/plain/plain.tsx';
import { useNow } from '../shared/use-say.ts';
import { Choices } from '../shared/plain/choices.tsx';
import { instantOfLocal, localOfInstant } from '../shared/local-time.ts';
import { quickInstant, type QuickTime } from './moments.ts';

type WhenProps = {
  label: string;
  quick: readonly QuickTime[];
  value: string | null;
  onChange: (instant: string | null) => void;
};

/** A moment: one tap for the usual ones, an exact one when needed, or none. */
export function WhenField({ label, quick, value, onChange }: WhenProps) {
  const { t } = useTranslation('phone');
  const now = useNow();
  const [picked, setPicked] = useState<QuickTime | 'pick' | null>(null);
  const shown = value === null && picked !== 'pick' ? 'none' : (picked ?? 'pick');
  const possible = quick.filter((time) => quickInstant(time, now) !== null);

  function choose(choice: QuickTime | 'pick' | 'none'): void {
    setPicked(choice === 'none' ? null : choice);
    if (choice === 'none') onChange(null);
    else if (choice !== 'pick') onChange(quickInstant(choice, Date.now()));
  }

  return (
    <>
      <Choices
        label={label}
        value={shown}
        onChange={choose}
        options={([...possible, 'pick', 'none'] as const).map((time) => ({ value: time, label: t(`time.${time}`) }))}
      />
      {shown === 'pick' ? (
        <Field label={t('time.exact')}>
          <input
            type="datetime-local"
            value={localOfInstant(value)}
            onChange={(event) => onChange(instantOfLocal(event.target.value))}
          />
        </Field>
      ) : null}
    </>
  );
}
