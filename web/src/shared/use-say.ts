import type { Bilingual, Locale } from '@baogong/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agoText, momentText, numberText, readable, say, spanTo, unitText } from './format.ts';
import type { Problem } from './problem.ts';

/** The person's language. */
export function useLocale(): Locale {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'zh';
}

/** Milliseconds now, renewed every `everyMs`, so that ages and clocks on screen go on. */
export function useNow(everyMs = 20_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Formatters bound to the person's language: bilingual text, quantities, moments, ages, time left, problems. */
export function useSay() {
  const { t } = useTranslation('shared');
  const locale = useLocale();
  return {
    locale,
    text: (words: Bilingual) => say(words, locale),
    list: (texts: readonly string[]) => texts.join(locale === 'zh' ? '\u3001' : ', '),
    /** `20,000 pieces`, `5 t`; an unknown quantity says so and is never a number. */
    quantity: (quantity: number | null, unit: Bilingual) => {
      if (quantity === null) return t('unknown');
      const { value, word } = readable(quantity, unit);
      return `${numberText(value)} ${word ? t(word) : unitText(unit, value, locale)}`;
    },
    moment: (instant: string, now: number) => momentText(instant, locale, now),
    ago: (instant: string, now: number) => agoText(instant, locale, now),
    left: (instant: string, now: number) => {
      const { over, days, hours, minutes } = spanTo(instant, now);
      if (days + hours + minutes === 0) return t('time.now');
      const span = days
        ? t('time.days-hours', { days, hours })
        : hours
          ? t('time.hours-minutes', { hours, minutes })
          : t('time.minutes', { minutes });
      return over ? t('time.over', { span }) : t('time.left', { span });
    },
    problem: (problem: Problem) => problem.message || t('failure.no-answer'),
  };
}
