export { exponential, logarithm, logarithmOfOnePlus, sine } from './elementary.ts';
