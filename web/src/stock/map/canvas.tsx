import type { MapGround } from '@baogong/contract';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canDraw, drawMap, type Drawn } from './draw.ts';
import type { LitSite, MapSite } from './sites.ts';

type CanvasProps = {
  ground: MapGround;
  sites: readonly LitSite[];
  /** Ring around it. */
  marked: MapSite['position'];
  /** Moved to when it changes. */
  goal: MapSite['position'];
  onSite: (id: string) => void;
};

/** The map itself; `data-drawings` counts how often it has drawn all that there is. */
export function Canvas({ ground, sites, marked, goal, onSite }: CanvasProps) {
  const { t } = useTranslation('stock-map');
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn>(null);
  const first = useRef({ ground, sites, onSite, words: t });
  const [isAble] = useState(canDraw);
  useEffect(() => {
    const { current: frame } = box;
    if (!frame) return;
    const { words, onSite: hear, ...start } = first.current;
    const names = {
      'Map.Title': words('map.name'),
      'NavigationControl.ZoomIn': words('map.zoom-in'),
      'NavigationControl.ZoomOut': words('map.zoom-out'),
    };
    // Returns nothing: what an effect returns, React calls as a function when it cleans up.
    const onDrawn = () => {
      frame.dataset.drawings = String(Number(frame.dataset.drawings ?? 0) + 1);
    };
    drawn.current = drawMap(frame, start, names, { onSite: hear, onDrawn });
    return () => {
      drawn.current?.remove();
      drawn.current = null;
    };
  }, []);
  useEffect(() => {
    drawn.current?.show(sites);
  }, [sites]);
  useEffect(() => {
    drawn.current?.mark(marked);
  }, [marked]);
  useEffect(() => {
    if (goal) drawn.current?.goTo(goal);
  }, [goal]);
  if (!isAble) return <p role="status">{t('map.failed')}</p>;
  return <div ref={box} className="stock-map-canvas" />;
}
