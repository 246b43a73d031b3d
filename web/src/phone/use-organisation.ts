import type { Me } from '@baogong/contract';
import { relationsOf, type Action } from '@baogong/contract/policy';
import { useState } from 'react';
import { useMe } from '../shared/session.ts';

/** Acting for an organisation: asking (an institution) or supplying. */
export type Side = 'asks' | 'supplies';
export type Named = { id: string; name: string };

const rights = { asks: 'needs.receive', supplies: 'deliveries.ship' } as const satisfies Record<Side, Action>;
const storageKeys = { asks: 'baogong.institution', supplies: 'baogong.supplier' } as const satisfies Record<
  Side,
  string
>;

/** The organisations for which this person acts, and the one chosen on this device; `null` = all of them. */
export function useOrganisation(side: Side): {
  organisations: Named[];
  chosen: Named | null;
  choose: (id: string | null) => void;
} {
  const { me } = useMe();
  const organisations = me ? organisationsOf(me, side) : [];
  const [wanted, setWanted] = useState(() => localStorage.getItem(storageKeys[side]));
  const only = organisations.length === 1 ? organisations[0]! : null;
  return {
    organisations,
    chosen: organisations.find(({ id }) => id === wanted) ?? only,
    choose: (id) => {
      if (id === null) localStorage.removeItem(storageKeys[side]);
      else localStorage.setItem(storageKeys[side], id);
      setWanted(id);
    },
  };
}

/** Each organisation once, however many posts the person has there. */
export function organisationsOf(me: Pick<Me, 'posts'>, side: Side): Named[] {
  const found = new Map<string, Named>();
  for (const post of me.posts) {
    const relations = relationsOf(rights[side], post.role);
    if (!post.organisationId || !(relations.includes('own') || relations.includes('supplies'))) continue;
    found.set(post.organisationId, { id: post.organisationId, name: post.organisationName ?? '' });
  }
  return [...found.values()];
}
