import type { RoutingModel } from '../compile/model.ts';

/** On board after the start, each stop and the end, by dimension; a reload unloads what was picked up and loads anew. */
export function tripLoads(model: RoutingModel, stops: readonly number[]): number[][] {
  const loads: number[][] = [loadedFrom(model, stops, 0)];
  stops.forEach((stop, index) => {
    const isReload = model.role[stop] === 3;
    loads.push(isReload ? loadedFrom(model, stops, index + 1) : afterStop(model, loads.at(-1)!, stop));
  });
  loads.push([...loads.at(-1)!]);
  return loads;
}

function loadedFrom(model: RoutingModel, stops: readonly number[], first: number): number[] {
  const load = Array.from({ length: model.dimensions }, () => 0);
  for (let index = first; index < stops.length && model.role[stops[index]!] !== 3; index++) {
    for (let dimension = 0; dimension < model.dimensions; dimension++) {
      load[dimension]! += model.delivers[stops[index]! * model.dimensions + dimension]!;
    }
  }
  return load;
}

function afterStop(model: RoutingModel, load: readonly number[], stop: number): number[] {
  return load.map((quantity, dimension) => quantity + model.gains[stop * model.dimensions + dimension]!);
}
