import type { Locale } from '@baogong/contract';

const storageKey = 'baogong.locale';

/** The chosen language, else the browser's, else Chinese. */
export function storedLocale(): Locale {
  const stored = localStorage.getItem(storageKey);
  if (stored === 'zh' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

/** True when the person chose a language on this device. */
export function localeWasChosen(): boolean {
  return localStorage.getItem(storageKey) !== null;
}

export function storeLocale(locale: Locale): void {
  localStorage.setItem(storageKey, locale);
}
