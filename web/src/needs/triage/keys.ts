import { useEffect, useRef, useState } from 'react';

const storageKey = 'baogong.keys';

/** Whether single keys decide on this device; the help switches it (WCAG 2.1.4). */
export function useKeysSwitch(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(storageKey) !== 'off');
  return [
    on,
    (next) => {
      localStorage.setItem(storageKey, next ? 'on' : 'off');
      setOn(next);
    },
  ];
}

export type KeyTable = Record<string, () => void>;

/** Runs the table's row for a key pressed in the page, outside text fields and pop-ups. `Ctrl+Z` is a row too. */
export function useKeys(table: KeyTable, enabled: boolean): void {
  const latest = useRef(table);
  useEffect(() => {
    latest.current = table;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      const run = latest.current[nameOf(event)];
      if (!run || event.defaultPrevented || event.altKey || event.metaKey || isTakenBy(event.target, event.key)) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled]);
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return event.ctrlKey ? `Ctrl+${key}` : key;
}

/** Fields keep their keys, buttons and links keep Enter, and pop-ups (outside the main part) keep all. */
function isTakenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement) || target === document.body) return false;
  if (target.matches('input, textarea, select, [contenteditable], [role=combobox]')) return true;
  if (key === 'Enter' && target.matches('button, a, summary')) return true;
  return target.closest('#content') === null;
}
