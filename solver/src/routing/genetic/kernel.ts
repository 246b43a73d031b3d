import { wasm } from '../../generated/genetic.ts';
import { instantiate } from '../../kernel/instance.ts';

/** What the kernel `solver/kernel/genetic` offers; a handle is an address in WebAssembly and a typed array in TypeScript. */
type Kernel<Handle> = {
  newInts: (length: number) => Handle;
  setFleets: (count: number, vehicles: Handle, mostDurations: Handle) => void;
  setProblem: (
    clients: number,
    capacity: number,
    costs: Handle,
    durations: Handle,
    services: Handle,
    earliest: Handle,
    latest: Handle,
    loads: Handle,
  ) => void;
  createEvolution: (seed: number) => void;
  run: (budget: number, progressFrom: number, progressTo: number) => void;
  offer: (routes: number) => void;
  planCount: () => number;
  costOfBest: () => number;
  routesOfBest: () => number;
  tourOfBest: () => Handle;
  endsOfBest: () => Handle;
  fleetsOfBest: () => Handle;
  tourToOffer: () => Handle;
  endsToOffer: () => Handle;
  fleetsToOffer: () => Handle;
};

/** The kernel with the way to see its arrays; a view holds until the kernel allocates again. */
export type GeneticKernel = Kernel<unknown> & { view: (handle: unknown, length: number) => Int32Array };

/** A kernel of its own, in WebAssembly. */
export function compiledKernel(): GeneticKernel {
  const instance = instantiate(wasm);
  const kernel = instance as unknown as Kernel<number>;
  const view = (handle: unknown, length: number) => new Int32Array(instance.memory.buffer, handle as number, length);
  return { ...kernel, view } as GeneticKernel;
}

/** The kernel's sources run as they are: slower, and one search at a time. */
export function kernelOfSources(module: Kernel<Int32Array>): GeneticKernel {
  return {
    ...module,
    view: (handle: unknown, length: number) => (handle as Int32Array).subarray(0, length),
  } as GeneticKernel;
}
