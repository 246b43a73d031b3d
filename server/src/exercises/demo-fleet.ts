import type { AssetAction, AssetState } from '@baogong/contract';
import { cityDay, iso } from '../platform/clock.ts';
import type { Act } from '../platform/http/context.ts';
import { edges, ensureSites, type KnownAsset, type KnownStep, takeOverAssets, transitPlaces } from '../stock/index.ts';
import type { DemoPlace } from './demo-city.ts';

/** Invented, as all of the demo: a fleet that goes round between makers and users, so many days of it. */
const DAYS = 14;
/** Hospitals whose large bottles the readings count are not numbered one by one (see demo-readings.ts). */
const isCountedByReadings = (index: number) => index % 3 === 0;
const sizes = {
  'oxygen-cylinder-10l': { prefix: 'S10', cycleHours: 150 },
  'oxygen-cylinder-15l': { prefix: 'S15', cycleHours: 180 },
  'oxygen-cylinder-40l': { prefix: 'L40', cycleHours: 92 },
} as const;
type Size = keyof typeof sizes;
type Bottle = { size: Size; maker: DemoPlace; user: DemoPlace; isOwn: boolean };
type Going = { now: Temporal.Instant; transit: ReadonlyMap<string, string> };

/** Cylinders of 10, 15 and 40 L with a fortnight of steps each: on their way round, idle, in inspection, past it, lost. */
export async function seedDemoFleet(act: Act, places: readonly DemoPlace[]): Promise<void> {
  const bottles = bottlesOf(places);
  const ids = bottles.flatMap(({ maker, user }) => [maker.id, user.id]);
  await ensureSites(act.tx, ids);
  const going = { now: act.now, transit: await transitPlaces(act.tx, ids) };
  const numbers = { 'oxygen-cylinder-10l': 0, 'oxygen-cylinder-15l': 0, 'oxygen-cylinder-40l': 0 };
  const assets = bottles.map((bottle, index) => {
    numbers[bottle.size] += 1;
    const number = `${sizes[bottle.size].prefix}-${String(numbers[bottle.size]).padStart(4, '0')}`;
    return knownBottle(bottle, index, number, going);
  });
  await takeOverAssets(act, assets);
}

/** Twelve large and three small ones for a hospital that numbers them, three small and one of 15 L for a centre; a store at each maker. */
function bottlesOf(places: readonly DemoPlace[]): Bottle[] {
  const makers = places.filter(({ key }) => /^oxygen-maker-[1-5]$/.test(key));
  const hospitals = places.filter(({ kind }) => kind === 'hospital').slice(0, 24);
  const centres = places.filter(({ kind }) => kind === 'community-centre');
  const makerOf = (index: number) => makers[index % makers.length]!;
  const some = (count: number, bottle: Bottle) => Array.from({ length: count }, () => bottle);
  const atHospitals = hospitals.flatMap((user, index) => {
    const maker = makerOf(index);
    const large = isCountedByReadings(index) ? 0 : 12;
    return [
      ...some(large, { size: 'oxygen-cylinder-40l', maker, user, isOwn: false }),
      ...some(3, { size: 'oxygen-cylinder-10l', maker, user, isOwn: true }),
    ];
  });
  const atCentres = centres.flatMap((user, index) => {
    const maker = makerOf(index + 2);
    return [
      ...some(3, { size: 'oxygen-cylinder-10l', maker, user, isOwn: index % 3 !== 0 }),
      ...some(1, { size: 'oxygen-cylinder-15l', maker, user, isOwn: false }),
    ];
  });
  return [...atHospitals, ...atCentres];
}

function knownBottle({ size, maker, user, isOwn }: Bottle, index: number, number: string, going: Going): KnownAsset {
  const { now } = going;
  const cycle = sizes[size].cycleHours;
  const day = (days: number) => cityDay(days < 0 ? now.subtract({ hours: -24 * days }) : now.add({ hours: 24 * days }));
  const round = () => rounds({ maker, user }, index, cycle, going);
  const asset = {
    number,
    item: size,
    ownerId: isOwn ? user.id : maker.id,
    maker: '北京钢瓶厂（虚构）',
    inspectBy: day(8 + ((index * 37) % 900)),
  };
  if (index % 23 === 7) {
    // Stands since a week; its inspection fell due since.
    const steps = round().filter(({ at }) => at < iso(now.subtract({ hours: 24 * 7 })));
    return { ...asset, inspectBy: day(-1 - (index % 6)), steps };
  }
  if (index % 17 === 4) return { ...asset, steps: inspected(maker, index, now) };
  if (index % 61 === 30) {
    const gone = iso(now.subtract({ hours: 24 * 2 + (index % 20) }));
    const before = round().filter(({ at, to }) => at < gone && (to === 'full' || to === 'empty'));
    const lost = { action: 'lose', to: 'lost', placeId: edges.lost, at: gone, by: '物资科' } as const;
    return { ...asset, steps: [...before, lost] };
  }
  return { ...asset, steps: round() };
}

/** What happens on one round: hours after it began, the step, the state afterwards, and where. */
const legs = [
  { share: 0, hours: 0, action: 'fill', to: 'full', at: 'maker' },
  { share: 0, hours: 5, action: 'send', to: 'full', at: 'maker-transit' },
  { share: 0, hours: 8, action: 'arrive', to: 'full', at: 'user' },
  { share: 0.6, hours: 8, action: 'use-up', to: 'empty', at: 'user' },
  { share: 0.75, hours: 8, action: 'send', to: 'empty', at: 'user-transit' },
  { share: 0.75, hours: 12, action: 'arrive', to: 'empty', at: 'maker' },
] as const satisfies { share: number; hours: number; action: AssetAction; to: AssetState; at: string }[];

type Ends = { maker: DemoPlace; user: DemoPlace };

/** Round after round until now; each bottle began at another hour. */
function rounds({ maker, user }: Ends, index: number, cycleHours: number, { now, transit }: Going): KnownStep[] {
  const begin = now.subtract({ hours: 24 * DAYS });
  const at = (hours: number) => iso(begin.add({ minutes: Math.round(hours * 60) }));
  const steps: KnownStep[] = [{ action: 'register', to: 'empty', placeId: maker.id, at: at(0), by: '充装班' }];
  const phase = 1 + ((index * 29) % cycleHours);
  for (let round = phase; round < 24 * DAYS; round += cycleHours + ((index * 7) % 11))
    for (const { share, hours, action, to, at: where } of legs) {
      const hour = round + hours + share * (cycleHours - 20);
      if (hour >= 24 * DAYS) return steps;
      const [side, other] = where.startsWith('maker') ? [maker, user] : [user, maker];
      const moving = where.endsWith('transit');
      steps.push({
        action,
        to,
        placeId: moving ? transit.get(side.id)! : side.id,
        ...(moving ? { boundForId: other.id } : {}),
        at: at(hour),
        by: side === maker ? '充装班' : '物资科',
      });
    }
  return steps;
}

function inspected(maker: DemoPlace, index: number, now: Temporal.Instant): KnownStep[] {
  const at = (hours: number) => iso(now.subtract({ hours }));
  const here = { placeId: maker.id, by: '检验站' };
  return [
    { ...here, action: 'register', to: 'empty', at: at(24 * DAYS) },
    { ...here, action: 'inspect', to: 'in-inspection', at: at(10 + ((index * 13) % 90)) },
  ];
}
