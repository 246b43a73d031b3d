import type { StockMap } from '@baogong/contract';
import { AttributionControl, type GeoJSONSource, Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { boxOf, type Point } from './cells.ts';
import { drawSign, pixelRatio } from './signs.ts';
import { pointsOf, ringAt, styleOf } from './style.ts';

setWorkerUrl(workerUrl);

export type Drawn = {
  show(map: StockMap): void;
  goTo(position: Point): void;
  remove(): void;
};

export function canDraw(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

/**
 * A map that asks no other server for anything, tiles apart. `onSite` hears of clicks on a site.
 */
export function drawMap(
  box: HTMLElement,
  first: StockMap,
  words: Record<string, string>,
  onSite: (id: string) => void,
): Drawn {
  const map = new MapLibre({
    container: box,
    style: styleOf(first),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 17,
    locale: words,
    bounds: boundsOf(first) ?? [73, 18, 135, 53],
    fitBoundsOptions: { padding: 36, maxZoom: 12 },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  if (first.tiles)
    map.addControl(new AttributionControl({ compact: false, customAttribution: first.tiles.attribution }));
  map.setMissingStyleImageResolver((id) => {
    const image = drawSign(id);
    if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio });
  });
  map.on('click', 'sites', ({ features }) => {
    const id: unknown = features?.[0]?.properties.id;
    if (typeof id === 'string') onSite(id);
  });
  map.on('click', 'clusters', ({ features, lngLat }) => {
    const cluster = Number(features?.[0]?.properties.cluster_id);
    void (map.getSource('sites') as GeoJSONSource)
      .getClusterExpansionZoom(cluster)
      .then((zoom) => map.easeTo({ center: lngLat, zoom }));
  });
  for (const layer of ['sites', 'clusters']) {
    map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
    map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
  }
  return {
    show: ({ sites }) => (map.getSource('sites') as GeoJSONSource | undefined)?.setData(pointsOf(sites)),
    goTo([east, north]) {
      (map.getSource('chosen') as GeoJSONSource | undefined)?.setData(ringAt([east, north]));
      map.easeTo({ center: [east, north], zoom: Math.max(map.getZoom(), 11.5) });
    },
    remove() {
      map.remove();
    },
  };
}

function boundsOf({ sites, districts }: StockMap) {
  const places = sites.flatMap(({ position }) => (position ? [position] : []));
  return boxOf(places.length > 1 ? places : [...places, ...districts.flatMap(({ points }) => points)]);
}
