import { type ReactNode, useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import { Icon } from '../../shared/plain/icon.tsx';
import { Button } from '../../shared/plain/plain.tsx';
import { useSay } from '../../shared/use-say.ts';
import type { Unsent } from './outbox.ts';
import { useResend } from './use-resend.ts';

type CardProps = {
  unsent: readonly Unsent[];
  /** Sends what waits; must be stable. */
  retry: () => Promise<void>;
  words: { title: string; lead: string; retry: string };
  /** A list item for each. */
  children: ReactNode;
};

/** What has not reached the server yet, in plain sight; it is tried again by itself. Nothing when all is sent. */
export function UnsentCard({ unsent, retry, words, children }: CardProps) {
  const [busy, setBusy] = useState(false);
  const waits = unsent.some(({ refused }) => refused === null);
  useResend(waits, retry);
  if (unsent.length === 0) return null;
  return (
    <section className="card unsent" aria-live="polite">
      <h2>
        <Icon name="alert" /> {words.title} ({unsent.length})
      </h2>
      {waits ? <p>{words.lead}</p> : null}
      <ul className="plain-list">{children}</ul>
      {waits ? (
        <Button
          kind="main"
          className="button-wide"
          busy={busy}
          onClick={() => (setBusy(true), void retry().finally(() => setBusy(false)))}
        >
          {words.retry}
        </Button>
      ) : null}
    </section>
  );
}

type LineProps = {
  text: string;
  refused: Problem | null;
  words: { refused: (why: string) => string; drop: string };
  onDrop: () => void;
};

/** One of them; refused, it says why and can only be dropped. */
export function UnsentLine({ text, refused, words, onDrop }: LineProps) {
  const say = useSay();
  return (
    <li>
      <strong>{text}</strong>
      {refused ? (
        <>
          <p className="error">{words.refused(say.problem(refused))}</p>
          <Button kind="danger" onClick={onDrop}>
            {words.drop}
          </Button>
        </>
      ) : null}
    </li>
  );
}
