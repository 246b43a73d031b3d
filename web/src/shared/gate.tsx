import type { Me } from '@baogong/contract';
import { relationsOf, rolesFor, type Action, type Relation } from '@baogong/contract/policy';
import { roles } from '@baogong/contract/roles';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { Icon } from './plain/icon.tsx';
import { useMe } from './session.ts';
import { useSay } from './use-say.ts';

type Door = { path: string; right: Action; relation?: Relation };

/** What a page asks of whoever opens it, by the first row that its address begins with; others are open to all who are signed in. */
const doors: readonly Door[] = [
  { path: paths.triage, right: 'needs.read', relation: 'area' },
  { path: paths.newNeed, right: 'needs.collect' },
  { path: paths.import, right: 'needs.import' },
  { path: paths.warnings, right: 'warnings.read' },
  { path: paths.staples, right: 'staples.read' },
  { path: paths.supply, right: 'supply.read' },
  { path: paths.people, right: 'people.read' },
  { path: paths.firstSteps, right: 'people.write' },
  { path: paths.kinds, right: 'kinds.write' },
  { path: paths.newKind, right: 'kinds.write' },
  { path: paths.audit, right: 'audit.read' },
  { path: paths.demo, right: 'exercises.run' },
  { path: paths.phoneOrders, right: 'deliveries.ship' },
  { path: paths.phoneStock, right: 'supply.read' },
  { path: paths.phoneAsk, right: 'needs.collect' },
];

/** Shows the page to those whose posts open it; others learn whose it is and the way back. The server checks again. */
export function Gate({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const { me } = useMe();
  const door = doors.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  if (!me || !door || opens(door, me)) return children;
  return <NotYours door={door} me={me} />;
}

function NotYours({ door, me }: { door: Door; me: Me }) {
  const { t } = useTranslation('shared');
  const { text } = useSay();
  const holders = rolesFor(door.right).filter((role) => fits(door, role));
  return (
    <section className="empty not-yours">
      <Icon name="shield" size={36} />
      <h1>{t('gate.title')}</h1>
      <p>{t('gate.needs', { roles: holders.map((role) => text(roles[role])).join(t('gate.join')) })}</p>
      <p className="secondary">
        {t('gate.yours', { posts: me.posts.map((post) => text(roles[post.role])).join(t('gate.join')) })}
      </p>
      <p className="secondary">{t('gate.ask')}</p>
      <Link to={paths.home} className="button button-main">
        {t('app.back-home')}
      </Link>
    </section>
  );
}

function opens(door: Door, me: Me): boolean {
  return me.posts.some(({ role }) => fits(door, role));
}

function fits({ right, relation }: Door, role: Me['posts'][number]['role']): boolean {
  const relations = relationsOf(right, role);
  return relation ? relations.includes(relation) : relations.length > 0;
}
