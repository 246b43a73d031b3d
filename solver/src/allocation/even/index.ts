export { makeEven } from './make-even.ts';
export { carried, openPool, type Pool, type PoolFlow } from './pool.ts';
export type { Levels } from './water-fill.ts';
