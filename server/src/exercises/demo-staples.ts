import { newId } from '@baogong/contract';
import type { Actor } from '../platform/actor.ts';
import { iso, systemClock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import { postQuotes } from '../stock/index.ts';

/** Yuan for a kilogram, tonnes sold in half a day, and what the last quote is of the usual. Invented, as all of the demo. */
const staples = [
  { item: 'rice', yuan: 5.2, sold: 1.1, price: 1.02, rush: 1.1 },
  { item: 'flour', yuan: 4.4, sold: 0.8, price: 1.04, rush: 1.7 },
  { item: 'vegetables', yuan: 6.8, sold: 2.4, price: 1.36, rush: 1.9 },
  { item: 'eggs', yuan: 10.6, sold: 0.9, price: 1.17, rush: 1.3 },
] as const;
const markets = [
  { area: '110108', source: '海淀惠民市场' },
  { area: '110105', source: '朝阳平价超市' },
] as const;
const HALF_DAYS = 28;

/** A fortnight of prices and volumes at two markets: vegetables have become dear, eggs a little, flour is being hoarded. */
export async function seedDemoStaples(db: Db, actor: Actor): Promise<void> {
  const now = systemClock.now();
  const quotes = markets.flatMap(({ area, source }, place) =>
    staples.flatMap(({ item, yuan, sold, price, rush }) =>
      Array.from({ length: HALF_DAYS + 1 }, (_, back) => {
        const isNow = back === 0 && place === 0;
        const wave = 1 + 0.03 * Math.sin(back * 1.3 + place + item.length);
        return {
          item,
          area,
          source,
          unit: 'kilogram',
          priceFen: Math.round(yuan * 100 * wave * (isNow ? price : 1)),
          sold: Math.round(sold * 1000 * wave * (isNow ? rush : 1)),
          onHand: Math.round(sold * 4000 * (isNow ? 2 - rush / 1.5 : 1)),
          at: iso(now.subtract({ hours: back * 12 })),
        };
      }),
    ),
  );
  const commandId = newId();
  await db.transaction().execute((tx) => postQuotes({ tx, actor, now, commandId }, db, { quotes }));
}
