import type { Customer, Plan, Problem } from './problem.ts';
import { nextBelow, nextUnit, type Random } from './random.ts';

/**
 * A town of four days for tests: a base, one source, hospital 2 nearby, hospital 3 far away (a layover customer) and
 * clinic 4, which calls in. Two drivers, two trailers.
 */
export function madeTown(): Problem {
  const minutes = [
    [0, 30, 60, 300, 40],
    [30, 0, 60, 300, 40],
    [60, 60, 0, 260, 50],
    [300, 300, 260, 0, 280],
    [40, 40, 50, 280, 0],
  ];
  const driver = {
    windows: [{ startMinute: 0, endMinute: 5760 }],
    restMinutes: 600,
    longestDrivingMinutes: 500,
    layoverMinutes: 600,
    layoverCost: 100,
    costPerMinute: 0.5,
  };
  return {
    stepMinutes: 60,
    steps: 96,
    travelMinutes: minutes,
    distanceKm: minutes,
    drivers: [
      { ...driver, id: 'Li', trailers: [0, 1] },
      { ...driver, id: 'Wang', trailers: [1], windows: [{ startMinute: 0, endMinute: 2880 }] },
    ],
    trailers: [
      { id: 'large', capacityKg: 20_000, initialKg: 10_000, costPerKm: 1 },
      { id: 'small', capacityKg: 10_000, initialKg: 0, costPerKm: 1 },
    ],
    sources: [{ id: 'plant', setupMinutes: 30, trailers: [0, 1] }],
    customers: madeCustomers(),
  };
}

function madeCustomers(): Customer[] {
  const customer = {
    setupMinutes: 30,
    windows: [{ startMinute: 0, endMinute: 5759 }],
    trailers: [0, 1],
    layover: false,
  };
  const consuming = (kilograms: number) => ({ p50: new Float64Array(96).fill(kilograms) });
  return [
    {
      ...customer,
      id: 'near',
      capacityKg: 8000,
      safetyKg: 800,
      initialKg: 4000,
      minimumDropKg: 500,
      consumption: consuming(50),
      windows: [
        { startMinute: 0, endMinute: 1400 },
        { startMinute: 2000, endMinute: 5759 },
      ],
    },
    {
      ...customer,
      id: 'far',
      layover: true,
      capacityKg: 10_000,
      safetyKg: 1000,
      initialKg: 5000,
      minimumDropKg: 500,
      consumption: consuming(60),
    },
    {
      ...customer,
      id: 'clinic',
      trailers: [1],
      capacityKg: 6000,
      safetyKg: 0,
      initialKg: 0,
      minimumDropKg: 1,
      consumption: consuming(0),
      orders: [{ earliestMinute: 1440, latestMinute: 2880, minimumKg: 4000, maximumKg: 5000 }],
    },
  ];
}

/** A plan for the town, made by hand: valid, 1,450 in cost for 10,100 kg. */
export function madePlan(): Plan {
  return {
    shifts: [
      {
        driver: 0,
        trailer: 0,
        startMinute: 600,
        operations: [
          { point: 2, arrivalMinute: 660, quantityKg: 2000 },
          { point: 3, arrivalMinute: 950, quantityKg: 3000 },
        ],
      },
      {
        driver: 1,
        trailer: 1,
        startMinute: 1500,
        operations: [
          { point: 1, arrivalMinute: 1530, quantityKg: -8000 },
          { point: 4, arrivalMinute: 1600, quantityKg: 4500 },
        ],
      },
      { driver: 0, trailer: 0, startMinute: 2500, operations: [{ point: 2, arrivalMinute: 2560, quantityKg: 600 }] },
    ],
  };
}

type Spot = { x: number; y: number };

/** By a square root, which every engine rounds alike. */
function distanceBetween(from: Spot, to: Spot): number {
  const [east, north] = [from.x - to.x, from.y - to.y];
  return Math.sqrt(east * east + north * north);
}

/** A random town of two to eight customers and two days: narrow hours, small tanks, orders, scarce plants. */
export function randomTown(random: Random): Problem {
  const between = (low: number, high: number) => low + nextBelow(random, high - low + 1);
  const chance = (share: number) => nextUnit(random) < share;
  const [sources, customers, trailers, drivers] = [between(1, 2), between(2, 8), between(1, 3), between(1, 3)];
  const places = Array.from({ length: 1 + sources + customers }, () => ({ x: between(0, 150), y: between(0, 150) }));
  const distanceKm = places.map((from) => places.map((to) => distanceBetween(from, to)));
  const open = (share: number) =>
    chance(share)
      ? [{ startMinute: 0, endMinute: 2879 }]
      : [480, 1920].map((startMinute) => ({ startMinute, endMinute: startMinute + between(120, 720) }));
  const all = Array.from({ length: trailers }, (_, at) => at);
  const some = () => (chance(0.8) ? all : [between(0, trailers - 1)]);
  const rates = (high: number) => Float64Array.from({ length: 48 }, () => between(0, high));
  return {
    stepMinutes: 60,
    steps: 48,
    distanceKm,
    travelMinutes: distanceKm.map((row) => row.map(Math.round)),
    drivers: Array.from({ length: drivers }, (_, at) => ({
      id: `driver ${at}`,
      windows: open(0.6),
      trailers: some(),
      restMinutes: between(300, 660),
      longestDrivingMinutes: between(200, 600),
      layoverMinutes: between(300, 660),
      layoverCost: 50,
      costPerMinute: 0.5,
    })),
    trailers: all.map((at) => {
      const capacityKg = between(4000, 20_000);
      return { id: `trailer ${at}`, capacityKg, initialKg: between(0, capacityKg), costPerKm: 1 };
    }),
    sources: Array.from({ length: sources }, (_, at) => ({
      id: `plant ${at}`,
      setupMinutes: between(10, 60),
      trailers: some(),
      ...(chance(0.3) ? { outputKg: rates(800), initialKg: between(0, 3000) } : {}),
    })),
    customers: Array.from({ length: customers }, (_, at) => {
      const capacityKg = between(1000, 12_000);
      const maximumKg = between(500, 3000);
      const earliestMinute = between(0, 2000);
      return {
        id: `customer ${at}`,
        setupMinutes: between(10, 60),
        windows: open(0.6),
        trailers: some(),
        layover: chance(0.4),
        capacityKg,
        safetyKg: capacityKg * 0.1,
        deadStockKg: capacityKg * 0.05,
        initialKg: between(capacityKg / 5, capacityKg),
        minimumDropKg: between(1, 500),
        consumption: {
          p50: rates(200),
          ...(chance(0.3) ? { p90: rates(300).map((rate) => rate + 200), p10: new Float64Array(48) } : {}),
        },
        ...(chance(0.25)
          ? { orders: [{ earliestMinute, latestMinute: earliestMinute + 800, maximumKg, minimumKg: maximumKg * 0.8 }] }
          : {}),
      };
    }),
  };
}
