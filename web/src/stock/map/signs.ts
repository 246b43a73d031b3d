import type { Lamp } from '@baogong/contract';
import { colours, measures } from '../../shared/tokens.ts';

/** Each lamp has a shape and a sign of its own: its colour is never what tells it. */
export const lampSigns: Record<Lamp, { shape: string; sign: string; colour: string; soft: string }> = {
  red: { shape: 'M12 2 23 21.500H1Z', sign: '!', colour: colours.danger, soft: colours['danger-soft'] },
  yellow: { shape: 'M12 1 23 12 12 23 1 12Z', sign: '·', colour: colours.warning, soft: colours['warning-soft'] },
  green: {
    shape: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z',
    sign: '✓',
    colour: colours.good,
    soft: colours['good-soft'],
  },
  grey: {
    shape: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z',
    sign: '?',
    colour: colours.quiet,
    soft: colours['quiet-soft'],
  },
};
export const lampOrder: readonly Lamp[] = ['red', 'yellow', 'grey', 'green'];

/** Screen pixels of a site's sign. */
const SITE_SIZE = 24;
const RATIO = 2;

/** `red`, `red:12` for a dozen sites of which the most pressing is red, `name:…` for a district: drawn here, nothing is fetched. */
export function drawSign(name: string): ImageData | null {
  if (name.startsWith('name:')) return drawName(name.slice(5));
  const [lamp, count] = name.split(':') as [Lamp, string | undefined];
  const sign = Object.hasOwn(lampSigns, lamp) ? lampSigns[lamp] : undefined;
  if (!sign) return null;
  const size = (count ? SITE_SIZE + 8 : SITE_SIZE) * RATIO;
  const canvas = document.createElement('canvas');
  canvas.width = count ? size * 1.9 : size;
  canvas.height = size;
  const pen = canvas.getContext('2d')!;
  if (count) drawCount(pen, count, canvas.width, size, sign.colour);
  drawShape(pen, sign, lamp, size);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
export const pixelRatio = RATIO;

function drawShape(
  pen: CanvasRenderingContext2D,
  { shape, sign, colour }: (typeof lampSigns)[Lamp],
  lamp: Lamp,
  size: number,
) {
  pen.save();
  pen.scale(size / 26, size / 26);
  pen.translate(1, 1);
  const outline = new Path2D(shape);
  pen.lineJoin = 'round';
  // Grey is hollow: nothing is known of it.
  pen.fillStyle = lamp === 'grey' ? colours.surface : colour;
  pen.strokeStyle = lamp === 'grey' ? colour : colours.surface;
  pen.lineWidth = lamp === 'grey' ? 2.5 : 1.5;
  pen.stroke(outline);
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, no array
  pen.fill(outline);
  pen.fillStyle = lamp === 'grey' ? colour : colours.surface;
  pen.font = `800 ${lamp === 'yellow' ? 22 : 13}px sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(sign, 12, lamp === 'red' ? 15 : 12.8);
  pen.restore();
}

function drawName(name: string): ImageData {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d')!;
  const font = `600 ${14 * RATIO}px ${measures.font}`;
  pen.font = font;
  canvas.width = Math.ceil(pen.measureText(name).width) + 8 * RATIO;
  canvas.height = 22 * RATIO;
  Object.assign(pen, { font, textAlign: 'center', textBaseline: 'middle', lineJoin: 'round', lineWidth: 4 * RATIO });
  pen.strokeStyle = colours.surface;
  pen.fillStyle = colours.secondary;
  pen.globalAlpha = 0.8;
  pen.strokeText(name, canvas.width / 2, canvas.height / 2);
  pen.globalAlpha = 1;
  pen.fillText(name, canvas.width / 2, canvas.height / 2);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A pill with the number at the right of the sign. */
function drawCount(pen: CanvasRenderingContext2D, count: string, width: number, size: number, colour: string) {
  pen.fillStyle = colours.surface;
  pen.strokeStyle = colour;
  pen.lineWidth = 3;
  pen.beginPath();
  pen.roundRect(2, 6, width - 4, size - 12, (size - 12) / 2);
  pen.fill();
  pen.stroke();
  pen.fillStyle = colours.text;
  pen.font = `700 ${count.length > 3 ? 20 : 26}px sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(count, size + (width - size) / 2 - 5, size / 2 + 1);
}
