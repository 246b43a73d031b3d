import { relationsOf } from '@baogong/contract/policy';
import { useState } from 'react';
import { useMe } from '../../shared/session.ts';
import type { Named } from '../use-organisation.ts';

const storageKey = 'baogong.scan-place';

/** Places where this person may scan, the one used last first chosen. */
export function usePlaces() {
  const { me } = useMe();
  const [wanted, setWanted] = useState(() => localStorage.getItem(storageKey));
  const places = new Map<string, Named & { supplies: boolean }>();
  for (const { role, organisationId, organisationName } of me?.posts ?? []) {
    if (!organisationId || !relationsOf('assets.move', role).includes('own')) continue;
    const supplies = role === 'supplier' || role === 'carrier';
    places.set(organisationId, { id: organisationId, name: organisationName ?? '', supplies });
  }
  const all = [...places.values()];
  return {
    places: all,
    chosen: places.get(wanted ?? '') ?? (all.length === 1 ? all[0]! : null),
    choose: (id: string | null) => {
      if (id) localStorage.setItem(storageKey, id);
      setWanted(id);
    },
  };
}
