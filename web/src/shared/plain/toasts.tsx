import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

type Toast = { id: number; text: string; tone: 'good' | 'danger'; until: number; undo?: () => void };

const shownMs = { good: 5_000, danger: 9_000 };
const mostShown = 4;
let toasts: readonly Toast[] = [];
let nextId = 1;
const watchers = new Set<() => void>();

/** Tells the person what happened. With `undo`, the button stays until `undoUntil` (milliseconds since 1970). */
export function showToast(toast: { text: string; tone?: Toast['tone']; undo?: () => void; undoUntil?: number }): void {
  const tone = toast.tone ?? 'good';
  const until = toast.undoUntil ?? Date.now() + shownMs[tone];
  const id = nextId++;
  change([...toasts, { id, text: toast.text, tone, until, undo: toast.undo }].slice(-mostShown));
  setTimeout(() => dismiss(id), Math.max(until - Date.now(), 0));
}

/** Undoes the newest decision that still can be; false when there is none. */
export function undoNewest(): boolean {
  const toast = toasts.findLast(({ undo }) => undo);
  if (!toast) return false;
  runUndo(toast);
  return true;
}

/** Place for the toasts; once in each layout. */
export function Toasts() {
  const shown = useSyncExternalStore(watch, () => toasts);
  return (
    <div className="toasts" aria-live="polite" aria-relevant="additions">
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation('shared');
  return (
    <div className={`toast toast-${toast.tone}`}>
      <Icon name={toast.tone === 'good' ? 'check' : 'alert'} />
      <span className="toast-text">{toast.text}</span>
      {toast.undo ? <UndoButton toast={toast} /> : null}
      <button type="button" className="icon-button" aria-label={t('common.close')} onClick={() => dismiss(toast.id)}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}

function UndoButton({ toast }: { toast: Toast }) {
  const { t } = useTranslation('shared');
  const seconds = useSecondsLeft(toast.until);
  return (
    <button type="button" className="toast-undo" onClick={() => runUndo(toast)} aria-label={t('common.undo')}>
      {t('common.undo-in', { seconds })}
    </button>
  );
}

function useSecondsLeft(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((until - now) / 1000));
}

function runUndo(toast: Toast): void {
  dismiss(toast.id);
  toast.undo?.();
}

function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
