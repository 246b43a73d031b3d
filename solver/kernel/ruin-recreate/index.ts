export { newFloats, newInts } from '../base/memory.ts';
export {
  setClasses,
  setFeatures,
  setLateness,
  setLoads,
  setSizes,
  setStops,
  setTasks,
  setTimes,
  setTravel,
} from './data.ts';
export { setKeys } from './keys.ts';
export {
  bestCost,
  bestStartList,
  bestStopsList,
  clearRoutes,
  construct,
  endLaying,
  layRoute,
  prepare,
  run,
} from './search.ts';
