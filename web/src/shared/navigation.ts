import type { Action } from '@baogong/contract/policy';
import { paths } from '../paths.ts';
import type { IconName } from './plain/icon.tsx';

/** The main navigation. A row shows for people one of whose roles ever holds its right, `demoOnly` ones in the demo city; add a row with a new screen. */
export const navigation = [
  { path: paths.triage, word: 'nav.triage', icon: 'list', right: 'needs.claim' },
  { path: paths.warnings, word: 'nav.warnings', icon: 'siren', right: 'warnings.read' },
  { path: paths.runDry, word: 'nav.run-dry', icon: 'clock', right: 'needs.figures' },
  { path: paths.newNeed, word: 'nav.new-need', icon: 'plus', right: 'needs.collect' },
  { path: paths.import, word: 'nav.import', icon: 'upload', right: 'needs.import' },
  { path: paths.phone, word: 'nav.phone', icon: 'phone', right: 'needs.receive' },
  { path: paths.phoneReadings, word: 'nav.readings', icon: 'form', right: 'needs.receive' },
  { path: paths.phoneOrders, word: 'nav.orders', icon: 'truck', right: 'deliveries.ship' },
  { path: paths.inbox, word: 'nav.inbox', icon: 'inbox', right: 'inbox.read' },
  { path: paths.board, word: 'nav.board', icon: 'form', right: 'rounds.read' },
  { path: paths.supply, word: 'nav.supply', icon: 'box', right: 'supply.read' },
  { path: paths.goods, word: 'nav.goods', icon: 'box', right: 'stock.read' },
  { path: paths.transfers, word: 'nav.transfers', icon: 'truck', right: 'transfers.read' },
  { path: paths.assets, word: 'nav.assets', icon: 'scan', right: 'assets.read' },
  { path: paths.directory, word: 'nav.directory', icon: 'building', right: 'directory.read' },
  { path: paths.catalogue, word: 'nav.catalogue', icon: 'tag', right: 'catalogue.read' },
  { path: paths.firstSteps, word: 'nav.first-steps', icon: 'steps', right: 'people.write' },
  { path: paths.kinds, word: 'nav.kinds', icon: 'form', right: 'kinds.write' },
  { path: paths.people, word: 'nav.people', icon: 'people', right: 'people.read' },
  { path: paths.audit, word: 'nav.audit', icon: 'shield', right: 'audit.read' },
  { path: paths.demo, word: 'nav.demo', icon: 'play', right: 'exercises.run', demoOnly: true },
] as const satisfies readonly { path: string; word: string; icon: IconName; right: Action; demoOnly?: true }[];
