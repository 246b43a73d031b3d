import type { TestContext } from 'node:test';

type Task = () => Promise<unknown>;
const tasksOf = new WeakMap<TestContext, Task[]>();

/** Work for the end of the test, the latest first: pages are left before their server stops. (Plain hooks run the other way.) */
export function atEnding(t: TestContext, task: Task): void {
  const known = tasksOf.get(t);
  if (known) return void known.push(task);
  const tasks = [task];
  tasksOf.set(t, tasks);
  t.after(async () => {
    for (const each of tasks.reverse()) await each();
  });
}
