/** Looks of a route: never by colour alone. */
export type Look = { colour: string; dash: string };

/** Eight colours that the colour-blind tell apart as well (after Okabe & Ito 2008), darkened for white ground. */
const colours = ['#0072b2', '#c8511b', '#00795c', '#a8488c', '#8a6a00', '#2b8fc9', '#4a4a4a', '#7a5cc0'];
const dashes = ['', '9 4', '2 4', '12 4 2 4', '6 2 2 2 2 2'];

/** Routes next to each other differ in colour; those of one colour differ in the line. */
export function lookOf(route: number): Look {
  const turn = Math.floor(route / colours.length);
  return { colour: colours[route % colours.length]!, dash: dashes[turn % dashes.length]! };
}

/** An element; numbers are rounded to tenths, which are invisible. */
export function element(name: string, attributes: Record<string, string | number | undefined>, content = ''): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== '');
  const written = given.map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? tenths(value) : escaped(value!)}"`,
  );
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}

export function text(x: number, y: number, words: string, more: Record<string, string | number> = {}): string {
  return element('text', { x, y, ...more }, escaped(words));
}

export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Letters that XML can't hold are left out. */
export function escaped(words: string): string {
  return words
    .replaceAll(/[^\P{Cc}\t\n\r]|[\p{Cs}\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** `9:05`, of any number of hours; times since 1970 as hours and minutes of the day (UTC). */
export function clock(seconds: number): string {
  const since = seconds > 100_000_000 ? seconds % 86_400 : seconds;
  const minutes = Math.round(Math.abs(since) / 60);
  return `${since < 0 ? '−' : ''}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

export function kilometres(metres: number): string {
  return metres >= 100_000 ? `${Math.round(metres / 1000)} km` : `${(metres / 1000).toFixed(1)} km`;
}

/** Roundest number of at least a value: 1, 2 or 5 times a power of ten. */
export function roundUp(value: number): number {
  let power = 1;
  while (power * 10 <= value) power *= 10;
  while (power > value) power /= 10;
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= value)!;
}
