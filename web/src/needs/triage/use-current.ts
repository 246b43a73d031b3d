import type { NeedSummary } from '@baogong/contract';
import { useState } from 'react';

/**
 * The current row by its need: it stays current when others arrive above it. When it leaves the queue (dispatched,
 * merged) the one that takes its place becomes current.
 */
export function useCurrent(rows: readonly NeedSummary[], view: string) {
  const [chosen, setChosen] = useState({ view, id: '', index: 0 });
  const place = chosen.view === view ? chosen : { view, id: '', index: 0 };
  const found = rows.findIndex(({ id }) => id === place.id);
  const current = found >= 0 ? found : Math.min(place.index, Math.max(rows.length - 1, 0));
  const here = rows[current]?.id ?? '';
  // Remember who is current before anything moves: set while rendering, as React advises for state that follows props.
  if (rows.length > 0 && (chosen.view !== view || chosen.id !== here || chosen.index !== current)) {
    setChosen({ view, id: here, index: current });
  }
  const setCurrent = (index: number) => setChosen({ view, id: rows[index]?.id ?? '', index });
  return { current, setCurrent };
}
