import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { Icon } from './icon.tsx';
import { LocaleSwitch } from './locale-switch.tsx';
import { Toasts } from './toasts.tsx';

/** Frame of the pages before sign-in: brand, language, one panel. */
export function BareLayout({ children }: { children: ReactNode }) {
  const { t } = useTranslation('shared');
  return (
    <div className="bare">
      <header className="bare-bar">
        <Brand />
        <LocaleSwitch />
      </header>
      <main className="bare-main" id="content">
        <div className="bare-panel">{children}</div>
        <p className="secondary">{t('app.tagline')}</p>
      </main>
      <Toasts />
    </div>
  );
}

export function Brand() {
  const { t } = useTranslation('shared');
  return (
    <a className="brand" href={paths.home}>
      <span className="brand-mark">
        <Icon name="check" size={20} />
      </span>
      {t('app.name')}
    </a>
  );
}
