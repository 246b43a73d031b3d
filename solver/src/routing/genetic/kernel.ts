import { wasm } from '../../generated/genetic.ts';
import { instantiate } from '../../kernel/instance.ts';

/** What the kernel `solver/kernel/genetic` offers; a handle is an address in WebAssembly and a typed array in TypeScript. */
type Kernel<Handle> = {
  newInts: (length: number) => Handle;
  newFloats: (length: number) => Handle;
  setFleets: (count: number, vehicles: Handle, mostDurations: Handle) => void;
  setClasses: (
    firstClasses: Handle,
    vehicles: Handle,
    capacities: Handle,
    fixedCosts: Handle,
    rates: Handle,
    mixed: boolean | number,
  ) => void;
  setProblem: (
    clients: number,
    costs: Handle,
    durations: Handle,
    services: Handle,
    earliest: Handle,
    latest: Handle,
    loads: Handle,
    mayServe: Handle,
  ) => void;
  createEvolution: (seed: number, chains: number, share: number) => void;
  run: (budget: number, progressFrom: number, progressTo: number) => void;
  offer: (routes: number) => void;
  planCount: () => number;
  costOfBest: () => number;
  routesOfBest: () => number;
  tourOfBest: () => Handle;
  endsOfBest: () => Handle;
  classesOfBest: () => Handle;
  tourToOffer: () => Handle;
  endsToOffer: () => Handle;
  classesToOffer: () => Handle;
};

/** The kernel with the way to see its arrays; a view holds until the kernel allocates again. */
export type GeneticKernel = Kernel<unknown> & {
  view: (handle: unknown, length: number) => Int32Array;
  viewFloats: (handle: unknown, length: number) => Float64Array;
};

/** A kernel of its own, in WebAssembly. */
export function compiledKernel(): GeneticKernel {
  const instance = instantiate(wasm);
  const kernel = instance as unknown as Kernel<number>;
  const view = (handle: unknown, length: number) => new Int32Array(instance.memory.buffer, handle as number, length);
  const viewFloats = (handle: unknown, length: number) =>
    new Float64Array(instance.memory.buffer, handle as number, length);
  return { ...kernel, view, viewFloats } as GeneticKernel;
}

/** Type of a module of sources: its handles are arrays of either kind. */
type SourceKernel = { [Name in keyof Kernel<never>]: (...values: never[]) => unknown };

/** The kernel's sources run as they are: slower, and one search at a time. */
export function kernelOfSources(module: SourceKernel): GeneticKernel {
  return {
    ...module,
    view: (handle: unknown, length: number) => (handle as Int32Array).subarray(0, length),
    viewFloats: (handle: unknown, length: number) => (handle as Float64Array).subarray(0, length),
  } as GeneticKernel;
}
