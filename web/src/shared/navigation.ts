import type { Action } from '@baogong/contract/policy';
import { paths } from '../paths.ts';
import type { IconName } from './plain/icon.tsx';

/** The main navigation. A row shows for people one of whose roles ever holds its right; add a row with a new screen. */
export const navigation = [
  { path: paths.triage, word: 'nav.triage', icon: 'list', right: 'needs.claim' },
  { path: paths.newNeed, word: 'nav.new-need', icon: 'plus', right: 'needs.collect' },
  { path: paths.phone, word: 'nav.phone', icon: 'phone', right: 'needs.receive' },
  { path: paths.phoneOrders, word: 'nav.orders', icon: 'truck', right: 'deliveries.ship' },
  { path: paths.people, word: 'nav.people', icon: 'people', right: 'people.read' },
] as const satisfies readonly { path: string; word: string; icon: IconName; right: Action }[];
