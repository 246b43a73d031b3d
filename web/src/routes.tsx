import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { paths } from './paths.ts';
import { Crash, Home, NotFound } from './shared/home.tsx';
import { loadWords } from './shared/i18n.ts';

/** A page: its URL, the words it needs, and the file that exports it as `Screen`; all are loaded when it opens. */
type Page = { path: string; words: readonly string[]; load: () => Promise<{ Screen: ComponentType }> };

/** Before anybody is signed in; plain components. */
const openPages: readonly Page[] = [
  { path: paths.signIn, words: ['identity'], load: () => import('./identity/sign-in.tsx') },
  { path: paths.setup, words: ['identity', 'admin-setup'], load: () => import('./admin/setup/setup.tsx') },
];

/** Words of the screens on which a need is decided. */
const needWords = [
  'needs',
  'needs-page',
  'needs-decide',
  'needs-dispatch',
  'needs-form',
  'supply-releases',
  'directory',
] as const;

/** Desks and administrators: left navigation, Ant Design. */
const deskPages: readonly Page[] = [
  {
    path: paths.triage,
    words: [...needWords, 'needs-triage', 'situation'],
    load: () => import('./needs/triage/triage.tsx'),
  },
  { path: paths.newNeed, words: ['needs', 'needs-form'], load: () => import('./needs/form/new-need.tsx') },
  {
    path: paths.need,
    words: [...needWords, 'stock', 'stock-trips', 'warnings'],
    load: () => import('./needs/page/need-page.tsx'),
  },
  { path: paths.import, words: ['intake'], load: () => import('./intake/import.tsx') },
  { path: paths.importReport, words: ['intake'], load: () => import('./intake/report.tsx') },
  { path: paths.inbox, words: ['inbox'], load: () => import('./inbox/inbox.tsx') },
  { path: paths.directory, words: ['directory'], load: () => import('./directory/directory.tsx') },
  { path: paths.catalogue, words: ['catalogue'], load: () => import('./catalogue/catalogue.tsx') },
  {
    path: paths.item,
    words: ['catalogue', 'directory', 'supply-maker'],
    load: () => import('./catalogue/item-page.tsx'),
  },
  {
    path: paths.supply,
    words: ['supply', 'supply-releases', 'catalogue', 'directory'],
    load: () => import('./supply/supply.tsx'),
  },
  {
    path: paths.releases,
    words: ['supply-releases', 'directory'],
    load: () => import('./supply/releases/releases.tsx'),
  },
  {
    path: paths.maker,
    words: ['supply-maker', 'supply-board', 'catalogue', 'directory'],
    load: () => import('./supply/maker/maker.tsx'),
  },
  { path: paths.warnings, words: ['warnings', 'stock'], load: () => import('./warnings/board.tsx') },
  { path: paths.warningRules, words: ['warnings-rules'], load: () => import('./warnings/rules/rules.tsx') },
  {
    path: paths.staples,
    words: ['warnings', 'warnings-staples', 'catalogue', 'intake'],
    load: () => import('./warnings/staples/staples.tsx'),
  },
  {
    path: paths.runDry,
    words: ['stock', 'stock-trips', 'stock-map', 'catalogue', 'directory', 'intake'],
    load: () => import('./stock/run-dry/run-dry.tsx'),
  },
  {
    path: paths.site,
    words: ['stock', 'stock-trips', 'catalogue', 'supply-maker'],
    load: () => import('./stock/site/site-page.tsx'),
  },
  {
    path: paths.board,
    words: ['supply-board', 'supply-releases', 'catalogue', 'directory'],
    load: () => import('./supply/board/board.tsx'),
  },
  {
    path: paths.goods,
    words: ['stock-ledger', 'supply-transfers', 'catalogue', 'directory'],
    load: () => import('./stock/ledger/holdings.tsx'),
  },
  { path: paths.trace, words: ['stock-ledger'], load: () => import('./stock/ledger/trace.tsx') },
  {
    path: paths.balance,
    words: ['stock-ledger', 'catalogue'],
    load: () => import('./stock/ledger/balance.tsx'),
  },
  {
    path: paths.transfers,
    words: ['supply-transfers', 'stock-trips', 'stock-ledger', 'catalogue', 'directory'],
    load: () => import('./supply/transfers/transfers.tsx'),
  },
  { path: paths.assets, words: ['assets', 'catalogue', 'directory'], load: () => import('./assets/assets.tsx') },
  { path: paths.asset, words: ['assets', 'directory'], load: () => import('./assets/asset-page.tsx') },
  {
    path: paths.equipment,
    words: ['assets', 'assets-equipment', 'catalogue', 'directory'],
    load: () => import('./assets/equipment/equipment.tsx'),
  },
  { path: paths.audit, words: ['audit'], load: () => import('./audit/audit.tsx') },
  {
    path: paths.people,
    words: ['admin-people', 'admin-tokens', 'admin-rights', 'directory'],
    load: () => import('./admin/people/people.tsx'),
  },
  { path: paths.firstSteps, words: ['admin-setup'], load: () => import('./admin/setup/first-steps.tsx') },
  { path: paths.kinds, words: ['admin-kinds'], load: () => import('./admin/kinds/kinds.tsx') },
  { path: paths.kind, words: ['admin-kinds', 'needs-form'], load: () => import('./admin/kinds/kind-page.tsx') },
  { path: paths.newKind, words: ['admin-kinds', 'needs-form'], load: () => import('./admin/kinds/kind-page.tsx') },
  { path: paths.demo, words: ['exercises'], load: () => import('./exercises/demo.tsx') },
];

/** Institutions, officers, suppliers on a phone: one column, plain components only (≤ 250 kB gzip in all). */
const phonePages: readonly Page[] = [
  { path: paths.phone, words: ['phone', 'phone-transfers', 'stock-trips'], load: () => import('./phone/my-needs.tsx') },
  { path: paths.phoneAsk, words: ['phone', 'phone-ask'], load: () => import('./phone/ask/ask.tsx') },
  {
    path: paths.phoneNeed,
    words: ['phone', 'phone-ask', 'phone-need', 'stock-trips'],
    load: () => import('./phone/need/need-page.tsx'),
  },
  {
    path: paths.phoneReadings,
    words: ['phone', 'phone-readings', 'stock', 'stock-trips'],
    load: () => import('./phone/readings/readings.tsx'),
  },
  { path: paths.phoneCount, words: ['phone', 'phone-assets'], load: () => import('./phone/assets/count.tsx') },
  {
    path: paths.phoneScan,
    words: ['phone', 'phone-assets', 'assets'],
    load: () => import('./phone/assets/scan.tsx'),
  },
  {
    path: paths.phoneTransfers,
    words: ['phone', 'phone-transfers', 'stock-trips'],
    load: () => import('./phone/transfers/transfers.tsx'),
  },
  { path: paths.phoneInbox, words: ['phone'], load: () => import('./phone/inbox.tsx') },
  {
    path: paths.phoneOrders,
    words: ['phone', 'phone-ask', 'phone-supply', 'phone-transfers', 'stock-trips'],
    load: () => import('./phone/supply/orders.tsx'),
  },
  {
    path: paths.phoneStock,
    words: ['phone', 'phone-ask', 'phone-supply', 'supply'],
    load: () => import('./phone/supply/stock.tsx'),
  },
  {
    path: paths.phoneReport,
    words: ['phone', 'phone-supply-report'],
    load: () => import('./phone/supply/report/report.tsx'),
  },
];

/** Pages for paper: no frame. */
const printPages: readonly Page[] = [
  { path: paths.printNeed, words: ['needs', 'needs-page'], load: () => import('./needs/page/print-need.tsx') },
];

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: Crash });
const home = createRoute({ getParentRoute: () => root, path: paths.home, component: Home });
const desk = frame('desk', () => import('./shared/desk/desk-layout.tsx'));
const phone = frame('phone', () => import('./shared/plain/phone-layout.tsx'));

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    ...openPages.map((page) => routeOf(page, root)),
    ...printPages.map((page) => routeOf(page, root)),
    desk.addChildren(deskPages.map((page) => routeOf(page, desk))),
    phone.addChildren(phonePages.map((page) => routeOf(page, phone))),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
});

function frame(id: string, load: Page['load']) {
  return createRoute({ getParentRoute: () => root, id, component: lazyRouteComponent(load, 'Screen') });
}

function routeOf(page: Page, parent: AnyRoute) {
  return createRoute({
    getParentRoute: () => parent,
    path: page.path,
    component: lazyRouteComponent(async () => {
      const [screen] = await Promise.all([page.load(), ...page.words.map(loadWords)]);
      return screen;
    }, 'Screen'),
  });
}
