/** Hundred, thousand, ten thousand as they are written between digits. */
const multipliers: Record<string, number> = { '\u767e': 100, '\u5343': 1000, '\u4e07': 10_000 };
const most = 1_000_000_000_000;

/**
 * The whole number that somebody typed: `20,000`, full-width digits, `2` and the sign for ten thousand. `null` for a
 * blank, zero, a fraction or anything else: a quantity is never guessed.
 */
export function readQuantity(typed: string): number | null {
  const match = /^(\d+(?:\.\d+)?)([\u767e\u5343\u4e07]?)$/.exec(narrow(typed));
  if (!match) return null;
  const value = Number((Number(match[1]) * (multipliers[match[2]!] ?? 1)).toFixed(6));
  return Number.isInteger(value) && value >= 1 && value <= most ? value : null;
}

/** Full-width digits and signs as ASCII, without spaces and thousands' commas. */
function narrow(typed: string): string {
  return typed
    .replace(/[\uff10-\uff19\uff0c\uff0e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s,]/g, '');
}
