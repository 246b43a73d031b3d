import { Link, Outlet } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Gate } from '../gate.tsx';
import { navigation } from '../navigation.ts';
import { RequireSession } from '../require-session.tsx';
import { holdsRight, useMe, useSignOut } from '../session.ts';
import { unreadQuery } from '../unread.ts';
import { Brand } from './bare-layout.tsx';
import './elder.css';
import { applyElder, useElder } from './elder.ts';
import { Icon } from './icon.tsx';
import { LiveBadge } from './live-badge.tsx';
import { LocaleSwitch } from './locale-switch.tsx';
import { Button, Sheet } from './plain.tsx';
import { PhoneTabs } from './phone-tabs.tsx';
import { Toasts } from './toasts.tsx';

/** Frame of the phone pages (institution, supplier): top bar, freshness, one column. No Ant Design below it. */
export function Screen() {
  return (
    <RequireSession>
      <PhoneFrame />
    </RequireSession>
  );
}

function PhoneFrame() {
  const { t } = useTranslation('shared');
  const [sheet, setSheet] = useState<'none' | 'menu'>('none');
  const { me } = useMe();
  useLayoutEffect(() => {
    applyElder();
    // Desks have their own sizes: leaving the phone pages leaves the large words too.
    return () => applyElder(false);
  }, []);
  const unread = useQuery(unreadQuery).data?.unread ?? 0;
  return (
    <div className="phone">
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <header className="phone-bar">
        <Brand />
        <LocaleSwitch />
        <button
          type="button"
          className="icon-button"
          aria-label={t('app.person', { name: me?.name ?? '' })}
          onClick={() => setSheet('menu')}
        >
          <Icon name="person" size={22} />
        </button>
      </header>
      <div className="phone-live">
        <LiveBadge />
      </div>
      <main className="phone-main" id="content" tabIndex={-1}>
        <Gate>
          <Outlet />
        </Gate>
      </main>
      <Sheet title={me?.name} open={sheet === 'menu'} onClose={() => setSheet('none')}>
        <PhoneMenu onDone={() => setSheet('none')} />
      </Sheet>
      <PhoneTabs unread={unread} />
      <Toasts />
    </div>
  );
}

function PhoneMenu({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('shared');
  const { me } = useMe();
  const signOut = useSignOut();
  const [elder, setElder] = useElder();
  return (
    <nav className="phone-menu" aria-label={t('app.menu')}>
      {navigation
        .filter(({ right }) => me && holdsRight(me, right))
        .map(({ path, word, icon }) => (
          <Link key={path} to={path} className="button" onClick={onDone}>
            <Icon name={icon} />
            {t(word)}
          </Link>
        ))}
      <Button icon="person" onClick={() => setElder(!elder)}>
        {t(elder ? 'elder.off' : 'elder.on')}
      </Button>
      <Button onClick={() => void signOut()}>{t('app.sign-out')}</Button>
    </nav>
  );
}
