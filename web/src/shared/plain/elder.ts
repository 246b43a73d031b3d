import { useState } from 'react';

const storageKey = 'baogong.elder';

/** Whether this device shows the version for the elderly: larger words, larger targets. */
export function isElder(): boolean {
  return localStorage.getItem(storageKey) === 'on';
}

/** Puts the choice on the document, where `elder.css` looks for it. */
export function applyElder(on: boolean = isElder()): void {
  document.documentElement.classList.toggle('elder', on);
}

/** The choice and its switch; kept on this device. */
export function useElder(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(isElder);
  return [
    on,
    (next) => {
      localStorage.setItem(storageKey, next ? 'on' : 'off');
      applyElder(next);
      setOn(next);
    },
  ];
}
