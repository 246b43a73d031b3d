/** A chunk of kernel work, in milliseconds: short enough to stop in time, long enough that the host costs nothing. */
export const CHUNK_MILLISECONDS = 4;
/** Iterations of the first chunk, and of every chunk where iterations count. */
export const FIRST_CHUNK = 64;

/** Iterations that take about a chunk's time, or what is left of all. */
export function nextChunk(chunk: number, took: number, left: number): number {
  const aim = Math.min(CHUNK_MILLISECONDS, Math.max(left, 0.2));
  const factor = Math.min(2, Math.max(0.25, aim / Math.max(took, 0.01)));
  return Math.max(1, Math.min(100_000, Math.floor(chunk * factor)));
}
