import { useId, type ReactNode } from 'react';

type ChoicesProps<Value extends string> = {
  label: ReactNode;
  options: readonly { value: Value; label: ReactNode }[];
  value: Value | null;
  onChange: (value: Value) => void;
};

/** One of a few, as big buttons in a row; radio buttons underneath, so that arrow keys and screen readers work. */
export function Choices<Value extends string>({ label, options, value, onChange }: ChoicesProps<Value>) {
  const name = useId();
  return (
    <fieldset className="choices">
      <legend>{label}</legend>
      <div className="choices-row">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              // A radio button that is on already reports no change when it is tapped once more.
              onClick={() => option.value === value && onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
