export type Strength = { level: 'short'; count: number } | { level: 'weak' | 'fair' | 'good' };

const least = 10;
const common = /password|passw0rd|qwerty|admin|letmein|welcome|baogong|123456|abc123|iloveyou|woaini/i;

/** A hint while a password is typed; the server has the last word (length, and a list of common passwords). */
export function strengthOf(password: string): Strength {
  if (password.length < least) return { level: 'short', count: least - password.length };
  if (common.test(password) || distinct(password) < 5 || isSequence(password)) return { level: 'weak' };
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  return { level: password.length >= 16 || (password.length >= 12 && kinds >= 3) ? 'good' : 'fair' };
}

function distinct(password: string): number {
  return new Set(password.toLowerCase()).size;
}

/** Each character the one after, or the one before, its neighbour: 1234567890, zyxwvutsrq. */
function isSequence(password: string): boolean {
  const codes = Array.from(password, (letter) => letter.charCodeAt(0));
  const steps = codes.slice(1).map((code, index) => code - codes[index]!);
  return [1, -1].some((step) => steps.filter((found) => found === step).length >= steps.length - 1);
}
