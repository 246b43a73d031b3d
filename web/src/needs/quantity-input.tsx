import { InputNumber } from 'antd';
import { numberText } from '../shared/format.ts';

type QuantityProps = {
  id?: string;
  label?: string;
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  unit?: string;
  placeholder?: string;
  disabled?: boolean;
  faulty?: boolean;
  className?: string;
};

const mostEver = 1_000_000_000_000;

/**
 * A whole quantity with thousands separators. Blank stays blank (never 0), and nothing is rounded or dropped from what
 * was typed: a fraction stays to be seen, marked as wrong.
 */
export function QuantityInput(props: QuantityProps) {
  const { value, min = 0, max = mostEver } = props;
  const faulty = props.faulty || (value !== null && !Number.isInteger(value));
  return (
    <InputNumber<number>
      id={props.id}
      className={props.className}
      aria-label={props.label}
      aria-invalid={faulty || undefined}
      placeholder={props.placeholder}
      min={min}
      max={max}
      disabled={props.disabled}
      value={value}
      status={faulty ? 'error' : undefined}
      suffix={props.unit}
      formatter={(shown, { userTyping, input }) => (userTyping ? input : shown === undefined ? '' : grouped(shown))}
      parser={(typed) => (typed ?? '').replace(/[,\s\uff0c]/g, '') as unknown as number}
      onChange={props.onChange}
    />
  );
}

function grouped(shown: number | string): string {
  return shown === '' || shown === null ? '' : numberText(Number(shown));
}
