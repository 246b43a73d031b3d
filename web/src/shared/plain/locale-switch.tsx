import { useTranslation } from 'react-i18next';
import { useSwitchLocale } from '../session.ts';
import { useLocale } from '../use-say.ts';
import { Icon } from './icon.tsx';
import { languages } from '../languages.ts';

/** One button: shows the other language in its own name and switches to it. */
export function LocaleSwitch() {
  const { t } = useTranslation('shared');
  const other = useLocale() === 'zh' ? 'en' : 'zh';
  const switchTo = useSwitchLocale();
  return (
    <button type="button" className="locale-switch" onClick={() => void switchTo(other)}>
      <Icon name="globe" size={16} />
      <span className="unseen">{t('app.language')}: </span>
      <span lang={languages[other].tag}>{languages[other].name}</span>
    </button>
  );
}
