import type { Locale } from '@baogong/contract';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { storedLocale, storeLocale } from './locale.ts';
import type { Words } from './words-of.ts';
import { words as shared } from './words.ts';

/** Every `words.ts` below `src`, loaded only when a screen of its folder opens. Its namespace is the folder: `needs`, `admin-setup`. */
const files = import.meta.glob<{ words: Words }>(['../**/words.ts', '!./words.ts']);
const loaders = new Map(Object.entries(files).map(([path, load]) => [namespaceOf(path), load]));

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: storedLocale(),
    fallbackLng: 'zh',
    ns: ['shared'],
    defaultNS: 'shared',
    keySeparator: false,
    interpolation: { escapeValue: false },
    resources: { zh: { shared: shared.zh }, en: { shared: shared.en } },
    react: { useSuspense: false },
  });
  showLocale(storedLocale());
}

/** Loads the words of a module in both languages; screens are shown after their words are there. */
export async function loadWords(namespace: string): Promise<void> {
  if (namespace === 'shared' || i18next.hasResourceBundle('zh', namespace)) return;
  const load = loaders.get(namespace);
  if (!load) throw new Error(`No words.ts for ${namespace}`);
  const { words } = await load();
  i18next.addResourceBundle('zh', namespace, words.zh);
  i18next.addResourceBundle('en', namespace, words.en);
}

/** Switches the language on this device; the caller tells the server when somebody is signed in. */
export async function switchLocale(locale: Locale): Promise<void> {
  storeLocale(locale);
  await i18next.changeLanguage(locale);
  showLocale(locale);
}

export function currentLocale(): Locale {
  return i18next.language === 'en' ? 'en' : 'zh';
}

function showLocale(locale: Locale): void {
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
}

function namespaceOf(path: string): string {
  return path
    .replace(/^(\.\.\/)+/, '')
    .split('/')
    .slice(0, -1)
    .join('-');
}
