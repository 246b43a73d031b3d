import { cloneElement, useId, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../plain/icon.tsx';
import './entry.css';

type Control = { id?: string; status?: '' | 'error'; 'aria-describedby'?: string; 'aria-invalid'?: boolean };

export type EntryProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  optional?: boolean;
  children: ReactElement<Control>;
};

/** Label, one Ant Design control, hint and error, tied together for eye and ear. */
export function Entry({ label, hint, error, optional, children }: EntryProps) {
  const { t } = useTranslation('shared');
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="desk-entry">
      <label htmlFor={id}>
        {label} {optional ? <span className="hint">{t('common.optional')}</span> : null}
      </label>
      {cloneElement(children, {
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { status: 'error', 'aria-invalid': true } : {}),
      })}
      {hint ? (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="error" role="alert">
          <Icon name="alert" size={16} /> {error}
        </p>
      ) : null}
    </div>
  );
}
