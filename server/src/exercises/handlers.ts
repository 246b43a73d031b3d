import type { ReplayProgress } from '@baogong/contract';
import { procedures } from '../platform/http/procedures.ts';

const routes = procedures.exercises;
const idle: ReplayProgress = {
  running: false,
  speed: 'max',
  played: 0,
  total: 0,
  virtualTime: null,
  collected: 0,
  dispatched: 0,
  fulfilled: 0,
  closed: 0,
  withdrawn: 0,
  open: 0,
  failure: null,
};

/** Playing the real stream inside the server. */
export const exerciseHandlers = {
  startReplay: routes.startReplay.handler(async () => idle),
  replayProgress: routes.replayProgress.handler(async () => idle),
  stopReplay: routes.stopReplay.handler(async () => idle),
};
