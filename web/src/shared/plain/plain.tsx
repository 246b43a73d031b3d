import {
  useEffect,
  useId,
  useRef,
  type ButtonHTMLAttributes,
  type ReactElement,
  type ReactNode,
  cloneElement,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../problem.ts';
import { useSay } from '../use-say.ts';
import { Icon, type IconName } from './icon.tsx';

// Small components for the phone, the sign-in page and the shell: no Ant Design, so that the first load stays small.

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: 'main' | 'quiet' | 'danger';
  icon?: IconName;
  busy?: boolean;
  /** Why it can't be used now: the button stays in reach of the keyboard and says so. */
  blocked?: string | null;
};

export function Button({ kind = 'quiet', icon, busy, blocked, children, onClick, ...rest }: ButtonProps) {
  const reason = useId();
  const off = Boolean(blocked) || busy;
  return (
    <>
      <button
        type="button"
        {...rest}
        className={`button button-${kind} ${rest.className ?? ''}`}
        aria-disabled={off || undefined}
        aria-describedby={blocked ? reason : rest['aria-describedby']}
        aria-busy={busy || undefined}
        onClick={(event) => (off ? event.preventDefault() : onClick?.(event))}
      >
        {busy ? <Spinner /> : icon ? <Icon name={icon} /> : null}
        {children}
      </button>
      {blocked ? (
        <span id={reason} className="blocked">
          {blocked}
        </span>
      ) : null}
    </>
  );
}

/** Label, control, hint and error tied together. The child is the control: input, select or textarea. */
export function Field(props: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  children: ReactElement<FieldControl>;
}) {
  const id = useId();
  const described = [props.hint ? `${id}-hint` : '', props.error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {cloneElement(props.children, {
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': props.error ? true : undefined,
      })}
      {props.hint ? (
        <p id={`${id}-hint`} className="hint">
          {props.hint}
        </p>
      ) : null}
      {props.error ? (
        <p id={`${id}-error`} className="error" role="alert">
          <Icon name="alert" size={16} /> {props.error}
        </p>
      ) : null}
    </div>
  );
}
type FieldControl = { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

export function Card({ title, children, actions }: { title?: ReactNode; children: ReactNode; actions?: ReactNode }) {
  return (
    <section className="card">
      {title ? <h2>{title}</h2> : null}
      {children}
      {actions ? <div className="card-actions">{actions}</div> : null}
    </section>
  );
}

/** A panel from below, over the page: focus goes in, Escape closes, focus comes back. */
export function Sheet({
  title,
  open,
  onClose,
  children,
}: {
  title: ReactNode;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const { t } = useTranslation('shared');
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby={heading} onClose={onClose}>
      <header>
        <h2 id={heading}>{title}</h2>
        <button type="button" className="icon-button" aria-label={t('common.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {open ? children : null}
    </dialog>
  );
}

/** Colour, icon and words together, so that colour never speaks alone. */
export function Chip({ tone = 'quiet', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`chip chip-${tone}`}>
      {icon ? <Icon name={icon} size={14} /> : null}
      {children}
    </span>
  );
}
export type Tone = 'danger' | 'warning' | 'good' | 'info' | 'quiet';

/** Nothing here yet: what this place is for, and what to do. */
export function Empty({
  icon = 'inbox',
  title,
  children,
}: {
  icon?: IconName;
  title: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon name={icon} size={36} />
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** A read that failed: what happened, and the way to try again. */
export function Failure({ problem, again }: { problem: Problem; again: () => void }) {
  const { t } = useTranslation('shared');
  const say = useSay();
  return (
    <div className="empty" role="alert">
      <Icon name="alert" size={36} />
      <p className="empty-title">{t('failure.title')}</p>
      <p>{say.problem(problem)}</p>
      <Button onClick={again}>{t('failure.retry')}</Button>
    </div>
  );
}

export function Spinner() {
  return <span className="spinner" aria-hidden="true" />;
}

/** Grey bars where the content will be, with words for those who do not see them. */
export function Loading({ rows = 3 }: { rows?: number }) {
  const { t } = useTranslation('shared');
  return (
    <output className="loading">
      <span className="unseen">{t('app.loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="loading-bar" />
      ))}
    </output>
  );
}
