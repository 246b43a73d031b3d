import type { MapGround } from '@baogong/contract';
import { AttributionControl, type GeoJSONSource, Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { boxOf, type Point } from './cells.ts';
import { drawSign, pillShape, pixelRatio } from './signs.ts';
import { changesOf, type LitSite } from './sites.ts';
import { MOST_CLUSTER_ZOOM, pointsOf, ringAt, signLayerIds, styleOf } from './style.ts';

setWorkerUrl(workerUrl);

export type Drawn = {
  show(sites: readonly LitSite[]): void;
  /** Puts a ring around it; `null` takes the ring away. */
  mark(position: Point | null): void;
  goTo(position: Point): void;
  remove(): void;
};

export type Hearing = { onSite(id: string): void; /** All that was to be shown is on the screen. */ onDrawn(): void };

export function canDraw(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

/** A map that asks no other server for anything, tiles apart. */
export function drawMap(
  box: HTMLElement,
  first: { ground: MapGround; sites: readonly LitSite[] },
  words: Record<string, string>,
  { onSite, onDrawn }: Hearing,
): Drawn {
  const { ground } = first;
  const map = new MapLibre({
    container: box,
    style: styleOf(ground, first.sites),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 17,
    fadeDuration: 0,
    locale: words,
    bounds: boundsOf(ground, first.sites) ?? [73, 18, 135, 53],
    fitBoundsOptions: { padding: 36, maxZoom: 12 },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  if (ground.tiles)
    map.addControl(new AttributionControl({ compact: false, customAttribution: ground.tiles.attribution }));
  map.setMissingStyleImageResolver((name) => {
    const image = drawSign(name);
    if (image && !map.hasImage(name)) map.addImage(name, image, name === 'pill' ? pillShape : { pixelRatio });
  });
  listen(map, onSite);
  map.on('idle', onDrawn);
  const signs = showSigns(map, first.sites, onDrawn);
  return {
    show: signs.show,
    mark(position) {
      const ring = position ? ringAt([position[0], position[1]]) : ringAt(null);
      (map.getSource('chosen') as GeoJSONSource | undefined)?.setData(ring);
    },
    goTo([east, north]) {
      map.easeTo({ center: [east, north], zoom: Math.max(map.getZoom(), 11.5) });
    },
    remove() {
      map.remove();
    },
  };
}

function listen(map: MapLibre, onSite: (id: string) => void): void {
  map.on('click', signLayerIds, ({ features }) => {
    const id: unknown = features?.[0]?.properties.id;
    if (typeof id === 'string') onSite(id);
  });
  map.on('click', 'clusters', ({ features, lngLat }) => {
    const cluster = Number(features?.[0]?.properties.cluster_id);
    void (map.getSource('sites') as GeoJSONSource)
      .getClusterExpansionZoom(cluster)
      .then((zoom) => map.easeTo({ center: lngLat, zoom }));
  });
  const layers = [...signLayerIds, 'clusters'];
  map.on('mouseenter', layers, () => (map.getCanvas().style.cursor = 'pointer'));
  map.on('mouseleave', layers, () => (map.getCanvas().style.cursor = ''));
}

/**
 * Keeps the signs as the sites are. One that turns is told to the pictures that are there, so that it is seen with the next frame; what
 * is drawn together is reckoned anew in the background, where it is in sight.
 */
function showSigns(map: MapLibre, first: readonly LitSite[], onDrawn: () => void): Pick<Drawn, 'show'> {
  let shown = first;
  let waiting: readonly LitSite[] | null = null;
  let isReady = false;
  let isDrawn = false;
  let isOld = false;
  const reckon = () => {
    if (isOld) void (map.getSource('sites') as GeoJSONSource).setData(pointsOf(shown));
    isOld = false;
  };
  const isTogether = () => map.getZoom() < MOST_CLUSTER_ZOOM + 1;
  function show(sites: readonly LitSite[]): void {
    if (!isReady) {
      waiting = sites;
      return;
    }
    const { turned, isMoved } = changesOf(shown, sites);
    shown = sites;
    for (const { id, lamp } of turned) map.setFeatureState({ source: 'sites', id }, { lamp });
    isOld ||= isMoved || turned.length > 0;
    if (isMoved || isTogether()) reckon();
    // A reading that turns no lamp changes nothing here; the first picture is still to come where there is none yet.
    if (turned.length === 0 && !isMoved && isDrawn) onDrawn();
  }
  map.once('style.load', () => {
    isReady = true;
    if (waiting) show(waiting);
  });
  map.once('idle', () => {
    isDrawn = true;
  });
  map.on('zoom', () => isTogether() && reckon());
  return { show };
}

function boundsOf({ districts }: MapGround, sites: readonly LitSite[]) {
  const places = sites.flatMap(({ position }) => (position ? [position] : []));
  return boxOf(places.length > 1 ? places : [...places, ...districts.flatMap(({ points }) => points)]);
}
