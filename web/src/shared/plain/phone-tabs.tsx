import type { Action } from '@baogong/contract/policy';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { holdsRight, useMe } from '../session.ts';
import { Icon, type IconName } from './icon.tsx';

/** The tabs at the foot of the phone, within reach of the thumb; each for those who hold its right. */
const tabs = [
  { path: paths.phone, word: 'nav.phone', icon: 'list', right: 'needs.collect' },
  { path: paths.phoneAsk, word: 'nav.ask', icon: 'plus', right: 'needs.collect' },
  { path: paths.phoneReadings, word: 'nav.readings', icon: 'clock', right: 'needs.receive' },
  { path: paths.phoneOrders, word: 'nav.orders', icon: 'truck', right: 'deliveries.ship' },
  { path: paths.phoneReport, word: 'nav.report', icon: 'form', right: 'supply.write' },
  { path: paths.phoneStock, word: 'nav.stock', icon: 'box', right: 'supply.write' },
  { path: paths.phoneScan, word: 'nav.scan', icon: 'scan', right: 'assets.move' },
  { path: paths.phoneInbox, word: 'nav.inbox', icon: 'bell', right: 'inbox.read' },
] as const satisfies readonly { path: string; word: string; icon: IconName; right: Action }[];

export function PhoneTabs({ unread }: { unread: number }) {
  const { t } = useTranslation('shared');
  const { me } = useMe();
  const shown = tabs.filter(({ right }) => me && holdsRight(me, right));
  return (
    <nav className="phone-tabs" aria-label={t('nav.tabs')}>
      {shown.map(({ path, word, icon }) => (
        <Link key={path} to={path} activeOptions={{ exact: true }} className="phone-tab">
          <Icon name={icon} size={22} />
          <span>{t(word)}</span>
          {path === paths.phoneInbox && unread > 0 ? (
            <>
              <span className="badge" aria-hidden="true">
                {unread}
              </span>
              <span className="unseen">{t('inbox.bell', { unread })}</span>
            </>
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
