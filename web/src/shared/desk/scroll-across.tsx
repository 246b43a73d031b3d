import type { ReactNode } from 'react';
import './entry.css';

type Props = { name: string; /** Pixels below which it scrolls. */ minWidth?: number; children: ReactNode };

/** A box for a table wider than a phone: it scrolls sideways, by keyboard too, and so it takes focus and needs a name. */
export function ScrollAcross({ name, minWidth, children }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll-x" tabIndex={0} role="group" aria-label={name}>
      {minWidth === undefined ? children : <div style={{ minWidth }}>{children}</div>}
    </div>
  );
}
