/** Two browsers at a time: more only wait for the processor, and what waits looks broken. */
export async function inPairs<Input, Result>(
  inputs: readonly Input[],
  work: (input: Input) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < inputs.length; at += 2) {
    results.push(...(await Promise.all(inputs.slice(at, at + 2).map(work))));
  }
  return results;
}
