import type { Picture, rounds as routes } from '@baogong/contract';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../../platform/actor.ts';
import { iso } from '../../platform/clock.ts';
import type { Db, DbOrTx } from '../../platform/db/database.ts';
import {
  type Drawn,
  type Figure,
  itemsOf,
  lastDueRound,
  lineFigures,
  type LineFigures,
  lineOf,
  narrowed,
  roundAtHand,
  type RoundOnDay,
  roundTimes,
  yieldBetween,
} from '../../supply/index.ts';
import { demandAt } from './demand.ts';
import { type DemandRow, demandRows } from './demand-queries.ts';
import { type SupplyRow, supplyRows } from './supply-queries.ts';

const HOUR = 3_600_000;
/** A picture serves everybody who asks within this time: many screens read again after each change. */
const FRESH_MILLISECONDS = 1000;
/** p10 and p90 of a normal distribution, in standard deviations. */
export const TO_P90 = 1.2816;

/** What the round freezes: the picture until the next round, with the reports made for it. */
export async function drawRound(db: DbOrTx, round: RoundOnDay, now: Temporal.Instant): Promise<Drawn> {
  const lines = await lineFigures(db, { shown: round, running: round }, now);
  return { figures: await draw(db, lines, round.nextAt, now), lines };
}

/** Supply, demand and gap as of now, until the next round, as far as the reader's areas go. */
export async function getPicture(
  db: Db,
  actor: Actor,
  { area, item, limit }: Omit<z.output<NonNullable<(typeof routes)['getRound']['~orpc']['inputSchema']>>, 'id'>,
  now: Temporal.Instant,
): Promise<Picture> {
  const areas = narrowed(scopeOf(actor, 'rounds.read').areas, area);
  const isVisible = ({ areaCode, item: own }: { areaCode: string; item: string }) =>
    areas.some((each) => areaCode.startsWith(each)) && (item === undefined || own === item);
  const { figures, lines, asOf, until } = await freshPicture(db, now);
  const items = await itemsOf(db, figures.filter(isVisible), limit);
  return { round: null, asOf, until, ...items, lines: lines.filter(isVisible).slice(0, 2000).map(lineOf) };
}

type Fresh = Drawn & { asOf: string; until: string };
const fresh = new WeakMap<Db, { at: number; picture: Promise<Fresh> }>();

function freshPicture(db: Db, now: Temporal.Instant): Promise<Fresh> {
  const known = fresh.get(db);
  const age = now.epochMilliseconds - (known?.at ?? 0);
  if (known && age >= 0 && age < FRESH_MILLISECONDS) return known.picture;
  const picture = drawNow(db, now);
  fresh.set(db, { at: now.epochMilliseconds, picture });
  picture.catch(() => fresh.delete(db));
  return picture;
}

async function drawNow(db: Db, now: Temporal.Instant): Promise<Fresh> {
  const times = await roundTimes(db);
  const running = lastDueRound(times, now);
  const lines = await lineFigures(db, { shown: roundAtHand(times, now), running }, now);
  return { figures: await draw(db, lines, running.nextAt, now), lines, asOf: iso(now), until: running.nextAt };
}

async function draw(
  db: DbOrTx,
  lines: readonly LineFigures[],
  until: string,
  now: Temporal.Instant,
): Promise<Figure[]> {
  const hours = (Date.parse(until) - now.epochMilliseconds) / HOUR;
  const supply = await supplyRows(db, now, hours);
  return [
    ...stockFigures(supply, hours),
    ...productionFigures(lines, now.epochMilliseconds, until),
    ...demandFigures(await demandRows(db), hours),
  ];
}

/** Rows of the same item, district and part as one figure. */
function stockFigures(rows: readonly SupplyRow[], hours: number): Figure[] {
  const counting = rows.filter(({ from, until }) => from <= hours && (until === null || until > 0));
  return [...Map.groupBy(counting, ({ item, areaCode, part }) => `${item} ${areaCode} ${part}`).values()].map((own) => {
    const { item, areaCode, part } = own[0]!;
    const quantity = own.reduce((sum, row) => sum + row.quantity, 0);
    return { item, areaCode, part, quantity, low: quantity, high: quantity, unknown: 0 };
  });
}

/** What the lines still make until then: what was planned, with how well they keep to plans; unreported ones are unknown. */
export function productionFigures(lines: readonly LineFigures[], from: number, until: string): Figure[] {
  const end = Date.parse(until);
  const producing = lines.filter(({ state, plannedNow }) => state !== 'stopped' || plannedNow !== null);
  const byPlace = Map.groupBy(producing, ({ item, areaCode }) => `${item} ${areaCode.slice(0, 6)}`);
  return [...byPlace.values()].map((own) => {
    const figure: Figure = {
      item: own[0]!.item,
      areaCode: own[0]!.areaCode.slice(0, 6),
      part: 'production',
      quantity: 0,
      low: 0,
      high: 0,
      unknown: 0,
    };
    for (const line of own) {
      if (line.plannedNow === null) {
        figure.unknown += 1;
        figure.high += Math.round(yieldBetween(line.yielding, from, end));
        continue;
      }
      const { mean, deviation } = line.keeping;
      figure.quantity += line.plannedNow;
      figure.low += Math.round(line.plannedNow * Math.max(0, Math.min(1, mean - TO_P90 * deviation)));
      figure.high += Math.round(line.plannedNow * Math.max(1, mean + TO_P90 * deviation));
    }
    return figure;
  });
}

function demandFigures(rows: readonly DemandRow[], hours: number): Figure[] {
  return [...Map.groupBy(rows, ({ item, areaCode }) => `${item} ${areaCode}`).values()].flatMap((own) => {
    const { item, areaCode } = own[0]!;
    const { consumption, needs } = demandAt(own, hours);
    const figures: Figure[] = [
      { item, areaCode, part: 'consumption', ...consumption },
      { item, areaCode, part: 'needs', ...needs },
    ];
    return figures.filter(({ quantity, high, unknown }) => quantity > 0 || high > 0 || unknown > 0);
  });
}
