/** Lets so many through at a time; the others wait in the order in which they came. */
export type Gate = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

export function createGate(size: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= size) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inside -= 1;
    }
  };
}
