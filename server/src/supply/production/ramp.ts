import { type LineState, type Ramp, SHIFT_HOURS } from '@baogong/contract';

const HOUR = 3_600_000;

/** What must be known of a line to say what it yields when. `capacity`: base units in a shift of 8 hours. */
export type Yielding = {
  capacity: number;
  ramp: Ramp;
  running: boolean;
  /** Of the last start or stop, ISO 8601. */
  changedAt: string;
  /** Was started under our eyes: else it ran at full output when it was taken on. */
  ramped: boolean;
};

/** Per cent of capacity that the line yields at the instant (milliseconds since 1970). */
export function shareAt({ ramp, running, changedAt, ramped }: Yielding, at: number): number {
  const since = at - Date.parse(changedAt);
  // Taken on while it stood still: it never ran. Stopped later: it ran until then.
  if (!running) return ramped && since < 0 ? 100 : 0;
  if (!ramped) return 100;
  const hours = Math.floor(since / HOUR) - ramp.hours;
  return hours < 0 ? 0 : (ramp.shares[hours] ?? 100);
}

/** Base units that the line makes between two instants (milliseconds since 1970) at what its capacity and ramp allow; a fraction. */
export function yieldBetween(line: Yielding, from: number, until: number): number {
  const perHour = line.capacity / SHIFT_HOURS;
  const start = Date.parse(line.changedAt);
  let sum = 0;
  // Shares change on whole hours after the start.
  for (let at = from; at < until;) {
    const next = Math.min(until, start + (Math.floor((at - start) / HOUR) + 1) * HOUR);
    sum += (shareAt(line, at) / 100) * perHour * ((next - at) / HOUR);
    at = next;
  }
  return sum;
}

/** When a line that was started yields all of its capacity, milliseconds since 1970. */
export function fullFrom({ ramp, changedAt }: Yielding): number {
  return Date.parse(changedAt) + (ramp.hours + ramp.shares.length) * HOUR;
}

/** The line's state at the instant, since when, and when it is at full output if it is starting. */
export function stateAt(line: Yielding, at: number): { state: LineState; since: string; fullAt: string | null } {
  if (!line.running) return { state: 'stopped', since: line.changedAt, fullAt: null };
  if (!line.ramped) return { state: 'running', since: line.changedAt, fullAt: null };
  const full = new Date(fullFrom(line)).toISOString();
  if (Date.parse(full) <= at) return { state: 'running', since: full, fullAt: null };
  return { state: 'starting', since: line.changedAt, fullAt: full };
}
