/** Work for the end of this process, when nothing else is left to do; runs in order, the latest first. */
const tasks: (() => Promise<void>)[] = [];
let holds = 0;

/** Registers work for the end of the process. It may still use the network: the process waits for it. */
export function atEnd(task: () => Promise<void>): void {
  if (tasks.length === 0) process.once('beforeExit', finish);
  tasks.push(task);
}

/** Keeps the end from beginning until the returned function is called. */
export function holdEnd(): () => void {
  holds += 1;
  return () => void (holds -= 1);
}

/** A test file's own hooks may begin at this very moment: what they still hold is waited for. */
function finish(): void {
  if (holds > 0) process.once('beforeExit', finish);
  else void runAll();
}

async function runAll(): Promise<void> {
  for (const task of tasks.splice(0).reverse()) await task();
}
