/** An expected failure to start or stop the database. The message states the cause and the cure. */
export class EngineFailure extends Error {
  override name = 'EngineFailure';
}

/** What the outcome of a child or a system call said, for the end of a message. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a system or PostgreSQL error (`ENOENT`, `57P03` …), or undefined. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
