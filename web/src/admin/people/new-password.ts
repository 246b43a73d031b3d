// 32 characters that are not mistaken for one another when read out: no l, 1, 0 (o stays, as there is no 0).
const letters = 'abcdefghijkmnopqrstuvwxyz2345679';

/** A password to hand over by voice: 16 characters in groups of four, 80 bits. */
export function newPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const text = Array.from(bytes, (byte) => letters[byte % letters.length]).join('');
  return text.match(/.{4}/g)!.join('-');
}
