import type { PlainRoutingModel } from './plain-routing-model.ts';

/**
 * The problem of some of a model's tasks, with all its depots.
 * @param tasks of the model, 1 … n; the part's tasks are 1 … in this order
 * @param vehicles by class, those of all fleets counted one after the other: how many the part may use
 */
export function partModel(
  model: PlainRoutingModel,
  tasks: readonly number[],
  vehicles: readonly number[],
): PlainRoutingModel {
  const width = model.loads.length;
  const firstDepot = width - model.fleets.length;
  const otherDepots = model.fleets.slice(1).map((_, index) => firstDepot + 1 + index);
  const places = [0, ...tasks, ...otherDepots];
  const byPlace = (values: Int32Array) => Int32Array.from(places, (place) => values[place]!);
  const matrix = (values: Int32Array) => {
    const result = new Int32Array(places.length ** 2);
    for (const [row, from] of places.entries()) {
      for (const [cell, to] of places.entries()) result[row * places.length + cell] = values[from * width + to]!;
    }
    return result;
  };
  let which = 0;
  return {
    fleets: model.fleets.map((fleet) => ({
      ...fleet,
      classes: fleet.classes.map((each) => ({ ...each, vehicles: vehicles[which++]! })),
    })),
    ...(model.mayServe && { mayServe: byPlace(model.mayServe) }),
    loads: byPlace(model.loads),
    costs: matrix(model.costs),
    durations: matrix(model.durations),
    services: byPlace(model.services),
    earliest: byPlace(model.earliest),
    latest: byPlace(model.latest),
  };
}
