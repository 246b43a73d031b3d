import { wasm } from '../../generated/ruin-recreate.ts';
import { instantiate } from '../../kernel/instance.ts';
import type { RoutingModel } from '../compile/model.ts';

/** An array of the kernel: an address in WebAssembly's memory, the typed array itself in the twin. */
export type Handle = number | Int32Array | Float64Array;

/** What takes a model in: `kernel/ruin-recreate/data.ts` and `keys.ts`. */
export type ModelReader = {
  setSizes(visits: number, stops: number, places: number, classes: number, slots: number, most: number): void;
  setStops(role: Handle, place: Handle, opens: Handle, closes: Handle, firstWindow: Handle, windows: Handle): void;
  setTimes(service: Handle, setup: Handle): void;
  setLoads(dimensions: number, delivers: Handle, gains: Handle, capacities: Handle): void;
  setTasks(partner: Handle, home: Handle, bound: Handle, absence: Handle, change: number): void;
  setLateness(rate: Handle, softCloses: Handle): void;
  setClasses(ints: Handle, floats: Handle, allowed: Handle, breaks: Handle, breakLoads: Handle): void;
  setTravel(travel: Handle, symmetric: number): void;
  setKeys(demand: Handle, remoteness: Handle): void;
  setFeatures(positionLoads: number, severalWindows: number, setups: number, durationLimits: number): void;
};

/** What `kernel/ruin-recreate` exports. */
export type Kernel = ModelReader & {
  memory?: WebAssembly.Memory;
  newInts(length: number): Handle;
  newFloats(length: number): Handle;
  clearRoutes(): void;
  layRoute(slot: number, stops: Handle, count: number, locked: number): void;
  endLaying(): void;
  prepare(seed: number, averageRemoved: number, columns: number, nearest: number, hasWindows: number): void;
  construct(order: Handle, count: number): void;
  run(iterations: number, temperature: number): void;
  bestCost(): number;
  bestStopsList(): Handle;
  bestStartList(): Handle;
};

/** The compiled kernel, with memory of its own. */
export function newKernel(): Kernel {
  return instantiate(wasm) as unknown as Kernel;
}

/** Ints of the kernel as they are now: look anew after the kernel took memory. */
export function viewInts(kernel: Kernel, handle: Handle, length: number): Int32Array {
  return typeof handle === 'number' ? new Int32Array(kernel.memory!.buffer, handle, length) : (handle as Int32Array);
}

export function uploadInts(kernel: Kernel, values: Int32Array): Handle {
  const handle = kernel.newInts(values.length);
  viewInts(kernel, handle, values.length).set(values);
  return handle;
}

function uploadFloats(kernel: Kernel, values: Float64Array): Handle {
  const handle = kernel.newFloats(values.length);
  const view = typeof handle === 'number' ? new Float64Array(kernel.memory!.buffer, handle, values.length) : handle;
  view.set(values);
  return handle;
}

/** Lays a model down in a kernel's own memory. */
export function layDown(kernel: Kernel, model: RoutingModel): void {
  describe(
    kernel,
    model,
    (values) => uploadInts(kernel, values),
    (values) => uploadFloats(kernel, values),
  );
}

/** Tells a kernel the model through arrays that `ints` and `floats` make its own. */
export function describe(
  kernel: ModelReader,
  model: RoutingModel,
  ints: (values: Int32Array) => Handle,
  floats: (values: Float64Array) => Handle,
): void {
  kernel.setSizes(model.visits, model.stops, model.places, model.classes, model.slots, mostStops(model));
  kernel.setStops(
    ints(model.role),
    ints(model.place),
    ints(model.opens),
    ints(model.closes),
    ints(model.firstWindow),
    ints(model.windows),
  );
  kernel.setTimes(ints(model.service), ints(model.setup));
  kernel.setLoads(model.dimensions, ints(model.delivers), ints(model.gains), ints(model.capacities));
  const bound = ints(model.boundTo);
  kernel.setTasks(ints(model.partner), ints(model.home), bound, floats(model.absencePrice), model.changePrice);
  kernel.setLateness(floats(model.latenessRate), ints(model.softCloses));
  const breaks = ints(model.breakInts);
  const breakLoads = ints(model.breakLoads);
  kernel.setClasses(ints(model.classInts), floats(model.classFloats), ints(model.allowed), breaks, breakLoads);
  kernel.setTravel(ints(model.travel), Number(model.symmetric));
  kernel.setKeys(floats(model.demand), floats(model.remoteness));
  const { positionLoads, severalWindows, setups, durationLimits } = model;
  kernel.setFeatures(Number(positionLoads), Number(severalWindows), Number(setups), Number(durationLimits));
}

/** Stops that routes may have together: visits, and as many reloads as there are visits and reloads in the plan to start from. */
export function mostStops({ visits, stops, startRoutes }: RoutingModel): number {
  const given = startRoutes.reduce((sum, route) => sum + route.stops.filter((stop) => stop >= visits).length, 0);
  return stops > visits ? 2 * visits + given : visits;
}
