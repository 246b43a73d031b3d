import { Icon } from '../../shared/plain/icon.tsx';

type StepperProps = { label: string; more: string; fewer: string; value: number; onChange: (value: number) => void };

/** A small count with a button on either side, big enough for a thumb in a glove. */
export function Stepper({ label, more, fewer, value, onChange }: StepperProps) {
  return (
    <div className="stepper" role="group" aria-label={label}>
      <span className="stepper-label">{label}</span>
      <button type="button" aria-label={fewer} disabled={value === 0} onClick={() => onChange(Math.max(0, value - 1))}>
        <Icon name="minus" />
      </button>
      <output className="numbers">{value}</output>
      <button type="button" aria-label={more} onClick={() => onChange(Math.min(20_000, value + 1))}>
        <Icon name="plus" />
      </button>
    </div>
  );
}
