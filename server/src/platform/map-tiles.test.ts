import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMapTiles, tileOrigins } from './map-tiles.ts';

test('tiles are named by the service or by their address; AMap’s and those marked so are in GCJ-02', () => {
  assert.equal(readMapTiles('osm')?.system, 'WGS-84');
  assert.equal(readMapTiles('amap')?.system, 'GCJ-02');
  assert.equal(readMapTiles('tianditu:0a1b')?.templates.length, 2);
  assert.ok(readMapTiles('tianditu:0a1b')?.templates.every((template) => template.endsWith('tk=0a1b')));
  assert.equal(readMapTiles('gcj02:https://maps.example/{z}/{x}/{y}.png')?.system, 'GCJ-02');
  assert.deepEqual(readMapTiles('https://maps.example/{z}/{x}/{y}.png'), {
    templates: ['https://maps.example/{z}/{x}/{y}.png'],
    system: 'WGS-84',
    attribution: '© maps.example',
  });
});

test('the pages may ask the host of the tiles and nobody else', () => {
  assert.deepEqual(tileOrigins(null), []);
  assert.deepEqual(tileOrigins(readMapTiles('tianditu:0a1b')), ['https://t0.tianditu.gov.cn']);
  assert.deepEqual(tileOrigins(readMapTiles('http://10.0.0.9:8080/{z}/{x}/{y}')), ['http://10.0.0.9:8080']);
});

test('what names no tiles, or would open the policy of the pages, is refused', () => {
  const wrong = ['', 'tianditu', 'osm:key', 'https://maps.example/{z}/{x}.png', 'ftp://maps.example/{z}/{x}/{y}'];
  const sly = [
    "https://maps.example; script-src 'unsafe-inline'/{z}/{x}/{y}",
    'https://*/{z}/{x}/{y}',
    'javascript:{x}{y}{z}',
  ];
  for (const text of [...wrong, ...sly]) assert.equal(readMapTiles(text), null, text);
});
