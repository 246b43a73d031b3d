export { newFloats, newInts } from '../base/memory.ts';
export {
  setClasses,
  setFeatures,
  setLoads,
  setNear,
  setSizes,
  setStops,
  setTasks,
  setTimes,
  setTravel,
} from './data.ts';
export { setKeys } from './keys.ts';
export { bestCost, bestStartList, bestStopsList, construct, prepare, run } from './search.ts';
