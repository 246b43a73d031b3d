import type { Lamp } from '@baogong/contract';
import { colours } from '../../shared/tokens.ts';

/** Each lamp has a shape and a sign of its own: its colour is never what tells it. */
export const lampSigns: Record<Lamp, { shape: string; sign: string; colour: string }> = {
  red: { shape: 'M12 2 23 21.500H1Z', sign: '!', colour: colours.danger },
  yellow: { shape: 'M12 1 23 12 12 23 1 12Z', sign: '·', colour: colours.warning },
  green: { shape: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z', sign: '✓', colour: colours.good },
  grey: { shape: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z', sign: '?', colour: colours.quiet },
};
export const lampOrder: readonly Lamp[] = ['red', 'yellow', 'grey', 'green'];

/** Screen pixels of a site's sign. */
const SITE_SIZE = 24;
const RATIO = 2;
export const pixelRatio = RATIO;

/** The sign of a lamp, or `pill`: what lies below the numbers of sites drawn together. Drawn here, nothing is fetched. */
export function drawSign(name: string): ImageData | null {
  const canvas = document.createElement('canvas');
  const size = SITE_SIZE * RATIO;
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d')!;
  if (name === 'pill') drawPill(pen, size);
  else if (lampOrder.includes(name as Lamp)) drawShape(pen, name as Lamp, size);
  else return null;
  return pen.getImageData(0, 0, size, size);
}

/** How the pill is stretched to its text: pixels of the image that stay, those that are stretched, and where the text goes. */
export const pillShape = {
  pixelRatio,
  stretchX: [[SITE_SIZE - 2, SITE_SIZE + 2]] as [number, number][],
  stretchY: [[SITE_SIZE - 2, SITE_SIZE + 2]] as [number, number][],
  content: [14, 6, SITE_SIZE * RATIO - 14, SITE_SIZE * RATIO - 6] as [number, number, number, number],
};

function drawShape(pen: CanvasRenderingContext2D, lamp: Lamp, size: number) {
  const { shape, sign, colour } = lampSigns[lamp];
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
}

function drawPill(pen: CanvasRenderingContext2D, size: number) {
  pen.fillStyle = colours.surface;
  pen.strokeStyle = colours.edge;
  pen.lineWidth = RATIO;
  pen.beginPath();
  pen.roundRect(RATIO, RATIO, size - 2 * RATIO, size - 2 * RATIO, size / 2 - RATIO);
  pen.fill();
  pen.stroke();
}
