import type { PlanStep, RoutingPlan } from '../plan.ts';
import type { Box } from './places.ts';
import { clock, element, lookOf, text } from './style.ts';
import type { DrawingWords } from './words.ts';

export const ROW_HEIGHT = 18;
/** Rows of routes; more are not drawn. */
export const MOST_ROWS = 60;

/**
 * The routes over time: a line where the vehicle drives, blocks where it serves, black ones where it loads anew, open ones where
 * it waits or rests.
 */
export function drawStrip(plan: RoutingPlan, box: Box, words: DrawingWords): string[] {
  const routes = plan.routes.slice(0, MOST_ROWS);
  const times = routes
    .flatMap(({ steps }) => [steps[0], steps.at(-1)])
    .flatMap((step) => (step ? [step.arrival, leaveOf(step)] : []));
  if (times.length === 0) return [];
  const from = times.reduce((least, time) => Math.min(least, time), Infinity);
  const to = Math.max(
    from + 60,
    times.reduce((most, time) => Math.max(most, time), -Infinity),
  );
  const at = (time: number) => box.x + ((time - from) / (to - from)) * box.width;
  const rows = routes.flatMap(({ steps }, row) => drawRow(steps, row, box.y + 14 + row * ROW_HEIGHT, at, words));
  return [...drawTicks(from, to, at, box, routes.length), ...rows];
}

function leaveOf(step: PlanStep): number {
  return step.arrival + step.waiting_time + step.setup + step.service;
}

/** Round spans between ticks, in seconds. */
const spans = [60, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 604_800, 2_592_000, 31_536_000];

function drawTicks(from: number, to: number, at: (time: number) => number, box: Box, rows: number): string[] {
  const span = spans.find((one) => (to - from) / one <= 12) ?? Math.ceil((to - from) / 10);
  const ticks: string[] = [];
  for (let time = Math.ceil(from / span) * span; time <= to; time += span) {
    const x = at(time);
    ticks.push(element('path', { d: `M${x.toFixed(1)} ${box.y + 6}v${rows * ROW_HEIGHT + 4}`, stroke: '#ddd' }));
    ticks.push(text(x, box.y, clock(time), { 'text-anchor': 'middle', fill: '#555', 'font-size': 11 }));
  }
  return ticks;
}

function drawRow(
  steps: PlanStep[],
  row: number,
  y: number,
  at: (time: number) => number,
  words: DrawingWords,
): string[] {
  const { colour, dash } = lookOf(row);
  const [first, last] = [steps[0]!, steps.at(-1)!];
  const line = {
    d: `M${at(first.arrival).toFixed(1)} ${y}H${at(leaveOf(last)).toFixed(1)}`,
    stroke: colour,
    'stroke-width': 2,
  };
  return [
    text(at(first.arrival) - 6, y + 4, `${row + 1}`, {
      'text-anchor': 'end',
      'font-size': 10.5,
      'font-weight': 'bold',
      fill: colour,
    }),
    element('path', { ...line, 'stroke-dasharray': dash, fill: 'none' }),
    ...steps.flatMap((step) => drawStep(step, y, colour, at, words)),
  ];
}

function drawStep(
  step: PlanStep,
  y: number,
  colour: string,
  at: (time: number) => number,
  words: DrawingWords,
): string[] {
  const begins = step.arrival + step.waiting_time;
  const block = (from: number, to: number, fill: string, told: string) =>
    element(
      'rect',
      { x: at(from), y: y - 5, width: Math.max(1.5, at(to) - at(from)), height: 10, fill, stroke: colour },
      element('title', {}, told),
    );
  const waits = step.waiting_time > 0 ? [block(step.arrival, begins, '#f2f2f2', words.waiting)] : [];
  if (step.type === 'start' || step.type === 'end') return waits;
  const name = `${step.type}${step.id === undefined ? '' : ` ${step.id}`} · ${clock(begins)}`;
  const isRest = step.type === 'break';
  const fill = { break: '#fff', reload: '#111' }[step.type as string] ?? colour;
  return [...waits, block(begins, leaveOf(step), fill, isRest ? `${words.rest} · ${clock(begins)}` : name)];
}
