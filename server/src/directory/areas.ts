import type { Area } from '@baogong/contract';

export type AreaLevel = Area['level'];

/** An area as shipped: GB/T 2260 code (2, 4 or 6 digits; 9 for a street) and name. */
export type NamedArea = { readonly code: string; readonly name: string };

/** `exact: false` when the narrowest name given was not found, so that a wider area stands in for it. */
export type FoundArea = NamedArea & { readonly exact: boolean };

const levels: Readonly<Record<number, AreaLevel>> = { 2: 'province', 4: 'city', 6: 'district', 9: 'street' };
const lengths = [2, 4, 6, 9];

/** Names that only fill a level of the code; nobody says them. */
const fillers = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

/** The level of a code, or `undefined` if it is no area code. */
export function areaLevel(code: string): AreaLevel | undefined {
  return /^\d+$/.test(code) ? levels[code.length] : undefined;
}

/** Codes of the areas around it, widest first: 110108001 lies in 11, 1101, 110108. */
export function areaParents(code: string): string[] {
  return lengths.filter((length) => length < code.length).map((length) => code.slice(0, length));
}

/** The code of the area right around it; `null` for a province. */
export function areaParent(code: string): string | null {
  return areaParents(code).at(-1) ?? null;
}

/** Does the outer area hold the inner one (or equal it)? The empty code is the whole country. */
export function areaHolds(outer: string, inner: string): boolean {
  return inner.startsWith(outer);
}

/** 湖北省宜昌市西陵区, without the names that only fill a level. */
export function areaFullName(code: string, nameOf: (code: string) => string | undefined): string {
  return [...areaParents(code), code]
    .map((each) => nameOf(each) ?? '')
    .filter((name) => !fillers.has(name))
    .join('');
}

/**
 * Finds areas by the names that people write: with or without 省, 市, 区, 县, with stray tabs, with the city's name again in
 * the place of the district, with a county under the wrong city. What is no area (高新区) falls back to the wider one.
 */
export function areaFinder(areas: readonly NamedArea[]) {
  const childrenOf = Map.groupBy(areas, ({ code }) => areaParent(code) ?? '');
  const below = (code: string) => childrenOf.get(code) ?? [];
  const countiesOf = (province: string) => below(province).flatMap((city) => below(city.code));

  return function findAreaByNames(names: {
    province?: string;
    city?: string;
    district?: string;
  }): FoundArea | undefined {
    const [province, city, district] = [names.province, names.city, names.district].map((name) => clean(name ?? ''));
    const inProvince = province ? best(below(''), province) : undefined;
    if (province && !inProvince) return undefined;
    const cities = inProvince ? below(inProvince.code) : below('').flatMap(({ code }) => below(code));
    const inCity = city ? best(cities, city) : undefined;
    const around = inCity ?? inProvince ?? (city ? best(below(''), city) : undefined);
    if (!around) return undefined;
    const cityIsMissing = Boolean(city) && !inCity && core(city ?? '') !== core(around.name);
    if (!district || district === city || district === around.name) return { ...around, exact: !cityIsMissing };
    const counties = around.code.length === 2 ? countiesOf(around.code) : below(around.code);
    const found = best(counties, district) ?? best(countiesOf(around.code.slice(0, 2)), district);
    return found ? { ...found, exact: !cityIsMissing } : { ...around, exact: false };
  };
}

/** The full name wins, then the name without its suffix, then the only one that starts so (恩施 is 恩施土家族苗族自治州). */
function best(areas: readonly NamedArea[], name: string): NamedArea | undefined {
  const exact = areas.find((area) => area.name === name);
  const wanted = core(name);
  const same = exact ?? areas.find((area) => core(area.name) === wanted);
  if (same || wanted.length < 2) return same;
  const starting = areas.filter((area) => area.name.startsWith(wanted));
  return starting.length === 1 && starting[0]?.name.endsWith(name.slice(wanted.length)) ? starting[0] : undefined;
}

function clean(name: string) {
  return name.normalize('NFKC').replaceAll(/\s+/gu, '');
}

function core(name: string) {
  const short = name.replace(
    /(?:特别行政区|自治区|自治州|自治县|自治旗|林区|新区|地区|街道|省|市|区|县|盟|旗|镇|乡)$/u,
    '',
  );
  return short || name;
}
