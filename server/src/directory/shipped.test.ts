import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { distanceMetres } from './coordinates.ts';
import { readDemoCity, shippedAreas } from './shipped.ts';

const city = readDemoCity();
const byKey = new Map(city.organisations.map((organisation) => [organisation.key, organisation]));
const items: { code: string }[] = JSON.parse(
  readFileSync(new URL('../catalogue/shipped/items.json', import.meta.url), 'utf8'),
);
const count = (kind: string) => city.organisations.filter((organisation) => organisation.kind === kind).length;
const tonnesOf = (organisation: string) =>
  city.sources
    .filter((source) => source.organisation === organisation && source.item === 'liquid-oxygen')
    .reduce((sum, { quantity }) => sum + quantity, 0) / 1e6;

test('the demo city has its hospitals, community centres and suppliers, in all sixteen districts', () => {
  assert.deepEqual(
    ['hospital', 'community-centre', 'producer', 'wholesaler', 'warehouse', 'donor', 'carrier'].map(count),
    [50, 30, 12, 3, 1, 1, 2],
  );
  const districts = shippedAreas
    .filter(({ code }) => code.length === 6 && code.startsWith('11'))
    .map(({ code }) => code);
  const served = new Set(city.organisations.map(({ areaCode }) => areaCode));
  assert.equal(districts.length, 16);
  for (const code of districts) assert.ok(served.has(code), code);
  assert.deepEqual(city.areaCentres.map(({ areaCode }) => areaCode).sort(), districts);
  for (const code of served) assert.ok(districts.includes(code));
});

test('keys and names are unique, and whatever is invented says so in its name', () => {
  assert.equal(byKey.size, city.organisations.length);
  assert.equal(new Set(city.organisations.map(({ name }) => name)).size, city.organisations.length);
  for (const { fictional, name, nameEn, kind } of city.organisations) {
    assert.equal(fictional, name.endsWith('（演示）'), name);
    assert.equal(fictional, nameEn?.endsWith('(demo)') ?? false, name);
    assert.equal(fictional, !['hospital', 'community-centre'].includes(kind), name);
  }
});

test('every place lies near its own district, and no two share one', () => {
  const places = city.organisations.flatMap((each) => (each.location ? [{ ...each, ...each.location }] : []));
  assert.equal(new Set(places.map(({ longitude, latitude }) => `${longitude} ${latitude}`)).size, places.length);
  for (const place of places) {
    const centre = city.areaCentres.find(({ areaCode }) => areaCode === place.areaCode) ?? assert.fail(place.name);
    assert.ok(place.system === 'WGS-84' && distanceMetres(place, centre) < 25_000, place.name);
  }
});

test('goods come from everywhere: own production, another province, a donor, and a reserve that is all reserve', () => {
  const origins = new Set(city.sources.map(({ origin }) => origin));
  assert.deepEqual([...origins].toSorted(), ['donation', 'local', 'province', 'reserve']);
  for (const { organisation, origin } of city.sources)
    assert.equal(organisation === 'city-reserve', origin === 'reserve', organisation);
});

test('every source is a supplier’s, of an item that the catalogue ships', () => {
  const codes = new Set(items.map(({ code }) => code));
  for (const { organisation, item } of city.sources)
    assert.ok(byKey.get(organisation)?.fictional && codes.has(item), `${organisation}: ${item}`);
  assert.equal(
    new Set(city.sources.map(({ organisation, item, form }) => `${organisation} ${item} ${form}`)).size,
    city.sources.length,
  );
});

test('seven makers hold five ordinary days of liquid oxygen, the largest 40 % of it; accessories are 13,000 pieces', () => {
  const makers = city.organisations
    .filter(({ key, kind }) => kind === 'producer' && tonnesOf(key) > 0)
    .map(({ key }) => tonnesOf(key));
  assert.equal(makers.length, 7);
  assert.equal(
    makers.reduce((sum, tonnes) => sum + tonnes, 0),
    5 * 180,
  );
  assert.equal(Math.max(...makers) / (5 * 180), 0.4);
  const accessories = [
    'oxygen-regulator',
    'oxygen-flowmeter',
    'humidifier-bottle',
    'cylinder-trolley',
    'oxygen-adapter',
    'suction-unit',
  ];
  const pieces = city.sources
    .filter(({ item }) => accessories.includes(item))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  assert.equal(pieces, 13_000);
});
