/**
 * The known key that was probably meant: the same letters in another style (`timeWindows`, `TIME_WINDOWS`), another number
 * (`skill`, `capacities`), or a slip or two of the fingers. Undefined when the key looks like something of its own.
 */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  if (key.length > 40) return undefined;
  const plain = singular(key);
  const twin = known.find((candidate) => singular(candidate) === plain);
  if (twin !== undefined) return twin;
  return known.find((candidate) => {
    const slips = plain.length >= 8 ? 2 : plain.length >= 4 ? 1 : 0;
    return Math.min(plain.length, singular(candidate).length) >= 4 && isWithin(plain, singular(candidate), slips);
  });
}

function singular(key: string): string {
  return key
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .replace(/ies$/, 'y')
    .replace(/s$/, '');
}

/** Whether one word becomes the other by at most this many letters put in, left out, changed or swapped with the next. */
function isWithin(one: string, other: string, slips: number): boolean {
  if (Math.abs(one.length - other.length) > slips) return false;
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const least = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      next.push(swapped ? Math.min(least, beforeLast[column - 2]! + 1) : least);
    }
    [beforeLast, last] = [last, next];
  }
  return last[other.length]! <= slips;
}
