import type { MapTiles } from '@baogong/contract';

const presets: Record<string, (key: string) => MapTiles> = {
  osm: () => ({
    templates: ['https://tile.openstreetmap.org/{z}/{x}/{y}.png'],
    system: 'WGS-84',
    attribution: '© OpenStreetMap contributors',
  }),
  amap: () => ({
    templates: ['https://webrd01.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}'],
    system: 'GCJ-02',
    attribution: '© 高德地图 AMap',
  }),
  tianditu: (key) => ({
    templates: ['vec', 'cva'].map(
      (layer) =>
        `https://t0.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default` +
        `&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`,
    ),
    system: 'WGS-84',
    attribution: '© 天地图 Tianditu',
  }),
};

/**
 * What BAOGONG_MAP_TILES says: `osm`, `amap`, `tianditu:KEY`, or an address with {z}, {x}, {y} in web Mercator, with
 * `gcj02:` in front where its pictures are in GCJ-02. `null`: nothing of the kind.
 */
export function readMapTiles(text: string): MapTiles | null {
  const [name = '', key = ''] = /^(osm|amap|tianditu)(?::([\w-]{1,100}))?$/.exec(text)?.slice(1) ?? [];
  if (name) return (name === 'tianditu') === Boolean(key) ? presets[name]!(key) : null;
  const isChinese = text.startsWith('gcj02:');
  const template = isChinese ? text.slice(6) : text;
  const isTemplate = /^https?:\/\/[\w.:-]+\/[^\s'";,]*$/.test(template) && URL.canParse(template);
  if (!isTemplate || !['{z}', '{x}', '{y}'].every((part) => template.includes(part))) return null;
  const { host } = new URL(template);
  return { templates: [template], system: isChinese ? 'GCJ-02' : 'WGS-84', attribution: `© ${host}` };
}

/** The hosts that pages may ask for pictures of the map, for the Content-Security-Policy. */
export function tileOrigins(tiles: MapTiles | null): string[] {
  return [...new Set(tiles?.templates.map((template) => new URL(template).origin))];
}
