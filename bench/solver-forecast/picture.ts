/** A part of a picture: pixels, and the minutes and values that they stand for. Values start at 0. */
export type Panel = {
  left: number;
  top: number;
  width: number;
  height: number;
  from: number;
  to: number;
  most: number;
  unit: string;
};
/** Minutes and value. */
export type Point = readonly [at: number, value: number];

const DAY = 1440;
const LINES = 6;

/** Frame, days across, values up, and the start of the surge. */
export function axes(panel: Panel, surgeAt: number): string {
  const { left, top, width, height, from, to, most, unit } = panel;
  const marks = [`<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="none" stroke="#999"/>`];
  for (let at = from; at <= to; at += DAY) {
    const day = (at - surgeAt) / DAY;
    const label = day === 0 ? 'surge starts' : `day ${day > 0 ? '+' : '−'}${Math.abs(day)}`;
    marks.push(rule(across(panel, at), top, across(panel, at), top + height, day === 0 ? '#b00' : '#eee'));
    marks.push(`<text x="${across(panel, at)}" y="${top + height + 18}" text-anchor="middle">${label}</text>`);
  }
  for (let index = 0; index <= LINES; index += 1) {
    const value = (most * index) / LINES;
    marks.push(rule(left, up(panel, value), left + width, up(panel, value), '#eee'));
    const label = `${Math.round(value).toLocaleString('en')} ${unit}`;
    marks.push(`<text x="${left - 8}" y="${up(panel, value) + 4}" text-anchor="end">${label}</text>`);
  }
  return marks.join('\n');
}

/** Broken where a value is missing; what is above the panel runs along its edge. */
export function line(panel: Panel, points: readonly Point[], colour: string, width: number, dashes = ''): string {
  let path = '';
  let pen = 'M';
  for (const [at, value] of points) {
    if (Number.isNaN(value)) pen = 'M';
    else {
      path += `${pen}${place(panel, at, value)}`;
      pen = 'L';
    }
  }
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-dasharray="${dashes}"/>`;
}

export function area(panel: Panel, low: readonly Point[], high: readonly Point[], colour: string): string {
  const edge = [...low, ...high.toReversed()].map(([at, value]) => place(panel, at, value));
  return `<polygon points="${edge.join(' ')}" fill="${colour}" fill-opacity="0.22"/>`;
}

export function dots(panel: Panel, points: readonly Point[], colour: string): string {
  return points
    .map(([at, value]) => `<circle cx="${across(panel, at)}" cy="${up(panel, value)}" r="2.6" fill="${colour}"/>`)
    .join('\n');
}

/** At the foot of the panel, one a point. */
export function triangles(panel: Panel, points: readonly Point[]): string {
  const foot = panel.top + panel.height;
  return points
    .map(([at]) => across(panel, at))
    .map((x) => `<path d="M${x - 7},${foot}L${x + 7},${foot}L${x},${foot - 14}Z" fill="#2a7d2e"/>`)
    .join('\n');
}

export function note(x: number, y: number, text: string): string {
  return `<text x="${x}" y="${y}" fill="#444">${text}</text>`;
}

function rule(x1: number, y1: number, x2: number, y2: number, colour: string): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}"/>`;
}

function place(panel: Panel, at: number, value: number): string {
  return `${across(panel, at)},${up(panel, value)}`;
}

function across({ left, width, from, to }: Panel, at: number): number {
  return Math.round((left + (width * (at - from)) / (to - from)) * 10) / 10;
}

function up({ top, height, most }: Panel, value: number): number {
  return Math.round((top + height * (1 - Math.min(1, Math.max(0, value / most)))) * 10) / 10;
}
