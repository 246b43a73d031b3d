import { newId } from '@baogong/contract';
import { requireRight } from '../platform/actor.ts';
import type { Db } from '../platform/db/database.ts';
import { runCommand } from '../platform/http/command.ts';
import type { ActorContext } from '../platform/http/context.ts';
import { procedures } from '../platform/http/procedures.ts';
import { conflict } from '../platform/refusal.ts';
import { progressOf, recordRun, startPlaying, stopPlaying } from './player.ts';
import { HUBEI } from './replay/stream.ts';

const routes = procedures.exercises;
/** The command that is about to start a replay. */
const starting = new WeakMap<Db, string>();

/** Playing the real stream inside the server, against its own front door; one at a time. */
export const exerciseHandlers = {
  /** A repeated command answers how far the run is, and starts none. */
  startReplay: routes.startReplay.handler(async ({ context, input }) => {
    requirePlay(context);
    const { db } = context;
    const { commandId, speed } = input;
    let runId: string | undefined;
    try {
      await runCommand(context, 'exercises.startReplay', input, async (act) => {
        if (progressOf(db).running || (starting.get(db) ?? commandId) !== commandId) throw conflict('replay-running');
        starting.set(db, commandId);
        runId = newId();
        await recordRun(act, 'start', runId, 1, { speed });
      });
      if (runId) startPlaying(context, context.ownAddress(), runId, speed);
    } finally {
      if (starting.get(db) === commandId) starting.delete(db);
    }
    return progressOf(db);
  }),

  replayProgress: routes.replayProgress.handler(({ context }) => progressOf(context.db)),

  stopReplay: routes.stopReplay.handler(async ({ context, input }) => {
    requirePlay(context);
    await runCommand(context, 'exercises.stopReplay', input, async () => {});
    await stopPlaying(context.db);
    return progressOf(context.db);
  }),
};

function requirePlay({ actor }: ActorContext): void {
  requireRight(actor, 'exercises.run', { areaCode: HUBEI });
}
