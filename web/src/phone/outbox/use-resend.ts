import { useEffect } from 'react';

const againMs = 15_000;

/** While something waits to be sent, tries again every 15 s and as soon as there is a network. `retry` must be stable. */
export function useResend(waiting: boolean, retry: () => void): void {
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setInterval(retry, againMs);
    window.addEventListener('online', retry);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', retry);
    };
  }, [waiting, retry]);
}
