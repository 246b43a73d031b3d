import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { useTranslation } from 'react-i18next';
import { Gate } from '../gate.tsx';
import { navigation } from '../navigation.ts';
import { Brand } from '../plain/bare-layout.tsx';
import { Icon } from '../plain/icon.tsx';
import { LiveBadge } from '../plain/live-badge.tsx';
import { LocaleSwitch } from '../plain/locale-switch.tsx';
import { Toasts } from '../plain/toasts.tsx';
import { RequireSession } from '../require-session.tsx';
import { holdsRight, setupQuery, useMe } from '../session.ts';
import { useLocale } from '../use-say.ts';
import './desk.css';
import { deskTheme } from './theme.ts';
import { InboxBell, PersonMenu, SearchBox } from './top-bar.tsx';

const touch = window.matchMedia('(pointer: coarse)').matches;

/** Frame of the desks: navigation on the left, search, freshness, inbox, language and person on top. */
export function Screen() {
  const locale = useLocale();
  return (
    <ConfigProvider theme={deskTheme(touch)} locale={locale === 'zh' ? zhCN : enGB} button={{ autoInsertSpace: false }}>
      <App>
        <RequireSession>
          <DeskFrame />
        </RequireSession>
      </App>
    </ConfigProvider>
  );
}

function DeskFrame() {
  const { t } = useTranslation('shared');
  return (
    <div className="desk">
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <header className="desk-top">
        <Brand />
        <SearchBox />
        <LiveBadge />
        <InboxBell />
        <LocaleSwitch />
        <PersonMenu />
      </header>
      <Navigation />
      <main className="desk-main" id="content" tabIndex={-1}>
        <Gate>
          <Outlet />
        </Gate>
      </main>
      <Toasts />
    </div>
  );
}

function Navigation() {
  const { t } = useTranslation('shared');
  const { me } = useMe();
  const setup = useQuery(setupQuery);
  return (
    <nav className="desk-nav" aria-label={t('app.menu')}>
      {navigation
        .filter((row) => me && holdsRight(me, row.right) && (!('demoOnly' in row) || setup.data?.demo))
        .map(({ path, word, icon }) => (
          <Link
            key={path}
            to={path}
            activeProps={{ 'aria-current': 'page' }}
            activeOptions={{ exact: hasOwnRows(path), includeSearch: false }}
          >
            <Icon name={icon} size={20} />
            <span>{t(word)}</span>
          </Link>
        ))}
    </nav>
  );
}

/** A page with others of the navigation below its path shows as current only where it is itself. */
function hasOwnRows(path: string): boolean {
  return navigation.some((other) => other.path.startsWith(`${path}/`));
}
