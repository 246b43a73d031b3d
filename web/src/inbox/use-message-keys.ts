import type { Message } from '@baogong/contract';
import { useEffect, useRef, useState } from 'react';

/** J and K move, Enter opens, E marks as read; nothing while a control has the focus. Returns the current message's id. */
export function useMessageKeys(
  rows: readonly Message[],
  open: (message: Message) => void,
  read: (message: Message) => void,
): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  const latest = useRef({ rows, open, read, current });
  useEffect(() => {
    latest.current = { rows, open, read, current };
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isControl(event.target)) return;
      const now = latest.current;
      const index = now.rows.findIndex(({ id }) => id === now.current);
      const message = now.rows[index];
      if (event.key === 'j') setCurrent(now.rows[Math.min(index + 1, now.rows.length - 1)]?.id ?? null);
      if (event.key === 'k') setCurrent(now.rows[Math.max(index - 1, 0)]?.id ?? null);
      if (event.key === 'Enter' && message) now.open(message);
      if (event.key === 'e' && message && !message.readAt) now.read(message);
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return current;
}

function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, select, button, a, [role="radiogroup"]') !== null
  );
}
