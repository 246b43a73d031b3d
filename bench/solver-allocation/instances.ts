import type { AllocationProblem, FleetProblem, FlowNetwork } from '@baogong/solver/allocation';

/** A generator of its own, so that every run meets the same instances (xorshift32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export type Size = { sources: number; sites: number; items: number; lanes: number };

/** Sources and sites on a square of 1,000 km; each site's nearest sources with their distance. */
function nearest({ sources, sites, lanes }: Size, random: () => number): { source: number; kilometres: number }[][] {
  const place = () => [1000 * random(), 1000 * random()] as const;
  const from = Array.from({ length: sources }, place);
  return Array.from({ length: sites }, () => {
    const [x, y] = place();
    const all = from.map((each, source) => ({ source, kilometres: Math.round(Math.hypot(each[0] - x, each[1] - y)) }));
    return all.sort((one, other) => one.kilometres - other.kilometres).slice(0, lanes);
  });
}

const between = (random: () => number, least: number, most: number) =>
  least + Math.floor(random() * (most - least + 1));

/** Supply for nine tenths of the demand, unevenly spread: items don't mix, so this is a transport problem per item. */
export function transportNetwork(size: Size): FlowNetwork {
  const { fleet, givers, askers } = {
    fleet: fleetProblem(size),
    givers: size.sources * size.items,
    askers: size.sites * size.items,
  };
  const arcs = fleet.laneCost.length;
  const network: FlowNetwork = {
    kind: new Int8Array(givers + askers).fill(1, 0, givers).fill(-1, givers),
    amount: Float64Array.from([...fleet.supplyUnits, ...fleet.demandUnits]),
    slackCost: Float64Array.from([...new Float64Array(givers), ...fleet.shortageCost]),
    tail: new Int32Array(arcs),
    head: new Int32Array(arcs),
    cost: fleet.laneCost,
    capacity: null,
  };
  for (let arc = 0; arc < arcs; arc += 1) {
    const lane = Math.floor(arc / size.items);
    network.tail[arc] = fleet.laneSource[lane]! * size.items + (arc % size.items);
    network.head[arc] = givers + fleet.laneInstitution[lane]! * size.items + (arc % size.items);
  }
  return network;
}

/** The linear programme of priorities, shortages, transport and fleets that can carry seven tenths of what is asked for. */
export function fleetProblem(size: Size): FleetProblem {
  const random = randomOf(1);
  const near = nearest(size, random);
  const gramsPerUnit = Float64Array.from({ length: size.items }, () => between(random, 1, 5));
  const demandUnits = Float64Array.from({ length: size.sites * size.items }, () => between(random, 10, 99));
  const grams = demandUnits.reduce((sum, units, pair) => sum + units * gramsPerUnit[pair % size.items]!, 0);
  const units = demandUnits.reduce((sum, each) => sum + each, 0);
  const perPair = units / size.items / size.sources;
  const lanes = near.flatMap((each, institution) => each.map((lane) => ({ ...lane, institution })));
  const laneCost = new Float64Array(lanes.length * size.items);
  lanes.forEach(({ kilometres }, lane) => laneCost.fill(kilometres, lane * size.items, (lane + 1) * size.items));
  return {
    items: size.items,
    gramsPerUnit,
    supplyUnits: Float64Array.from({ length: size.sources * size.items }, () => Math.floor(perPair * (0.4 + random()))),
    fleetGrams: new Float64Array(size.sources).fill(Math.floor((0.7 * grams) / size.sources)),
    demandUnits,
    shortageCost: Float64Array.from(demandUnits, () => 1000 * between(random, 1, 10)),
    laneSource: Int32Array.from(lanes, ({ source }) => source),
    laneInstitution: Int32Array.from(lanes, ({ institution }) => institution),
    laneCost,
  };
}

/** A city's round: supply for three quarters, packs, floors for the small, life-critical uses, caps, closed lanes. */
export function allocationProblem(size: Size): AllocationProblem {
  const random = randomOf(7);
  const near = nearest(size, random);
  const packs = [1, 1, 10, 24];
  const items = Array.from({ length: size.items }, (_, item) => ({
    id: `item-${item}`,
    unitsPerPack: packs[item % packs.length]!,
    gramsPerUnit: between(random, 1, 500),
  }));
  const needed = new Float64Array(size.items);
  const demands = near.flatMap((_, site) =>
    items.map(({ id }, item) => demandOf(random, `site-${site}`, id, needed, item)),
  );
  const supplies = items.flatMap(({ id }, item) =>
    Array.from({ length: size.sources }, (_, source) => ({
      source: `source-${source}`,
      item: id,
      units: Math.floor((needed[item]! / size.sources) * (0.3 + 0.9 * random())),
    })),
  );
  const lanes = near.flatMap((each, site) =>
    each.map(({ source, kilometres }) => ({
      source: `source-${source}`,
      site: `site-${site}`,
      costPerTonne: 100 * kilometres,
      closed: random() < 0.02,
    })),
  );
  const sources = Array.from({ length: size.sources }, (_, source) => ({ id: `source-${source}` }));
  const sites = near.map((_, site) => ({ id: `site-${site}`, weight: site % 7 === 0 ? 2 : 1 }));
  return { items, sources, sites, supplies, demands, lanes };
}

function demandOf(random: () => number, site: string, item: string, needed: Float64Array, index: number) {
  const units = random() < 0.25 ? between(random, 1, 20) : between(random, 50, 900);
  needed[index]! += units;
  return {
    site,
    item,
    units,
    criticalUnits: random() < 0.2 ? between(random, 0, units) : 0,
    floorUnits: units <= 20 ? Math.min(units, 5) : 0,
    onHandUnits: random() < 0.5 ? between(random, 0, 100) : 0,
    ...(random() < 0.1 ? { capUnits: Math.floor(units / 2) } : {}),
  };
}
