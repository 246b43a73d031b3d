import { Refusal } from './refusal.ts';

/** Two batches in flight keep both the database's log and this process busy; more only lengthen the wait. One keeps the order. */
const IN_FLIGHT = 2;
/** A second batch sets out once so many wait: a batch costs the database nearly the same for one as for ten. */
const WORTH_A_SECOND = 16;
const BATCH = 100;
/** Beyond it the server says so rather than let people wait. */
const MOST_WAITING = 5000;

/** A command that waits for its transaction and for its answer. */
export type Waiting<Command, Answer> = Command & { resolve(answer: Answer): void; reject(error: unknown): void };

export type Gathering<Command, Answer> = {
  /** Refuses when too many wait already; to be asked before anything is looked up. */
  requireRoom(): void;
  add(command: Command): Promise<Answer>;
};

/**
 * Gathers commands that arrive together into one transaction (group commit): under load each flush of the disk serves many, and a
 * lone one waits for one other batch at most. `write` answers each after its commit. When it throws for a batch as a whole, each is
 * tried alone, so that one bad command harms no other.
 */
export function gather<Command extends { commandId: string }, Answer>(
  write: (batch: readonly Waiting<Command, Answer>[]) => Promise<void>,
  { mostInFlight = IN_FLIGHT } = {},
): Gathering<Command, Answer> {
  const waiting: Waiting<Command, Answer>[] = [];
  let inFlight = 0;
  let starting = false;

  /** After everything that has already come in over the network is read: it belongs to the same batch. */
  function startSoon(): void {
    if (starting) return;
    starting = true;
    setImmediate(() => {
      starting = false;
      while (mayStart()) void work(waiting.splice(0, BATCH));
    });
  }

  function mayStart(): boolean {
    if (inFlight === 0) return waiting.length > 0;
    return inFlight < mostInFlight && waiting.length >= WORTH_A_SECOND;
  }

  async function work(batch: readonly Waiting<Command, Answer>[]): Promise<void> {
    inFlight += 1;
    await writeOrApart(batch);
    inFlight -= 1;
    startSoon();
  }

  async function writeOrApart(batch: readonly Waiting<Command, Answer>[]): Promise<void> {
    try {
      await write(batch);
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else for (const alone of batch) await writeOrApart([alone]);
    }
  }

  return {
    requireRoom() {
      if (waiting.length >= MOST_WAITING)
        throw new Refusal('TOO_MANY', 'too-many-requests', { params: { seconds: 2 } });
    },
    add: (command) =>
      new Promise((resolve, reject) => {
        // An id is the same id in capitals: repeats within one batch are told apart by its text.
        waiting.push({ ...command, commandId: command.commandId.toLowerCase(), resolve, reject });
        startSoon();
      }),
  };
}
