import type { StockMap } from '@baogong/contract';
import type { Page } from 'playwright-core';
import { sql } from 'kysely';
import type { Db } from '../../server/src/platform/db/database.ts';

/** A stock one reading away from turning its site yellow, all of whose other stocks last for hours. */
export type Ready = { site: string; stockId: string; percent: number };
/** A site's dot on the screen, CSS pixels from the left upper corner of the map. */
export type Dot = Ready & { left: number; top: number };

const TURNS_IN_MINUTES = 45;
const CAPACITY = 20_000_000;

/**
 * Of each site with nothing pressing the stock that runs dry first: its way of resupply is made so long that the lamp turns yellow in
 * 45 minutes. A reading a sixth lower turns it at once.
 */
export async function makeReady(db: Db): Promise<Ready[]> {
  const { rows } = await sql<Ready>`
    with calm as (
      select distinct on (organisation_id) stock_id, organisation_id,
             (extract(epoch from dry_at - now()) / 60 - ${TURNS_IN_MINUTES}) * 100 / yellow_percent - 30 as resupply
      from stock_lamp lamp where dry_at > now() + interval '16 hours' and is_known and not exists (
        select from stock_lamp other where other.organisation_id = lamp.organisation_id
          and other.dry_at < now() + make_interval(mins => other.yellow_minutes + 300))
      order by organisation_id, dry_at),
    far as (
      update monitored_stock set resupply_minutes = floor(resupply) from calm
      where id = stock_id and resupply between 1 and 20000 returning id, monitored_stock.organisation_id)
    select organisation_id as site, id as "stockId", stock_middle * 100.0 / ${CAPACITY} as percent
    from far join stock_forecast on stock_id = id`.execute(db);
  return rows.map((row) => ({ ...row, percent: Number(row.percent) }));
}

const TILE = 512;
/** The zoom of the map after a click in the list, and how often it is brought nearer. */
const CLICKED_ZOOM = 11.5;
const STEPS = 3;
/** Dots nearer to the edge, or to another dot, are left out. */
const EDGE = 40;
const APART = 26;

/** Brings the map to where most dots that are ready are in sight, each by itself; returns them. */
export async function goWhereMostAre(page: Page, { sites }: StockMap, ready: readonly Ready[]): Promise<Dot[]> {
  const box = (await page.locator('.stock-map-canvas').boundingBox())!;
  const places = sites.ids.map((id, index) => ({ id, name: sites.names[index]!, at: sites.positions[index]! }));
  const rows = await page.locator('.stock-map-sites strong').allInnerTexts();
  const around = rows.map((name) => {
    const middle = places.find((place) => place.name === name)!;
    return { name, dots: dotsAround(middle.at, box, places, ready) };
  });
  const best = around.reduce((most, each) => (each.dots.length > most.dots.length ? each : most));
  await page.locator('.stock-map-sites button', { hasText: best.name }).click();
  for (let step = 0; step < STEPS; step += 1) {
    await page.getByRole('button', { name: '放大' }).click();
    await page.waitForTimeout(700);
  }
  return best.dots;
}

type Place = { id: string; at: [number, number] };

function dotsAround(
  middle: [number, number],
  box: { width: number; height: number },
  places: Place[],
  ready: readonly Ready[],
) {
  const scale = TILE * 2 ** (CLICKED_ZOOM + STEPS);
  const [east, north] = mercator(middle);
  const seen = places.flatMap(({ id, at }) => {
    const [x, y] = mercator(at);
    const [left, top] = [(x - east) * scale + box.width / 2, (y - north) * scale + box.height / 2];
    return left > 0 && left < box.width && top > 0 && top < box.height ? [{ id, left, top }] : [];
  });
  const stocks = new Map(ready.map((each) => [each.site, each]));
  return seen.flatMap((dot): Dot[] => {
    const stock = stocks.get(dot.id);
    const isInside = Math.min(dot.left, box.width - dot.left, dot.top, box.height - dot.top) > EDGE;
    const isAlone = seen.every(
      (other) => other === dot || Math.hypot(other.left - dot.left, other.top - dot.top) > APART,
    );
    return stock && isInside && isAlone ? [{ ...stock, left: dot.left, top: dot.top }] : [];
  });
}

/** Web Mercator, the world being 1 wide. */
function mercator([longitude, latitude]: readonly [number, number]): [number, number] {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return [longitude / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** In the page: whether more of the pixels around there are green than brown (the yellow lamp's). */
const look = `((left, top) => {
  const canvas = document.querySelector('.stock-map-canvas canvas');
  const gl = canvas.getContext('webgl2');
  const size = 14;
  const scale = canvas.width / canvas.clientWidth;
  const pixels = new Uint8Array(size * size * 4);
  gl.readPixels(Math.round(left * scale) - size / 2, Math.round((canvas.clientHeight - top) * scale) - size / 2, size, size, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  let [green, brown] = [0, 0];
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 1] > pixels[at] + 40) green += 1;
    if (pixels[at] > pixels[at + 1] + 40) brown += 1;
  }
  return { green, brown };
})`;

export async function isGreen(page: Page, { left, top }: Dot): Promise<boolean> {
  const { green, brown } = await page.evaluate<{ green: number; brown: number }>(`${look}(${left}, ${top})`);
  return green > brown;
}

/** Resolves with the time (milliseconds since 1970) at which the dot is first seen to be no longer green; looked at too often, it would slow the drawing. */
export function turned(page: Page, { left, top }: Dot): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the dot never changed its colour')), 10000);
    const ask = () => {
      const { green, brown } = ${look}(${left}, ${top});
      if (brown <= green) return setTimeout(() => requestAnimationFrame(ask), 20);
      clearTimeout(late);
      resolve(Date.now());
    };
    ask();
  })`);
}
